package io.dagwerk.execution;

import io.dagwerk.model.Event;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ParentRun;
import io.dagwerk.plan.Progress;
import io.dagwerk.plan.StepState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A run of this process as the parent of another. Immutable.
final class RecordedParent implements ParentRun {
  private final RunRecord record;
  private final Ledger ledger;
  private final Progress progress;
  private final Map<StepKey, List<String>> keys = new HashMap<>();

  RecordedParent(RunRecord record, Ledger ledger) {
    this.record = record;
    this.ledger = ledger;
    this.progress = record.progress();
    record
        .events(Event.StepFannedOut.class)
        .forEach(fannedOut -> keys.put(fannedOut.step(), fannedOut.keys()));
  }

  @Override
  public RunId id() {
    return record.run();
  }

  @Override
  public Plan plan() {
    return record.plan();
  }

  @Override
  public Ended ended(StepKey step) {
    return switch (progress.find(step).orElse(new StepState.Pending())) {
      case StepState.Succeeded _, StepState.Reused _, StepState.FannedOut _ -> Ended.WELL;
      case StepState.Skipped _ -> Ended.SKIPPED;
      case StepState.Pending _,
          StepState.Ready _,
          StepState.Running _,
          StepState.WaitingToRetry _,
          StepState.Failed _,
          StepState.Abandoned _,
          StepState.Canceled _ ->
          Ended.NOT_WELL;
    };
  }

  @Override
  public List<String> mappingKeys(StepKey fanOut) {
    return keys.getOrDefault(fanOut, List.of());
  }

  @Override
  public Value output(StepKey step, String output) {
    Optional<OutputAddress> taken =
        reuse(step).flatMap(reuse -> Optional.ofNullable(reuse.outputs().get(output)));
    if (taken.isPresent()) {
      return new Value.Stored(taken.get(), reuse(step).flatMap(Plan.Reuse::version));
    }
    OutputAddress own = ledger.outputs(record.run(), step).get(output);
    return own == null
        ? new Value.Missing("step '%s' of run %s has not stored it".formatted(step, record.run()))
        : new Value.Stored(
            own, Optional.ofNullable(record.plan().versions().get(StepKey.of(step.node()))));
  }

  /// What stood in for the step, if it was not run.
  private Optional<Plan.Reuse> reuse(StepKey step) {
    if (!(progress.find(step).orElse(null) instanceof StepState.Reused)) {
      return Optional.empty();
    }
    Plan.Step planned = record.plan().steps().get(step);
    return planned != null
        ? planned.reuse()
        : Optional.ofNullable(record.plan().reusedInstances().get(step));
  }
}
