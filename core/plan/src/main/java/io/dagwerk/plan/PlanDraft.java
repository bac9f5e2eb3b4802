package io.dagwerk.plan;

import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// A plan without versions, its steps in any order.
record PlanDraft(
    String job,
    String codeVersion,
    List<Plan.Step> steps,
    SequencedMap<StepKey, Plan.Reuse> reusedInstances) {
  static PlanDraft of(String job, String codeVersion, List<Plan.Step> steps) {
    return new PlanDraft(job, codeVersion, steps, new LinkedHashMap<>());
  }

  /// @throws PlanProblem when steps wait for each other
  Plan ordered() {
    Plan plan = Plan.of(job, codeVersion, PlanOrder.sort(steps));
    return new Plan(job, codeVersion, plan.steps(), reusedInstances, plan.versions());
  }
}
