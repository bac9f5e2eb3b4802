package io.dagwerk.plan;

import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.CodeVersion.Known;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The rule that lets stored outputs of the same version stand in for steps.
final class Memoization {
  private final KnownState known;
  private final SequencedMap<StepKey, CodeVersion> versions;

  Memoization(KnownState known, SequencedMap<StepKey, CodeVersion> versions) {
    this.known = known;
    this.versions = versions;
  }

  /// The plan with its versions, every step as it is.
  Plan versioned(Plan plan) {
    return with(plan, plan.steps(), plan.reusedInstances());
  }

  /// The plan with its versions, and with stored outputs for the steps and branches that have some.
  Plan reusing(Plan plan) {
    expect(
        plan.steps().values().stream()
            .filter(step -> !step.isTemplate() && step.reuse().isEmpty())
            .map(Plan.Step::key));
    SequencedMap<StepKey, Plan.Step> steps = new LinkedHashMap<>();
    SequencedMap<StepKey, Plan.Reuse> instances = new LinkedHashMap<>(plan.reusedInstances());
    plan.steps()
        .forEach((key, step) -> {
          Optional<Plan.Reuse> stored =
              step.isTemplate() ? Optional.empty() : step.reuse().or(() -> stored(step, key));
          steps.put(key, step.reusing(stored));
          stored
              .filter(_ -> step.kind() == NodeKind.FAN_OUT)
              .ifPresent(reuse -> addBranches(plan, key, reuse, instances));
        });
    return with(plan, steps, instances);
  }

  /// Says that these steps or branches are going to be asked for.
  void expect(Stream<StepKey> keys) {
    SequencedMap<StepKey, String> asked = new LinkedHashMap<>();
    keys.forEach(key -> {
      CodeVersion version =
          Optional.ofNullable(versions.get(key))
              .orElseGet(() -> versions.get(StepKey.of(key.node())));
      if (version instanceof Known(String text)) {
        asked.put(key, text);
      }
    });
    known.expectStored(asked);
  }

  /// Whether all outputs that a step must have are stored under its version.
  Optional<Plan.Reuse> stored(Plan.Step step, StepKey key) {
    return versions.get(step.key()) instanceof Known(String version)
        ? known
            .stored(key, version)
            .filter(reuse ->
                step.outputs().stream()
                    .filter(Plan.Output::required)
                    .allMatch(output -> reuse.outputs().containsKey(output.name())))
        : Optional.empty();
  }

  private void addBranches(
      Plan plan, StepKey fanOut, Plan.Reuse reuse, SequencedMap<StepKey, Plan.Reuse> instances) {
    List<Plan.Step> inside =
        plan.steps().values().stream()
            .filter(step -> step.isTemplate() && step.fanOuts().getLast().equals(fanOut.node()))
            .toList();
    expect(
        reuse.mappingKeys().stream()
            .flatMap(element -> inside.stream().map(template -> branch(template, fanOut, element)))
            .filter(branch -> !instances.containsKey(branch)));
    for (String element : reuse.mappingKeys()) {
      for (Plan.Step template : inside) {
        StepKey branch = branch(template, fanOut, element);
        Optional<Plan.Reuse> stored =
            Optional.ofNullable(instances.get(branch)).or(() -> stored(template, branch));
        stored.ifPresent(found -> {
          instances.put(branch, found);
          if (template.kind() == NodeKind.FAN_OUT) {
            addBranches(plan, branch, found, instances);
          }
        });
      }
    }
  }

  private static StepKey branch(Plan.Step template, StepKey fanOut, String element) {
    return template.key().withKeys(fanOut.at(element).keys());
  }

  private Plan with(
      Plan plan,
      SequencedMap<StepKey, Plan.Step> steps,
      SequencedMap<StepKey, Plan.Reuse> instances) {
    SequencedMap<StepKey, String> known = new LinkedHashMap<>();
    versions.forEach((key, version) -> {
      if (version instanceof Known(String text)) {
        known.put(key, text);
      }
    });
    return new Plan(
        plan.job(),
        plan.codeVersion(),
        steps,
        instances,
        known,
        plan.retriesUsed(),
        plan.process());
  }
}
