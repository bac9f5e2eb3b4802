package io.dagwerk.runhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.runhost.FailingRuns.Failure;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The end of a run whose worker is lost is stored, whatever the store does meanwhile.
class ClosingTest {
  private static final RunId RUN = RunId.createdAt(Instant.EPOCH);
  private static final RunHostOptions PATIENT =
      new RunHostOptions(Duration.ofHours(1), Duration.ofMillis(10));

  private final InMemoryRuns runs = new InMemoryRuns();

  @BeforeEach
  void start() {
    startAttempt(1);
  }

  private void startAttempt(int number) {
    runs.start(
        new Attempt(
            RUN,
            number,
            "",
            Plan.of("none", "v1", List.of()),
            "default",
            ConfigTree.empty(),
            new LinkedHashMap<>()));
  }

  /// Workers of which none is resumed; asked about that, they may count.
  private record Gone(Runnable asked) implements Workers {
    @Override
    public void kill(RunId run, int attempt) {}

    @Override
    public boolean resumes(RunId run, LostWorker lost) {
      asked.run();
      return false;
    }
  }

  private RunHost host(FailingRuns store, Runnable asked) {
    return new RunHost(
        store, new MemoryComputeLogs(), new Gone(asked), PATIENT, InstantSource.system());
  }

  @Test
  void anEndThatCannotBeStoredIsStoredAtALaterLook() throws Exception {
    for (Failure failure : Failure.values()) {
      startAttempt(1);
      FailingRuns store = new FailingRuns(runs, failure, failure, failure);
      try (RunHost host = host(store, () -> {})) {
        host.expect(RUN, 1);
        host.workerEnded(RUN, 1, "exit code 1");
        List<Event> events = runs.awaitEnd(RUN);
        assertThat(events)
            .as("%s fails three times", failure)
            .filteredOn(RunEnding::isEnd)
            .singleElement()
            .isInstanceOfSatisfying(
                Event.RunFailed.class,
                failed -> assertThat(failed.reason()).contains("exit code 1"));
        assertThat(store.hasFailed()).isTrue();
      }
      runs.forget(RUN);
    }
  }

  @Test
  void theStreamsOfALostWorkerAreClosedAndThoseOfOtherAttemptsAreNot() throws Exception {
    MemoryComputeLogs logs = new MemoryComputeLogs();
    LogKey lost = new LogKey(RUN, 1, Optional.of(StepKey.of("load")), Event.Stream.STDOUT);
    LogKey other = new LogKey(RUN, 2, lost.step(), Event.Stream.STDOUT);
    logs.append(lost, 0, Bytes.ofText("half a"));
    logs.append(other, 0, Bytes.ofText("half a"));
    CountDownLatch closed = new CountDownLatch(1);
    try (RunHost host =
        new RunHost(
            runs,
            new ToldLogs(logs, closed::countDown),
            new Gone(() -> {}),
            PATIENT,
            InstantSource.system())) {
      host.expect(RUN, 1);
      host.workerEnded(RUN, 1, "exit code 1");
      assertThat(closed.await(30, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(logs.read(lost, 0, 100).isWhole()).isTrue();
    assertThat(logs.read(other, 0, 100).isWhole()).isFalse();
  }

  /// Compute logs that tell when a stream was closed.
  private record ToldLogs(ComputeLogs kept, Runnable closed) implements ComputeLogs {
    @Override
    public long append(LogKey key, long offset, Bytes bytes) {
      return kept.append(key, offset, bytes);
    }

    @Override
    public void close(LogKey key) {
      kept.close(key);
      closed.run();
    }

    @Override
    public long drop(LogKey key, long before) {
      return kept.drop(key, before);
    }

    @Override
    public LogSlice read(LogKey key, long offset, int limit) {
      return kept.read(key, offset, limit);
    }

    @Override
    public List<LogKey> list(RunId run) {
      return kept.list(run);
    }

    @Override
    public void delete(RunId run) {
      kept.delete(run);
    }
  }

  @Test
  void aCanceledRunIsClosedWhenTheStoreIsThereAgain() throws Exception {
    try (RunHost host = host(new FailingRuns(runs, Failure.ATTEMPT, Failure.APPEND), () -> {})) {
      host.expect(RUN, 1);
      host.cancel(RUN, "not wanted");
      assertThat(runs.awaitEnd(RUN).getLast()).isEqualTo(new Event.RunCanceled("not wanted"));
    }
  }

  @Test
  void aRunThatAnotherAttemptHasTakenUpMeanwhileIsNotClosed() throws Exception {
    CountDownLatch closing = new CountDownLatch(1);
    FailingRuns store = new FailingRuns(runs, Failure.LOG);
    try (RunHost host =
        host(
            store,
            () -> {
              startAttempt(2);
              closing.countDown();
            })) {
      host.expect(RUN, 1);
      host.workerEnded(RUN, 1, "exit code 1");
      closing.await();
      host.expect(RUN, 2);
      host.workerEnded(RUN, 2, "exit code 2");
      assertThat(runs.awaitEnd(RUN))
          .filteredOn(Event.WorkerLost.class::isInstance)
          .extracting(event -> ((Event.WorkerLost) event).attempt())
          .containsExactly(2);
    }
  }
}
