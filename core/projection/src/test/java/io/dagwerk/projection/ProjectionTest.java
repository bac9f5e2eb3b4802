package io.dagwerk.projection;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.RunHead;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredOutput;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProjectionTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Bytes BYTES = Bytes.ofText("encoded");
  private static final StepKey LOAD = StepKey.of("load");
  private static final RunId RUN = RunId.of("0190a000-0000-7000-8000-000000000001");

  private RunProgress progress = RunProgress.created();

  private List<Change> changes(Event... events) {
    List<Change> changes = new ArrayList<>();
    for (Event event : events) {
      Projected projected = progress.after(event, NOW, BYTES);
      progress = projected.next();
      changes.addAll(projected.changes());
    }
    return changes;
  }

  @Test
  void aRunIsMovedByItsEvents() {
    assertThat(
            changes(
                new Event.RunQueued(),
                new Event.RunDequeued(),
                new Event.RunAttemptStarted(1),
                new Event.RunStarted(),
                new Event.RunFailed("steps failed: [load]", Optional.empty())))
        .containsExactly(
            new Change.AttemptStarted(1),
            new Change.RunMoved(RunStatus.STARTED, ""),
            new Change.RunMoved(RunStatus.FAILED, "steps failed: [load]"));
    assertThat(progress.head()).isEqualTo(new RunHead(RunStatus.FAILED, 1));
  }

  @Test
  void anOutputCountsWhenItsAttemptSucceeds() {
    start();
    assertThat(changes(new Event.StepStarted(LOAD), stored("a"), materialized()))
        .containsExactly(moved(StepStatus.RUNNING, 1, ""));
    assertThat(changes(new Event.StepSucceeded(LOAD, List.of("a"), Duration.ofMillis(1))))
        .containsExactly(
            succeeded(1, "a"),
            new Change.OutputStored(
                new StoredOutput(
                    LOAD,
                    "a",
                    address("a"),
                    new StoredOutput.Keeper("files", false),
                    Optional.of("v1"))),
            new Change.LedgerWritten(
                new LedgerRow(
                    new LedgerRow.Kind.Materialized(Optional.of("v1")),
                    new LedgerRow.AssetPlace(AssetKey.of("flights"), Optional.empty()),
                    Optional.of("d1"),
                    NOW,
                    BYTES)));
    assertThat(progress.open()).isEmpty();
  }

  @Test
  void whatAFailedAttemptStoredDoesNotCount() {
    start();
    ErrorInfo error = ErrorInfo.ofMessage("Oops", "no");
    assertThat(
            changes(
                new Event.StepStarted(LOAD),
                stored("a"),
                materialized(),
                new Event.StepWaitingToRetry(LOAD, 1, Duration.ZERO, error),
                stored("late"),
                new Event.StepRestarted(LOAD, 2),
                new Event.StepSucceeded(LOAD, List.of(), Duration.ZERO)))
        .containsExactly(
            moved(StepStatus.RUNNING, 1, ""),
            moved(StepStatus.WAITING_TO_RETRY, 1, error.summary()),
            moved(StepStatus.RUNNING, 2, ""),
            succeeded(2));
  }

  @Test
  void whatALostWorkerStoredInAnUnfinishedStepDoesNotCount() {
    start();
    assertThat(
            changes(
                new Event.StepStarted(LOAD),
                stored("a"),
                new Event.RunAttemptStarted(2),
                new Event.StepSucceeded(LOAD, List.of("a"), Duration.ZERO)))
        .containsExactly(
            moved(StepStatus.RUNNING, 1, ""), new Change.AttemptStarted(2), succeeded(0, "a"));
  }

  @Test
  void theElementsOfAFanOutAreOneOutput() {
    start();
    changes(
        new Event.StepStarted(LOAD),
        element("x", false),
        element("y", false),
        new Event.StepFannedOut(LOAD, List.of("x", "y")));
    assertThat(changes(new Event.StepSucceeded(LOAD, List.of("result"), Duration.ZERO)))
        .containsExactly(
            succeeded(1, "result"),
            new Change.OutputStored(
                new StoredOutput(
                    LOAD,
                    "result",
                    address("result"),
                    new StoredOutput.Keeper("files", false),
                    Optional.empty())),
            new Change.FannedOut(LOAD, List.of("x", "y")));
  }

  private static Event element(String key, boolean inMemory) {
    return new Event.OutputStored(
        LOAD,
        "result",
        address("result[%s]".formatted(key)),
        "files",
        inMemory,
        Optional.empty(),
        Metadata.none());
  }

  @Test
  void theKeysOfAReusedFanOutAreKept() {
    start();
    assertThat(
            changes(
                new Event.StepFannedOut(LOAD, List.of("x")),
                new Event.StepReused(LOAD, RUN, Optional.empty(), List.of("result"))))
        .containsExactly(
            new Change.StepMoved(LOAD, StepState.reused(RUN, List.of("result"))),
            new Change.FannedOut(LOAD, List.of("x")));
  }

  @Test
  void theKeysOfAFailedAttemptAreNotKept() {
    start();
    assertThat(
            changes(
                new Event.StepStarted(LOAD),
                new Event.StepFannedOut(LOAD, List.of("x")),
                new Event.RunAttemptStarted(2),
                new Event.StepStarted(LOAD),
                new Event.StepFannedOut(LOAD, List.of("y")),
                new Event.StepSucceeded(LOAD, List.of("result"), Duration.ZERO)))
        .contains(new Change.FannedOut(LOAD, List.of("y")))
        .doesNotContain(new Change.FannedOut(LOAD, List.of("x")));
  }

  @Test
  void whatIsToBeMaterializedIsKnownBeforeItIs() {
    assertThat(
            changes(
                new Event.MaterializationPlanned(LOAD, AssetKey.of("flights"), Optional.empty())))
        .containsExactly(
            new Change.MaterializationPlanned(
                LOAD, new LedgerRow.AssetPlace(AssetKey.of("flights"), Optional.empty())));
  }

  @Test
  void checksAndObservationsCountAtOnce() {
    start();
    List<Change> changes =
        changes(
            new Event.StepStarted(LOAD),
            new Event.AssetObserved(
                LOAD, AssetKey.of("flights"), Optional.empty(), Optional.empty(), Metadata.none()),
            new Event.CheckEvaluated(
                LOAD,
                AssetKey.of("flights"),
                "rows",
                Optional.empty(),
                false,
                Event.Severity.ERROR,
                true,
                "",
                Metadata.none()),
            new Event.StepFailed(
                LOAD,
                ErrorInfo.ofMessage("Check", "no rows"),
                Event.FailureKind.CHECK,
                Metadata.none()));
    assertThat(changes.subList(1, 3))
        .extracting(change -> ((Change.LedgerWritten) change).row().kind())
        .containsExactly(new LedgerRow.Kind.Observed(), new LedgerRow.Kind.Checked("rows", false));
  }

  @Test
  void everyEndOfAStepSaysWhy() {
    start();
    assertThat(
            changes(
                new Event.StepSkipped(LOAD, StepKey.of("find"), "rows"),
                new Event.StepAbandoned(LOAD, StepKey.of("find")),
                new Event.StepCanceled(LOAD, "by ops"),
                new Event.StepReused(LOAD, RUN, Optional.empty(), List.of("a"))))
        .containsExactly(
            moved(StepStatus.SKIPPED, 0, "'find' did not emit 'rows'"),
            moved(StepStatus.ABANDONED, 0, "'find' failed"),
            moved(StepStatus.CANCELED, 0, "by ops"),
            new Change.StepMoved(LOAD, StepState.reused(RUN, List.of("a"))));
  }

  @Test
  void lateEventsOfACanceledRunChangeNothing() {
    start();
    changes(new Event.StepStarted(LOAD), stored("a"), new Event.RunCanceled("by ops"));
    RunProgress canceled = progress;
    assertThat(
            changes(
                new Event.StepSucceeded(LOAD, List.of("a"), Duration.ZERO),
                new Event.RunSucceeded(Duration.ZERO),
                new Event.RunAttemptStarted(2)))
        .isEmpty();
    assertThat(progress).isEqualTo(canceled);
  }

  @Test
  void whatAnotherHostDecidedIsHeeded() {
    start();
    progress = progress.at(new RunHead(RunStatus.CANCELED, 1));
    assertThat(changes(new Event.RunSucceeded(Duration.ZERO))).isEmpty();
  }

  private void start() {
    changes(new Event.RunQueued(), new Event.RunAttemptStarted(1), new Event.RunStarted());
  }

  private static Change succeeded(int attempt, String... emitted) {
    return new Change.StepMoved(LOAD, StepState.succeeded(attempt, List.of(emitted)));
  }

  private static Change moved(StepStatus status, int attempt, String reason) {
    return new Change.StepMoved(LOAD, StepState.of(status, attempt, reason));
  }

  private static OutputAddress address(String output) {
    return new OutputAddress.OfStep(RUN, LOAD, output);
  }

  private static Event stored(String output) {
    return new Event.OutputStored(
        LOAD, output, address(output), "files", false, Optional.of("v1"), Metadata.none());
  }

  private static Event materialized() {
    return new Event.AssetMaterialized(
        LOAD, AssetKey.of("flights"), Optional.empty(), Optional.of("d1"), Metadata.none());
  }
}
