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
    for (String element : reuse.mappingKeys()) {
      for (Plan.Step template : inside) {
        StepKey branch = template.key().withKeys(fanOut.at(element).keys());
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
    return new Plan(plan.job(), plan.codeVersion(), steps, instances, known);
  }
}
