package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.runhost.EventBatch;
import io.dagwerk.runhost.EventBatch.Producer;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StorageException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of the events of a run when a store fails while more of them are on their way.
class TrackedRunTest {
  private static final Instant NOW = Instant.parse("2001-01-31T12:00:00Z");
  private static final StepKey STEP = StepKey.of("load");

  private final HeldStorage storage = new HeldStorage();
  private RunId id;
  private TrackedRun run;

  @BeforeEach
  void start() {
    id = storage.queuedRun(NOW);
    run = new TrackedRun(id, storage.storage(), new Metrics());
    MoveResult started = run.move(Optional.empty(), NOW, List.of(new Event.RunAttemptStarted(1)));
    assertThat(started).isInstanceOf(MoveResult.Moved.class);
  }

  private EventBatch batch(long first, Event... events) {
    return new EventBatch(
        id,
        1,
        Producer.WORKER,
        first,
        List.of(events).stream().map(event -> EventCodec.encode(NOW, event)).toList());
  }

  private StepStatus step() {
    return storage.storage().runs().steps(id).getFirst().state().status();
  }

  @Test
  void whatFailedAndComesAgainChangesWhatItWouldHaveChanged() throws Exception {
    storage.hold();
    CompletableFuture<AppendResult> first =
        run.append(batch(1, new Event.RunStarted(), new Event.StepStarted(STEP)));
    CompletableFuture<AppendResult> second =
        run.append(batch(3, new Event.StepSucceeded(STEP, List.of(), Duration.ZERO)));
    storage.failAll();
    assertThat(first).isCompletedExceptionally();
    assertThat(second).isCompletedExceptionally();

    run.append(batch(1, new Event.RunStarted(), new Event.StepStarted(STEP))).get();
    run.append(batch(3, new Event.StepSucceeded(STEP, List.of(), Duration.ZERO))).get();

    assertThat(step()).isEqualTo(StepStatus.SUCCEEDED);
  }

  @Test
  void whatIsOnItsWayIsNotTakenASecondTime() throws Exception {
    storage.hold();
    CompletableFuture<AppendResult> first = run.append(batch(1, new Event.RunStarted()));

    assertThatThrownBy(() -> run.append(batch(1, new Event.RunStarted())))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining("send them again");

    storage.storeAll();
    assertThat(first.get()).isEqualTo(new AppendResult.Stored(1, RunStatus.STARTED));
    assertThat(run.append(batch(1, new Event.RunStarted())).get())
        .isEqualTo(new AppendResult.Stored(1, RunStatus.STARTED));
  }

  @Test
  void aMoveWaitsForWhatIsOnItsWayAndStandsOnWhatBecameOfIt() throws Exception {
    storage.hold();
    CompletableFuture<AppendResult> started =
        run.append(batch(1, new Event.RunStarted(), new Event.StepStarted(STEP)));
    Moving moving = Moving.of(() -> run.move(Optional.empty(), NOW, failed()));
    moving.awaitWaiting();
    storage.failAll();

    assertThat(started).isCompletedExceptionally();
    assertThat(moving.result()).isInstanceOf(MoveResult.Moved.class);
    assertThat(stepAttempt()).isZero();
    assertThat(run.acknowledged(1, Producer.WORKER)).isZero();
  }

  @Test
  void whoIsToldFirstOfAFailureDoesNotBuildOnWhatFailed() throws Exception {
    storage.hold();
    var _ = run.append(batch(1, new Event.RunStarted(), new Event.StepStarted(STEP)));
    CompletableFuture<Moving> moved = new CompletableFuture<>();
    // Who asks a future last is told first.
    storage.whenAnswered(() -> {
      Moving moving = Moving.of(() -> run.move(Optional.empty(), NOW, failed()));
      moving.awaitWaitingOrDone();
      moved.complete(moving);
    });
    storage.failAll();

    assertThat(moved.get(60, TimeUnit.SECONDS).result()).isInstanceOf(MoveResult.Moved.class);
    assertThat(stepAttempt()).isZero();
  }

  private static List<Event> failed() {
    ErrorInfo error = ErrorInfo.ofMessage("A", "b");
    return List.of(
        new Event.StepFailed(STEP, error, FailureKind.WORKER_LOST, Metadata.none()),
        new Event.RunFailed("broken", Optional.of(error)));
  }

  private int stepAttempt() {
    return storage.storage().runs().steps(id).getFirst().state().attempt();
  }

  /// A move in a thread of its own.
  private record Moving(Thread thread, CompletableFuture<MoveResult> done) {
    static Moving of(Supplier<MoveResult> move) {
      CompletableFuture<MoveResult> done = new CompletableFuture<>();
      Thread thread =
          Thread.ofPlatform()
              .daemon()
              .start(() -> {
                try {
                  done.complete(move.get());
                } catch (RuntimeException e) {
                  done.completeExceptionally(e);
                }
              });
      return new Moving(thread, done);
    }

    void awaitWaiting() {
      awaitWaitingOrDone();
      assertThat(done).isNotDone();
    }

    void awaitWaitingOrDone() {
      while (!done.isDone() && thread.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
    }

    MoveResult result() throws Exception {
      return done.get(60, TimeUnit.SECONDS);
    }
  }

  @Test
  void aMoveWhoseAnswerIsLostIsLookedUpBeforeTheNextEventIsFolded() throws Exception {
    RunId other = storage.queuedRun(NOW.plusSeconds(1));
    TrackedRun unsure = new TrackedRun(other, storage.storage(), new Metrics());
    storage.runs().loseAnswers(1);
    assertThatThrownBy(
            () -> unsure.move(Optional.empty(), NOW, List.of(new Event.RunAttemptStarted(1))))
        .isInstanceOf(StorageException.class);

    List<byte[]> events =
        List.of(
            EventCodec.encode(NOW, new Event.RunStarted()),
            EventCodec.encode(NOW, new Event.RunSucceeded(Duration.ZERO)));
    AppendResult stored = unsure.append(new EventBatch(other, 1, Producer.WORKER, 1, events)).get();

    assertThat(stored).isEqualTo(new AppendResult.Stored(2, RunStatus.SUCCEEDED));
  }

  @Test
  void whatTheRunDoesNotAllowAnyMoreIsRefusedAndNotWritten() {
    assertThat(
            run.move(
                Optional.empty(),
                NOW,
                List.of(new Event.RunFailed("broken", Optional.of(ErrorInfo.ofMessage("A", "b"))))))
        .isInstanceOf(MoveResult.Moved.class);
    int events = storage.storage().journal().read(id, 0, 100).size();

    assertThat(run.move(Optional.empty(), NOW, List.of(new Event.RunAttemptStarted(2))))
        .isInstanceOf(MoveResult.Refused.class);

    assertThat(storage.storage().journal().read(id, 0, 100)).hasSize(events);
  }

  @Test
  void whatAnotherHostHasWrittenCounts() {
    TrackedRun elsewhere = new TrackedRun(id, storage.storage(), new Metrics());
    elsewhere.move(Optional.empty(), NOW, List.of(new Event.RunCanceling("enough")));

    assertThat(run.move(Optional.empty(), NOW, List.of(new Event.RunCanceling("again"))))
        .isInstanceOf(MoveResult.Refused.class);
    assertThat(run.move(Optional.empty(), NOW, List.of(new Event.RunCanceled("enough"))))
        .isInstanceOf(MoveResult.Moved.class);
  }

  @Test
  void aRunThatComesBackGoesOnFromWhatAnotherHostHasStored() throws Exception {
    run.append(batch(1, new Event.RunStarted())).get();
    TrackedRun elsewhere = new TrackedRun(id, storage.storage(), new Metrics());
    elsewhere.append(batch(2, new Event.StepStarted(STEP))).get();

    assertThat(run.acknowledged(1, Producer.WORKER)).isEqualTo(2);
    run.append(batch(3, new Event.StepSucceeded(STEP, List.of(), Duration.ZERO))).get();

    assertThat(step()).isEqualTo(StepStatus.SUCCEEDED);
  }

  @Test
  void whatAnotherHostStoresWhileTheLogIsReadCounts() throws Exception {
    run.append(batch(1, new Event.RunStarted())).get();
    TrackedRun elsewhere = new TrackedRun(id, storage.storage(), new Metrics());
    assertThat(elsewhere.acknowledged(1, Producer.WORKER)).isEqualTo(1);
    assertThat(run.acknowledged(1, Producer.WORKER)).isEqualTo(1);
    storage.afterRead(() -> {
      var _ = elsewhere.append(batch(2, new Event.StepStarted(STEP))).join();
    });
    run.append(batch(2, new Event.StepStarted(STEP))).get();

    run.append(batch(3, new Event.StepSucceeded(STEP, List.of(), Duration.ZERO))).get();

    assertThat(step()).isEqualTo(StepStatus.SUCCEEDED);
  }
}
