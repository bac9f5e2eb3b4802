package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.retention.LogRetention;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.FeedPosition;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.dagwerk.spi.contract.Given;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How old logs are deleted, on a clock that the test holds.
abstract class RetentionContract {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration KEPT = Duration.ofDays(90);

  private final UnwillingLogs logs = new UnwillingLogs();
  private final HeldExecutor executor = new HeldExecutor();
  private Instant now = Given.NOW;
  private Storage storage;
  private RetentionLoop loop;

  abstract Storage open(Path folder) throws Exception;

  @BeforeEach
  void start(@TempDir Path folder) throws Exception {
    storage = open(folder);
    loop = loop(LogRetention.usual(), executor);
  }

  @AfterEach
  void stop() {
    loop.close();
    storage.close();
  }

  private RetentionLoop loop(LogRetention retention, HeldExecutor by) {
    return new RetentionLoop(
        new Daemon.Stores(storage, logs, InstanceKey.create()), retention, () -> now, by);
  }

  private void pass(Duration time) {
    now = now.plus(time);
    executor.pass(time);
  }

  @Test
  void aLogIsDeletedInTheHourAfterItsTimeAndTheRunStays() {
    RunId old = endedRun(10);
    RunId open = openRun();
    loop.start();

    pass(KEPT);
    aRunIsCreated();
    assertThat(log(old)).isNotEmpty();
    assertThat(logs.list(old)).isNotEmpty();
    pass(HOUR);

    assertThat(log(old)).isEmpty();
    assertThat(logs.list(old)).isEmpty();
    assertThat(storage.runs().find(old).orElseThrow().times().logExpired()).contains(now);
    assertThat(storage.runs().outputs(old)).hasSize(1);
    assertThat(storage.journal().feed(FeedPosition.START, 10)).isEmpty();
    assertThat(log(open)).isNotEmpty();
    assertThat(logs.list(open)).isNotEmpty();
  }

  @Test
  void whatExpiredWhileNoHostRanIsDeletedSoonAfterItsStart() {
    RunId old = endedRun(10);
    now = now.plus(KEPT).plus(HOUR);
    aRunIsCreated();
    loop.start();
    executor.pass(Duration.ofMinutes(1));
    assertThat(log(old)).as("its clock may be set right still").isNotEmpty();
    executor.pass(Duration.ofMinutes(9));
    assertThat(log(old)).isEmpty();
  }

  @Test
  void aHostWhoseClockIsFarBeyondTheNewestRunDeletesNothingBeforeItWasSteadyForADay() {
    RunId old = endedRun(10);
    now = now.plus(KEPT).plus(HOUR);
    loop.start();
    pass(RetentionLoop.FIRST);
    for (int hour = 1; hour < 24; hour++) {
      pass(HOUR);
      assertThat(log(old)).as("after %d hours", hour).isNotEmpty();
    }
    pass(HOUR);
    assertThat(log(old)).isEmpty();
  }

  @Test
  void aLongLogIsDeletedInSeveralTransactions() {
    RunId old = endedRun(RetentionLoop.MOST_EVENTS * 2 + 1);
    aRunIsCreatedLater();
    loop.turn(later());
    assertThat(log(old)).isEmpty();
    assertThat(storage.runs().withLog(later(), 10)).isEmpty();
  }

  @Test
  void whatATurnHasBegunTheNextOneEnds() {
    RunId old = endedRun(10);
    logs.delete(old);
    storage.journal().expire(old, Given.NOW, 3);
    aRunIsCreatedLater();
    loop.turn(later());
    assertThat(log(old)).isEmpty();
    assertThat(storage.runs().withLog(later(), 10)).isEmpty();
    assertThat(storage.runs().find(old).orElseThrow().times().logExpired()).contains(Given.NOW);
  }

  @Test
  void aLogThatCannotBeDeletedHoldsUpNoOtherAndIsTriedAgain() {
    RunId stuck = endedRun(10);
    RunId other = endedRun(10);
    logs.unwilling.add(stuck);
    loop.start();

    now = later();
    aRunIsCreated();
    executor.pass(KEPT.plus(HOUR));
    assertThat(log(stuck)).isNotEmpty();
    assertThat(storage.runs().find(stuck).orElseThrow().times().logExpired()).isEmpty();
    assertThat(log(other)).isEmpty();
    logs.unwilling.clear();
    pass(HOUR);

    assertThat(log(stuck)).isEmpty();
    assertThat(logs.list(stuck)).isEmpty();
  }

  @Test
  void whileAnotherHostHoldsTheLeaseNothingIsDeleted() {
    RunId old = endedRun(10);
    aRunIsCreatedLater();
    Optional<Lease> other = storage.leases().take("retention", "other", HOUR, now);
    loop.turn(later());
    assertThat(log(old)).isNotEmpty();

    storage.leases().giveUp(other.orElseThrow().asFence());
    loop.turn(later());
    assertThat(log(old)).isEmpty();
    assertThat(storage.leases().take("retention", "other", HOUR, now)).isPresent();
  }

  @Test
  void logsThatAreKeptForeverAreNotDeleted() {
    RunId old = endedRun(10);
    try (RetentionLoop forever = loop(new LogRetention.Forever(), new HeldExecutor())) {
      forever.turn(now.plus(KEPT.multipliedBy(1_000)));
    }
    assertThat(log(old)).isNotEmpty();
    assertThat(logs.list(old)).isNotEmpty();
  }

  private void aRunIsCreated() {
    NewRun run =
        new NewRun(
            RunId.createdAt(now),
            Given.work(storage, "nightly"),
            Optional.empty(),
            0,
            new LinkedHashMap<>());
    storage.runs().create(run, now, List.of(Given.event("RunQueued")));
  }

  private void aRunIsCreatedLater() {
    Instant before = now;
    now = later();
    aRunIsCreated();
    now = before;
  }

  private Instant later() {
    return now.plus(KEPT).plus(HOUR);
  }

  private RunId openRun() {
    RunId run = Given.startedRun(storage);
    LogKey key = new LogKey(run, 1, Optional.empty(), Event.Stream.STDOUT);
    logs.append(key, 0, Bytes.ofText("hello\n"));
    return run;
  }

  private RunId endedRun(int events) {
    RunId run = openRun();
    int page = 1_000;
    for (int first = 1; first <= events; first += page) {
      storage.journal().append(Given.batch(run, first, Math.min(events, first + page - 1))).join();
    }
    storage
        .journal()
        .append(
            Given.batch(
                run,
                events + 1L,
                Given.event("end", Given.output(run, "load"), Given.to(RunStatus.SUCCEEDED))))
        .join();
    return run;
  }

  private List<?> log(RunId run) {
    return storage.journal().read(run, 0, 10);
  }

  /// Compute logs of which some cannot be deleted.
  private static final class UnwillingLogs implements ComputeLogs {
    private final ComputeLogs inner = new MemoryComputeLogs();
    private final Set<RunId> unwilling = new HashSet<>();

    @Override
    public long append(LogKey key, long offset, Bytes bytes) {
      return inner.append(key, offset, bytes);
    }

    @Override
    public void close(LogKey key) {
      inner.close(key);
    }

    @Override
    public long drop(LogKey key, long before) {
      return inner.drop(key, before);
    }

    @Override
    public LogSlice read(LogKey key, long offset, int limit) {
      return inner.read(key, offset, limit);
    }

    @Override
    public List<LogKey> list(RunId run) {
      return inner.list(run);
    }

    @Override
    public void delete(RunId run) {
      if (unwilling.contains(run)) {
        throw new StorageException("the disk is not there", new IllegalStateException());
      }
      inner.delete(run);
    }
  }
}
