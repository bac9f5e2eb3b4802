package io.dagwerk.daemon.known;

import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ParentRun.Ended;
import io.dagwerk.plan.ParentRun.Value;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredOutput;
import io.dagwerk.spi.StoredStep;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How the steps of one run ended and what they left behind, by its plan and its rows. Immutable.
final class RunSteps {
  private final RunId run;
  private final Plan plan;
  private final Map<StepKey, StoredStep> steps = new HashMap<>();
  private final Map<Output, StoredOutput> outputs = new HashMap<>();
  private final Map<StepKey, List<String>> keys;

  private record Output(StepKey step, String name) {}

  private RunSteps(RunId run, Plan plan, Runs runs) {
    this.run = run;
    this.plan = plan;
    runs.steps(run).forEach(step -> steps.put(step.step(), step));
    runs.outputs(run)
        .forEach(output -> outputs.put(new Output(output.step(), output.output()), output));
    this.keys = runs.mappingKeys(run);
  }

  static RunSteps read(RunId run, Plan plan, Runs runs) {
    return new RunSteps(run, plan, runs);
  }

  Plan plan() {
    return plan;
  }

  /// Empty when the run did not have the step.
  Optional<Ended> ended(StepKey step) {
    return status(step).map(status -> ended(step, status)).or(() -> notBegun(step));
  }

  private Optional<StepStatus> status(StepKey step) {
    return Optional.ofNullable(steps.get(step)).map(each -> each.state().status());
  }

  private Ended ended(StepKey step, StepStatus status) {
    return switch (status) {
      case SUCCEEDED -> Ended.WELL;
      case REUSED -> standsInForSkipped(step) ? Ended.SKIPPED : Ended.WELL;
      case SKIPPED -> Ended.SKIPPED;
      case RUNNING, WAITING_TO_RETRY, FAILED, ABANDONED, CANCELED -> Ended.NOT_WELL;
    };
  }

  private boolean standsInForSkipped(StepKey step) {
    return isTaken(step) && reuse(step).filter(reuse -> !reuse.outputs().isEmpty()).isEmpty();
  }

  /// Of a step without a row: it waits in vain, or it is a template, which ended well when it was
  /// expanded. An instance is one of the run only if the fan-outs around it came to its keys.
  private Optional<Ended> notBegun(StepKey step) {
    Optional<Plan.Step> planned =
        Optional.ofNullable(plan.steps().get(step))
            .or(() ->
                Optional.ofNullable(plan.steps().get(StepKey.of(step.node())))
                    .filter(Plan.Step::isTemplate));
    return planned
        .filter(each -> !each.isTemplate() || isExpandedTo(each, step.keys()))
        .map(each -> isExpanded(each, step.keys()) ? Ended.WELL : Ended.NOT_WELL);
  }

  private boolean isExpandedTo(Plan.Step template, List<String> at) {
    if (at.size() > template.fanOuts().size()) {
      return false;
    }
    for (int depth = 0; depth < at.size(); depth++) {
      StepKey fanOut = StepKey.of(template.fanOuts().get(depth)).withKeys(at.subList(0, depth));
      if (!keys.getOrDefault(fanOut, List.of()).contains(at.get(depth))) {
        return false;
      }
    }
    return true;
  }

  private boolean isExpanded(Plan.Step step, List<String> at) {
    return step.isTemplate()
        && at.size() < step.fanOuts().size()
        && keys.containsKey(StepKey.of(step.fanOuts().get(at.size())).withKeys(at));
  }

  /// The keys that a fan-out came to in this run, if it did.
  Optional<List<String>> mappingKeys(StepKey fanOut) {
    return Optional.ofNullable(keys.get(fanOut));
  }

  /// An output that the step itself gave in this run, if it did.
  Optional<Value> output(StepKey step, String output) {
    StoredOutput stored = outputs.get(new Output(step, output));
    if (stored != null) {
      return Optional.of(
          stored.keeper().inMemory()
              ? new Value.Missing(
                  "IO manager '%s' kept it in memory only, which went with that run"
                      .formatted(stored.keeper().ioManager()))
              : new Value.Stored(stored.address(), version(step)));
    }
    boolean isEmitted =
        Optional.ofNullable(steps.get(step))
            .map(StoredStep::state)
            .filter(state -> state.status() == StepStatus.SUCCEEDED)
            .filter(state -> state.emitted().contains(output))
            .isPresent();
    return isEmitted
        ? Optional.of(new Value.Stored(new OutputAddress.OfStep(run, step, output), version(step)))
        : Optional.empty();
  }

  private Optional<String> version(StepKey step) {
    return Optional.ofNullable(plan.versions().get(step))
        .or(() -> Optional.ofNullable(plan.versions().get(StepKey.of(step.node()))));
  }

  /// Whether the step was not run, because only others were executed again.
  boolean isTaken(StepKey step) {
    return reuse(step).filter(reuse -> reuse.version().isEmpty()).isPresent();
  }

  /// An output that was taken instead of running the step.
  Optional<Value> reused(StepKey step, String output) {
    return reuse(step)
        .flatMap(reuse ->
            Optional.ofNullable(reuse.outputs().get(output))
                .map(address -> new Value.Stored(address, reuse.version())));
  }

  /// What stood in for the step, if it was not run.
  private Optional<Plan.Reuse> reuse(StepKey step) {
    if (status(step).filter(StepStatus.REUSED::equals).isEmpty()) {
      return Optional.empty();
    }
    Plan.Step planned = plan.steps().get(step);
    return planned != null
        ? planned.reuse()
        : Optional.ofNullable(plan.reusedInstances().get(step));
  }
}
