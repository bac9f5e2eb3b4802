package io.dagwerk.projection;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.RunHead;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredOutput;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The rule of what one event changes.
///
/// Outputs and materializations count when their attempt succeeds; observations and checks are
/// facts as soon as they are made. Nothing changes a run that has ended.
record Projection(RunProgress before, Instant at, Bytes encoded) {
  private static final String NO_REASON = "";

  Projected of(Event event) {
    if (before.head().status().isFinal()) {
      return nothing();
    }
    return switch (event) {
      case Event.OfStep step -> ofStep(step);
      case Event.RunAttemptStarted(int attempt) ->
          moved(before.withoutSteps(), new Change.AttemptStarted(attempt));
      case Event.RunStarted _ ->
          moved(before.started(), new Change.RunMoved(RunStatus.STARTED, NO_REASON));
      // A run starts once; a worker that takes it up goes on at once.
      case Event.WorkerAttached _ when before.hasStarted() -> moved(RunStatus.STARTED, NO_REASON);
      case Event.RunSucceeded _ -> moved(RunStatus.SUCCEEDED, NO_REASON);
      case Event.RunFailed failed -> moved(RunStatus.FAILED, failed.reason());
      case Event.RunCanceling canceling -> moved(RunStatus.CANCELING, canceling.reason());
      case Event.RunCanceled canceled -> moved(RunStatus.CANCELED, canceled.reason());
      case Event.RunQueued _,
          Event.RunPlanned _,
          Event.RunReplanned _,
          Event.RunDequeued _,
          Event.RunFailing _,
          Event.ResourceOpened _,
          Event.ResourceClosed _,
          Event.WorkerAttached _,
          Event.WorkerLost _,
          Event.Logged _,
          Event.Printed _ ->
          nothing();
    };
  }

  private Projected ofStep(Event.OfStep event) {
    StepKey key = event.step();
    return switch (event) {
      case Event.StepStarted _ -> begun(key, 1);
      case Event.StepRestarted restarted -> begun(key, restarted.attempt());
      case Event.StepWaitingToRetry waiting ->
          new Projected(
              before.with(key, OpenStep.begun(waiting.attempt())),
              List.of(
                  stepMoved(
                      key,
                      StepStatus.WAITING_TO_RETRY,
                      waiting.attempt(),
                      waiting.error().summary())));
      case Event.StepSucceeded succeeded -> succeeded(key, succeeded.outputs());
      case Event.StepFailed failed -> ended(key, StepStatus.FAILED, failed.error().summary());
      case Event.StepSkipped skipped ->
          ended(
              key,
              StepStatus.SKIPPED,
              "'%s' did not emit '%s'".formatted(skipped.cause(), skipped.output()));
      case Event.StepReused reused -> reused(reused);
      case Event.StepAbandoned abandoned ->
          ended(key, StepStatus.ABANDONED, "'%s' failed".formatted(abandoned.cause()));
      case Event.StepCanceled canceled -> ended(key, StepStatus.CANCELED, canceled.reason());
      case Event.StepFannedOut fannedOut -> fannedOut(key, fannedOut.keys());
      case Event.MaterializationPlanned will ->
          new Projected(
              before,
              List.of(
                  new Change.MaterializationPlanned(
                      key, new LedgerRow.AssetPlace(will.asset(), will.partition()))));
      case Event.OutputStored stored -> stored(stored);
      case Event.AssetMaterialized materialized -> materialized(materialized);
      case Event.AssetObserved observed ->
          written(
              new LedgerRow.Kind.Observed(),
              observed.asset(),
              observed.partition(),
              observed.dataVersion());
      case Event.CheckEvaluated check ->
          written(
              new LedgerRow.Kind.Checked(check.check(), check.passed()),
              check.asset(),
              check.partition(),
              Optional.empty());
      case Event.InputLoaded _,
          Event.FactsReported _,
          Event.TypeChecked _,
          Event.HookSucceeded _,
          Event.HookFailed _,
          Event.HookSkipped _,
          Event.PoolWaiting _,
          Event.PoolClaimed _ ->
          nothing();
    };
  }

  private Projected nothing() {
    return new Projected(before, List.of());
  }

  private Projected moved(RunStatus to, String reason) {
    return moved(before, new Change.RunMoved(to, reason));
  }

  /// What is not allowed changes nothing, not even what is known of steps.
  private Projected moved(RunProgress steps, Change change) {
    Optional<RunHead> head = before.head().after(change);
    return head.map(next -> new Projected(steps.at(next), List.of(change)))
        .orElseGet(this::nothing);
  }

  private Projected begun(StepKey key, int attempt) {
    return new Projected(
        before.with(key, OpenStep.begun(attempt)),
        List.of(stepMoved(key, StepStatus.RUNNING, attempt, NO_REASON)));
  }

  private Projected succeeded(StepKey key, List<String> emitted) {
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.StepMoved(key, StepState.succeeded(attempt(key), emitted)));
    before
        .step(key)
        .ifPresent(step -> {
          step.outputs().values().forEach(output -> changes.add(new Change.OutputStored(output)));
          step.materialized()
              .toList()
              .forEach(row -> changes.add(new Change.LedgerWritten(madeBy(step, row))));
        });
    addKeys(key, changes);
    return new Projected(before.without(key), changes);
  }

  private static LedgerRow madeBy(OpenStep step, LedgerRow row) {
    return new LedgerRow(
        new LedgerRow.Kind.Materialized(step.version()),
        row.place(),
        row.version(),
        row.at(),
        row.event());
  }

  private void addKeys(StepKey fanOut, List<Change> changes) {
    before
        .step(fanOut)
        .flatMap(OpenStep::mappingKeys)
        .ifPresent(keys -> changes.add(new Change.FannedOut(fanOut, keys)));
  }

  private Projected fannedOut(StepKey key, List<String> keys) {
    OpenStep step = before.step(key).orElseGet(() -> OpenStep.begun(0));
    return new Projected(before.with(key, step.fannedOut(keys)), List.of());
  }

  private Projected ended(StepKey key, StepStatus status, String reason) {
    return new Projected(
        before.without(key), List.of(stepMoved(key, status, attempt(key), reason)));
  }

  private Projected reused(Event.StepReused event) {
    StepKey key = event.step();
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.StepMoved(key, StepState.reused(event.origin(), event.outputs())));
    addKeys(key, changes);
    return new Projected(before.without(key), changes);
  }

  private int attempt(StepKey key) {
    return before.step(key).map(OpenStep::attempt).orElse(0);
  }

  private static Change stepMoved(StepKey key, StepStatus status, int attempt, String reason) {
    return new Change.StepMoved(key, StepState.of(status, attempt, reason));
  }

  private Projected stored(Event.OutputStored event) {
    StoredOutput output =
        new StoredOutput(
            event.step(),
            event.output(),
            event.address(),
            new StoredOutput.Keeper(event.ioManager(), event.inMemory()),
            event.version());
    return pending(event.step(), step -> step.and(output));
  }

  private Projected materialized(Event.AssetMaterialized event) {
    LedgerRow row =
        row(
            new LedgerRow.Kind.Materialized(Optional.empty()),
            event.asset(),
            event.partition(),
            event.dataVersion());
    return pending(event.step(), step -> step.and(row));
  }

  private Projected pending(StepKey key, UnaryOperator<OpenStep> more) {
    return new Projected(
        before.step(key).map(step -> before.with(key, more.apply(step))).orElse(before), List.of());
  }

  private Projected written(
      LedgerRow.Kind kind,
      AssetKey asset,
      Optional<PartitionKey> partition,
      Optional<String> version) {
    return new Projected(
        before, List.of(new Change.LedgerWritten(row(kind, asset, partition, version))));
  }

  private LedgerRow row(
      LedgerRow.Kind kind,
      AssetKey asset,
      Optional<PartitionKey> partition,
      Optional<String> version) {
    return new LedgerRow(kind, new LedgerRow.AssetPlace(asset, partition), version, at, encoded);
  }
}
