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
  private final LostValues lost;
  private final Optional<ParentRun> above;
  private final Progress progress;
  private final Map<StepKey, List<String>> keys = new HashMap<>();

  /// @param lost what this run stored and nobody can read any more
  /// @param above the run that this one executed again, if it did
  RecordedParent(RunRecord record, Ledger ledger, LostValues lost, Optional<ParentRun> above) {
    this.record = record;
    this.ledger = ledger;
    this.lost = lost;
    this.above = above;
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
  public RunId root() {
    return record.root().orElse(record.run());
  }

  @Override
  public Plan plan() {
    return record.plan();
  }

  @Override
  public Ended ended(StepKey step) {
    return progress
        .find(step)
        .map(state -> ended(step, state))
        .orElseGet(() -> above.map(run -> run.ended(step)).orElse(Ended.NOT_WELL));
  }

  private Ended ended(StepKey step, StepState state) {
    return switch (state) {
      case StepState.Succeeded _, StepState.FannedOut _ -> Ended.WELL;
      case StepState.Reused _ -> standsInForSkipped(step) ? Ended.SKIPPED : Ended.WELL;
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

  private boolean standsInForSkipped(StepKey step) {
    boolean isTaken = reuse(step).filter(reuse -> reuse.version().isEmpty()).isPresent();
    return isTaken && reuse(step).filter(reuse -> !reuse.outputs().isEmpty()).isEmpty();
  }

  /// Of a fan-out that was taken from the run above, that one knows more keys.
  @Override
  public List<String> mappingKeys(StepKey fanOut) {
    boolean isTaken = reuse(fanOut).filter(reuse -> reuse.version().isEmpty()).isPresent();
    return above.isPresent() && (isTaken || !keys.containsKey(fanOut))
        ? above.get().mappingKeys(fanOut)
        : keys.getOrDefault(fanOut, List.of());
  }

  @Override
  public Value output(StepKey step, String output) {
    Optional<Plan.Reuse> reuse = reuse(step);
    Optional<OutputAddress> taken =
        reuse.flatMap(each -> Optional.ofNullable(each.outputs().get(output)));
    Optional<OutputAddress> own =
        Optional.ofNullable(ledger.outputs(record.run(), step).get(output));
    if (own.isPresent()) {
      return lost.why(step, output)
          .<Value>map(Value.Missing::new)
          .orElseGet(() -> new Value.Stored(own.get(), version(step)));
    }
    if (above.isPresent() && (taken.isEmpty() || reuse.flatMap(Plan.Reuse::version).isEmpty())) {
      return above.get().output(step, output);
    }
    return taken
        .<Value>map(address -> new Value.Stored(address, reuse.flatMap(Plan.Reuse::version)))
        .orElseGet(() ->
            new Value.Missing(
                "step '%s' of run %s has not stored it".formatted(step, record.run())));
  }

  private Optional<String> version(StepKey step) {
    return Optional.ofNullable(record.plan().versions().get(step))
        .or(() -> Optional.ofNullable(record.plan().versions().get(StepKey.of(step.node()))));
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
