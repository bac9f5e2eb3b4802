package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunHead;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import io.dagwerk.storage.sqlite.SqliteStorage;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Queued runs that one host cancels at the moment at which another takes them from the queue.
@Tag("slow")
class CanceledInQueueTest {
  private static final int RACES = 10_000;
  private static final int AT_ONCE = 500;
  private static final Instant NOW = Instant.parse("2001-01-31T12:00:00Z");

  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private Storage storage;
  private Daemon canceling;
  private StoredRuns dequeuing;
  private Fence fence;
  private NewRun.Contents contents;

  @BeforeEach
  void open(@TempDir Path folder) throws Exception {
    storage = SqliteStorage.open(folder.resolve("dagwerk.db"));
    InstanceKey key = InstanceKey.create();
    canceling =
        Daemon.idle(
            new Daemon.Stores(storage, new MemoryComputeLogs(), key), InstantSource.fixed(NOW));
    Contents plans = new Contents(storage.snapshots());
    dequeuing = new StoredRuns(storage, plans, key, () -> {}, new Metrics());
    Optional<Lease> lease = storage.leases().take("queue", "other", Duration.ofDays(1), NOW);
    fence = lease.orElseThrow().asFence();
    ContentHash plan =
        storage
            .snapshots()
            .put(
                plans.encoded(
                    new Plan(
                        "nightly",
                        "v1",
                        new LinkedHashMap<>(),
                        new LinkedHashMap<>(),
                        new LinkedHashMap<>())));
    contents = new NewRun.Contents(plan, plan, plan);
  }

  @AfterEach
  void close() {
    threads.close();
    dequeuing.close();
    canceling.close();
    storage.close();
  }

  private record Race(RunId run, CompletableFuture<Boolean> start, CompletableFuture<?> cancel) {}

  @Test
  @Covers("K9.4")
  void aRunThatIsCanceledWhileItIsTakenFromTheQueueIsEitherStartedOrCanceled() {
    for (int raced = 0; raced < RACES; raced += AT_ONCE) {
      for (Race race : races()) {
        race.cancel().join();
        if (race.start().join()) {
          assertIsLeftToItsWorker(race.run());
        } else {
          assertNeverStarted(race.run());
        }
      }
    }
  }

  @Test
  @Covers("K9.4")
  void aRunThatIsCanceledBeforeItIsTakenFromTheQueueIsNeverStarted() {
    RunId run = queuedRun();
    canceling.cancel(Principal.LOCAL, run, "");

    assertThat(isStarted(run)).isFalse();
    assertNeverStarted(run);
  }

  @Test
  @Covers("K9.4")
  void aRunThatIsCanceledAfterItIsTakenFromTheQueueIsLeftToItsWorker() {
    RunId run = queuedRun();

    assertThat(isStarted(run)).isTrue();
    canceling.cancel(Principal.LOCAL, run, "");
    assertIsLeftToItsWorker(run);
  }

  private List<Race> races() {
    List<CompletableFuture<RunId>> queued =
        Stream.generate(() -> CompletableFuture.supplyAsync(this::queuedRun, threads))
            .limit(AT_ONCE)
            .toList();
    List<RunId> runs = queued.stream().map(CompletableFuture::join).toList();
    List<Race> races = new ArrayList<>();
    for (RunId run : runs) {
      CompletableFuture<?> cancel =
          CompletableFuture.runAsync(() -> canceling.cancel(Principal.LOCAL, run, ""), threads);
      races.add(
          new Race(run, CompletableFuture.supplyAsync(() -> isStarted(run), threads), cancel));
    }
    return races;
  }

  private RunId queuedRun() {
    NewRun run =
        new NewRun(
            RunId.createdAt(NOW),
            new NewRun.Work("nightly", "default", "here", "v1", contents),
            Optional.empty(),
            0,
            new LinkedHashMap<>());
    Bytes queued = Bytes.of(EventCodec.encode(NOW, new Event.RunQueued()));
    storage.runs().create(run, NOW, List.of(Entry.of(NOW, queued)));
    return run.id();
  }

  private boolean isStarted(RunId run) {
    return dequeuing.move(
            run,
            Optional.of(fence),
            NOW,
            List.of(new Event.RunDequeued(), new Event.RunAttemptStarted(1)))
        instanceof MoveResult.Moved;
  }

  private void assertNeverStarted(RunId run) {
    assertThat(head(run)).isEqualTo(new RunHead(RunStatus.CANCELED, 0));
    assertThat(events(run))
        .noneMatch(Event.RunDequeued.class::isInstance)
        .noneMatch(Event.RunAttemptStarted.class::isInstance);
  }

  /// It may be running steps already, which the worker brings to their end, or is killed with.
  private void assertIsLeftToItsWorker(RunId run) {
    assertThat(head(run)).isEqualTo(new RunHead(RunStatus.CANCELING, 1));
    assertThat(events(run)).last().isInstanceOf(Event.RunCanceling.class);
  }

  private RunHead head(RunId run) {
    return storage.runs().find(run).orElseThrow().head();
  }

  private List<Event> events(RunId run) {
    return canceling.events(run, 0, 100).stream().map(RecordedEvent::event).toList();
  }
}
