package io.dagwerk.runhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage.KindCase;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a host makes of the ends of workers that it is told of, its own and those of others.
class EndedWorkersTest {
  private static final RunId RUN = RunId.createdAt(Instant.EPOCH);
  private static final RunId OTHER = RunId.createdAt(Instant.ofEpochSecond(1));
  private static final RunHostOptions PATIENT =
      new RunHostOptions(Duration.ofHours(1), Duration.ofMillis(10));

  private final InMemoryRuns runs = new InMemoryRuns();
  private final MemoryComputeLogs logs = new MemoryComputeLogs();

  private static final class NoWorkers implements Workers {
    @Override
    public void kill(RunId run, int attempt) {}

    @Override
    public boolean resumes(RunId run, LostWorker lost) {
      return false;
    }
  }

  private static LogKey stderr(int attempt) {
    return new LogKey(RUN, attempt, Optional.empty(), Event.Stream.STDERR);
  }

  @BeforeEach
  void start() {
    start(RUN, 1);
  }

  private void start(RunId run, int attempt) {
    runs.start(
        new Attempt(
            run,
            attempt,
            Tokens.hash(FakeWorker.TOKEN),
            Plan.of("none", "v1", List.of()),
            "default",
            ConfigTree.empty(),
            new LinkedHashMap<>()));
  }

  private RunHost host(ComputeLogs kept, RunHostOptions options) {
    return new RunHost(runs, kept, new NoWorkers(), options, InstantSource.system());
  }

  private RunHost host() {
    return host(logs, PATIENT);
  }

  /// Waits until nothing more is expected of the standard error of an attempt.
  ///
  /// @return what is in it
  private String awaitWhole(int attempt) {
    long until = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    LogSlice printed = logs.read(stderr(attempt), 0, ComputeLogs.MOST);
    while (!printed.isWhole()) {
      assertThat(System.nanoTime()).as("the stream is not closed").isLessThan(until);
      Thread.onSpinWait();
      printed = logs.read(stderr(attempt), 0, ComputeLogs.MOST);
    }
    return printed.bytes().text();
  }

  private List<String> losses() throws InterruptedException {
    return runs.awaitEnd(RUN).stream()
        .filter(Event.WorkerLost.class::isInstance)
        .map(event -> ((Event.WorkerLost) event).worker())
        .toList();
  }

  @Test
  void aHostThatDoesNotHearAWorkerLeavesItsRunToTheOneThatDoes() throws Exception {
    start(OTHER, 1);
    try (RunHost hearing = host();
        RunHost beside = host(new MemoryComputeLogs(), PATIENT)) {
      hearing.expect(RUN, 1);
      FakeWorker worker = FakeWorker.of(hearing).hello(RUN);
      worker.await(KindCase.WELCOME);

      beside.workerEnded(RUN, 1, "exit code 1");
      // It does one after the other, so it has done what it does with the first.
      beside.expect(OTHER, 1);
      beside.workerEnded(OTHER, 1, "exit code 1");
      runs.awaitEnd(OTHER);
      worker.say(1, new Event.RunStarted());
      worker.await(KindCase.ACKNOWLEDGED);
      worker.end();
      hearing.workerEnded(RUN, 1, "exit code 1", Optional.of("# A fatal error"));

      assertThat(losses()).containsExactly("worker-1");
      assertThat(runs.events(RUN)).startsWith(new Event.RunStarted());
      assertThat(awaitWhole(1)).isEqualTo("# A fatal error");
    }
  }

  @Test
  void anEndThatWasToldBeforeItsRunIsTakenUpEndsTheRunThen() throws Exception {
    try (RunHost host = host()) {
      host.workerEnded(RUN, 1, "exit code 137");
      host.expect(RUN, 1);

      assertThat(((Event.RunFailed) runs.awaitEnd(RUN).getLast()).reason())
          .contains("exit code 137");
    }
  }

  @Test
  void anEndThatWasToldBeforeItsWorkerIsHeardEndsTheRunThen() throws Exception {
    try (RunHost host = host()) {
      host.workerEnded(RUN, 1, "exit code 137");
      FakeWorker.of(host).hello(RUN);

      assertThat(losses()).containsExactly("worker-1");
    }
  }

  @Test
  void theStreamsOfAWorkerAreClosedAlsoWhenItsRunHasItsEndAlready() throws Exception {
    try (RunHost hearing = host();
        RunHost other = host(new MemoryComputeLogs(), PATIENT)) {
      FakeWorker.of(hearing).hello(RUN).await(KindCase.WELCOME);
      other.expect(RUN, 1);
      other.workerEnded(RUN, 1, "exit code 1");
      runs.awaitEnd(RUN);

      hearing.workerEnded(RUN, 1, "exit code 1", Optional.of("# A fatal error"));

      assertThat(awaitWhole(1)).isEqualTo("# A fatal error");
    }
  }

  @Test
  void theReportOfACrashStandsBehindWhatWasPrinted() {
    try (RunHost host = host()) {
      host.logs().append(stderr(1), 0, Bytes.ofText("half of the rows\n"));
      host.expect(RUN, 1);
      host.workerEnded(RUN, 1, "exit code 1", Optional.of("# A fatal error\n"));

      assertThat(awaitWhole(1)).isEqualTo("half of the rows\n# A fatal error\n");
    }
  }

  @Test
  void ofAReportThatIsLongerThanAnyTheBeginningIsKept() {
    try (RunHost host = host()) {
      host.expect(RUN, 1);
      host.workerEnded(
          RUN, 1, "exit code 1", Optional.of("# A fatal error\n" + "é".repeat(2 << 20)));

      assertThat(awaitWhole(1))
          .startsWith("# A fatal error\né")
          .endsWith("é")
          .hasSizeLessThan(1 << 18);
    }
  }

  @Test
  void aReportThatCannotBeKeptLeavesNoStreamOpen() {
    try (RunHost host = host(new RefusingReports(logs), PATIENT)) {
      host.logs().append(stderr(1), 0, Bytes.ofText("half a"));
      host.expect(RUN, 1);
      host.workerEnded(RUN, 1, "exit code 1", Optional.of("# A fatal error\n"));

      assertThat(awaitWhole(1)).isEqualTo("half a");
    }
  }

  @Test
  void theReportOfAnEarlierAttemptIsNotThatOfALaterOne() throws Exception {
    try (RunHost host = host()) {
      host.expect(RUN, 1);
      host.workerEnded(RUN, 1, "exit code 134", Optional.of("# A fatal error\n"));
      start(RUN, 2);
      host.logs().append(stderr(2), 0, Bytes.ofText("half a"));
      host.expect(RUN, 2);
      host.workerEnded(RUN, 2, "exit code 1");
      host.workerEnded(RUN, 1, "exit code 134", Optional.of("# A fatal error\n"));

      assertThat(((Event.RunFailed) runs.awaitEnd(RUN).getLast()).reason())
          .contains("exit code 1")
          .doesNotContain("report");
      assertThat(awaitWhole(2)).isEqualTo("half a");
    }
  }

  /// Compute logs that keep no report of a crash.
  private record RefusingReports(ComputeLogs kept) implements ComputeLogs {
    @Override
    public long append(LogKey key, long offset, Bytes bytes) {
      if (bytes.text().startsWith("#")) {
        throw new IllegalStateException("the disk is full");
      }
      return kept.append(key, offset, bytes);
    }

    @Override
    public void close(LogKey key) {
      kept.close(key);
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
}
