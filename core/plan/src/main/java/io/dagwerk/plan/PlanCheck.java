package io.dagwerk.plan;

import io.dagwerk.model.InputSource;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Refuses a plan that no run could bring to its end: one that reads what is not planned before, or
/// what lies in fan-outs around which the reader does not lie. Pure.
final class PlanCheck {
  private final Plan plan;
  private final Set<StepKey> before = new HashSet<>();

  private PlanCheck(Plan plan) {
    this.plan = plan;
  }

  /// @throws IllegalArgumentException when the plan cannot be run
  static void check(Plan plan) {
    PlanCheck check = new PlanCheck(plan);
    plan.steps().values().forEach(check::check);
  }

  private void check(Plan.Step step) {
    for (int i = 0; i < step.fanOuts().size(); i++) {
      Plan.Step fanOut = planned(step, StepKey.of(step.fanOuts().get(i)));
      if (fanOut.kind() != NodeKind.FAN_OUT) {
        throw new IllegalArgumentException(
            "step '%s' lies in '%s', which is no fan-out but a %s"
                .formatted(step.key(), fanOut.key(), fanOut.kind()));
      }
      if (!fanOut.fanOuts().equals(step.fanOuts().subList(0, i))) {
        throw new IllegalArgumentException(
            "step '%s' lies in the fan-outs %s, but '%s' lies in %s"
                .formatted(step.key(), step.fanOuts(), fanOut.key(), fanOut.fanOuts()));
      }
    }
    for (InputSource input : step.inputs().values()) {
      input.leaves().forEach(leaf -> check(step, leaf));
    }
    step.after().forEach(key -> planned(step, key));
    before.add(step.key());
  }

  private void check(Plan.Step step, InputSource leaf) {
    Optional<StepKey> inScope =
        switch (leaf) {
          case InputSource.FromStep from -> Optional.of(from.step());
          case InputSource.Element element -> Optional.of(element.fanOut());
          case InputSource.Collected collected -> {
            planned(step, collected.branch());
            yield Optional.of(collected.fanOut());
          }
          case InputSource.FromStore _,
              InputSource.FanIn _,
              InputSource.FromPartitions _,
              InputSource.External _,
              InputSource.Absent _ ->
              Optional.empty();
        };
    inScope.ifPresent(key -> checkScope(step, key));
  }

  private void checkScope(Plan.Step step, StepKey key) {
    List<String> around = planned(step, key).fanOuts();
    boolean inScope =
        around.size() <= step.fanOuts().size()
            && around.equals(step.fanOuts().subList(0, around.size()));
    if (!inScope) {
      throw new IllegalArgumentException(
          "step '%s' in the fan-outs %s reads one branch of '%s' in %s; collect all its branches"
              .formatted(step.key(), step.fanOuts(), key, around));
    }
  }

  private Plan.Step planned(Plan.Step reader, StepKey key) {
    if (!before.contains(key)) {
      throw new IllegalArgumentException(
          "step '%s' needs '%s', which is not planned before it; plan it, or read what is stored"
              .formatted(reader.key(), key));
    }
    return plan.step(key);
  }
}
