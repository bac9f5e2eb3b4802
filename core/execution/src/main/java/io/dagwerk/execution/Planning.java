package io.dagwerk.execution;

import io.dagwerk.definitions.Node;
import io.dagwerk.model.Plan;
import io.dagwerk.model.Retry;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.PlanRequest.Targets;
import io.dagwerk.plan.Planner;
import io.dagwerk.plan.StepVersion;
import io.dagwerk.plan.VersionInputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Asks the planner for the plan of a launch.
final class Planning {
  private final PlanRequest request;
  private final RunFacts facts;

  Planning(LoadedLocation.Request launch, PlanRequest request) {
    this.facts = launch.facts();
    this.request = request;
  }

  static Planning of(LoadedLocation.Request launch, LocalRuns runs) {
    Moment now = runs.options().moment();
    Moment moment = now.mappedBy(UserMappings.of(launch.facts().nodes().values(), now.sets()));
    PlanRequest request =
        PlanRequest.named(
            runs.index(), launch.facts().job().name(), launch.launch().selection(), moment);
    if (!launch.launch().partitions().isEmpty()) {
      request = request.on(new Targets.Keys(launch.launch().partitions()));
    }
    if (launch.launch().reexecution().isPresent()) {
      request = request.again(launch.launch().reexecution().get());
    }
    return new Planning(
        launch,
        request.knowing(new LedgerState(runs.ledger())).inMode(launch.facts().mode().name()));
  }

  /// The plan, with versions made from these.
  ///
  /// @throws RunRefused with all that stands in the way
  Plan plan(VersionInputs inputs) {
    return switch (Planner.plan(request.versioned(inputs))) {
      case Planner.Result.Planned planned -> withRetries(planned.plan(), facts);
      case Planner.Result.Refused refused -> throw new RunRefused(refused.problems());
    };
  }

  /// What memoization knows of the steps of the plan.
  List<StepVersion> versions(VersionInputs inputs, Plan plan) {
    return Planner.versions(request.versioned(inputs), plan);
  }

  /// Assets belong to no job, so the policy of the job that materializes them is added here.
  static Plan withRetries(Plan plan, RunFacts facts) {
    if (facts.job().assets().isEmpty() || facts.job().settings().retry().equals(Retry.NEVER)) {
      return plan;
    }
    SequencedMap<StepKey, Plan.Step> steps = new LinkedHashMap<>();
    plan.steps().forEach((key, step) -> steps.put(key, withRetry(step, facts)));
    return plan.steps(steps);
  }

  private static Plan.Step withRetry(Plan.Step step, RunFacts facts) {
    Optional<Node> node = Optional.ofNullable(facts.nodes().get(step.key().node()));
    if (node.isEmpty() || node.get().settings().retry().isPresent()) {
      return step;
    }
    return new Plan.Step(
        step.key(),
        step.kind(),
        step.fanOuts(),
        step.partitions(),
        step.inputs(),
        step.after(),
        step.outputs(),
        step.options().retrying(facts.job().settings().retry()),
        step.reuse());
  }
}
