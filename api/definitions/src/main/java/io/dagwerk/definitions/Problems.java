package io.dagwerk.definitions;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The rule that finds everything wrong with a set of definitions.
final class Problems {
  private final List<Declared> declared;
  private final Findings findings;

  private Problems(List<Declared> declared) {
    this.declared = declared;
    this.findings = new Findings(declared);
  }

  static List<String> in(List<Declared> declared) {
    Problems problems = new Problems(declared);
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
      }
      case Job job -> new JobProblems(findings, where, job).check();
      case Resource<?> resource ->
          new InputProblems(findings, where, resource).check(resource.compute());
      case Schedule schedule -> checkSchedule(where, schedule);
      case Sensor sensor -> checkSensor(where, sensor);
    }
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

  private void checkSchedule(String where, Schedule schedule) {
    findings.checkDefined(where, schedule, schedule.job());
    schedule
        .compute()
        .ifPresent(compute -> new InputProblems(findings, where, schedule).check(compute));
    schedule.crons().forEach(new CronProblems(findings, where, schedule)::check);
    if (schedule.crons().isEmpty() && schedule.job().assets().isEmpty()) {
      findings.add(
          where,
          "%s follows the partitions of %s, which materializes no assets; give it cron(...)"
              .formatted(schedule, schedule.job()));
    }
  }

  private void checkSensor(String where, Sensor sensor) {
    sensor.job().ifPresent(job -> findings.checkDefined(where, sensor, job));
    new InputProblems(findings, where, sensor).check(sensor.compute());
    switch (sensor.trigger()) {
      case Sensor.Trigger.RunEnded ended -> findings.checkDefined(where, sensor, ended.of());
      case Sensor.Trigger.MaterializationOf made ->
          findings.checkDefined(where, sensor, made.asset());
      case Sensor.Trigger.Every _, Sensor.Trigger.Webhook _ -> {}
    }
  }
}
