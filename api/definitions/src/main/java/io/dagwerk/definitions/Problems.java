package io.dagwerk.definitions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The rule that finds everything wrong with a set of definitions.
final class Problems {
  private final List<Declared> declared;
  private final Findings findings;

  private Problems(List<Declared> declared, Findings findings) {
    this.declared = declared;
    this.findings = findings;
  }

  /// @param io the IO manager of values that name none
  static List<String> in(List<Declared> declared, Optional<? extends Resource<?>> io) {
    Problems problems = new Problems(declared, new Findings(declared, io));
    problems.checkNames();
    declared.forEach(here -> problems.check(here.where(), here.definition()));
    return problems.findings.toList();
  }

  private void checkNames() {
    Map<String, Declared> places = new LinkedHashMap<>();
    for (Declared here : declared) {
      Definition definition = here.definition();
      findings.checkName(here.where(), definition.toString(), definition.name());
      Declared other = places.putIfAbsent(identity(definition), here);
      if (other != null) {
        findings.add(
            here.where(),
            "%s has the name of %s, which is declared in %s; rename one of them"
                .formatted(definition, other.definition(), other.where()));
      }
    }
  }

  /// What no other definition may be called: a check's name counts within its asset, assets and
  /// bundles share their names.
  private static String identity(Definition definition) {
    return switch (definition) {
      case Check check -> "check " + check.asset().name() + "." + check.name();
      case Asset<?> asset -> "node " + asset.key();
      case Bundle<?> bundle -> "node " + bundle.name();
      case Job _, Resource<?> _, Schedule _, Sensor _ -> definition.toString();
    };
  }

  private void check(String where, Definition definition) {
    switch (definition) {
      case Asset<?> asset -> checkAsset(where, asset);
      case Bundle<?> bundle -> checkBundle(where, bundle);
      case Check check -> {
        findings.checkDefined(where, check, check.asset());
        new NodeProblems(findings, where).check(check);
        CheckCycle.find(check).ifPresent(cycle -> addCycle(where, check, cycle));
      }
      case Job job -> new JobProblems(findings, where, job).check();
      case Resource<?> resource ->
          new InputProblems(findings, where, resource).check(resource.compute());
      case Schedule schedule -> new InstigatorProblems(findings, where).check(schedule);
      case Sensor sensor -> new InstigatorProblems(findings, where).check(sensor);
    }
  }

  private void addCycle(String where, Check check, List<Handle> cycle) {
    findings.add(
        where,
        "%s blocks what reads %s, and waits for it: %s; check what it reads, or do not block"
            .formatted(
                check,
                check.asset(),
                cycle.stream().map(Handle::toString).collect(Collectors.joining(" -> "))));
  }

  private void checkAsset(String where, Asset<?> asset) {
    if (asset.bundle().isEmpty()) {
      new NodeProblems(findings, where).check(asset);
    } else {
      findings.checkType(where, asset, asset.type());
    }
    new CronProblems(findings, where, asset).check(asset.asset());
    asset.bundle().ifPresent(bundle -> findings.checkDefined(where, asset, bundle));
    asset.asset().io().ifPresent(io -> findings.checkDefined(where, asset, io));
    asset
        .asset()
        .observation()
        .ifPresent(looking -> new InputProblems(findings, where, asset).check(looking));
  }

  private void checkBundle(String where, Bundle<?> bundle) {
    new NodeProblems(findings, where).check(bundle);
    new CronProblems(findings, where, bundle).check(bundle.asset());
    bundle.asset().io().ifPresent(io -> findings.checkDefined(where, bundle, io));
    if (bundle.parts().isEmpty()) {
      findings.add(where, bundle + " has no parts; name them by part(...)");
    }
  }
}
