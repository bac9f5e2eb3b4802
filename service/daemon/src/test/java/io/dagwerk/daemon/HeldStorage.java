package io.dagwerk.daemon;

import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.AssetStates;
import io.dagwerk.spi.Batch;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.FeedItem;
import io.dagwerk.spi.FeedPosition;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.Leases;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.Pools;
import io.dagwerk.spi.RunHistory;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.Snapshots;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.dagwerk.spi.StoredEvent;
import io.dagwerk.spi.Ticks;
import io.dagwerk.spi.memory.MemoryStorage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/// Stores in memory, whose journal can be held: batches are then on their way until the test says
/// what becomes of them.
final class HeldStorage {
  private final Storage memory = new MemoryStorage();
  private final HeldJournal journal = new HeldJournal();
  private final TroubledRuns runs = new TroubledRuns(memory.runs());

  Storage storage() {
    return new Held();
  }

  RunId queuedRun(Instant now) {
    Plan plan = Plan.of("nightly", "v1", List.of());
    ContentHash hash = memory.snapshots().put(Bytes.of(PlanCodec.encode(plan)));
    NewRun run =
        new NewRun(
            RunId.createdAt(now),
            new NewRun.Work(
                "nightly", "default", "here", "v1", new NewRun.Contents(hash, hash, hash)),
            Optional.empty(),
            0,
            new LinkedHashMap<>());
    Bytes queued = Bytes.of(EventCodec.encode(now, new Event.RunQueued()));
    memory.runs().create(run, now, List.of(Entry.of(now, queued)));
    return run.id();
  }

  /// Deletes a part of a log, and fails from then on.
  void failAfterAnExpiry() {
    journal.expiriesLeft = 1;
  }

  /// Deletes logs again.
  void expire() {
    journal.expiriesLeft = Integer.MAX_VALUE;
  }

  /// Starts the first attempt of a run, as another host does.
  void start(RunId run, Instant now) {
    var _ =
        new TrackedRun(run, storage(), new Metrics())
            .move(Optional.empty(), now, List.of(new Event.RunAttemptStarted(1)));
  }

  /// The runs, which may fail when the test says so.
  TroubledRuns runs() {
    return runs;
  }

  /// From now on nothing is stored until the test says so.
  void hold() {
    journal.isHeld = true;
  }

  /// Does this when it is said what becomes of what is on its way, before all that asked for it
  /// earlier.
  void whenAnswered(Runnable step) {
    journal.whenAnswered(step);
  }

  /// Does this after the next part of a log is read, before it is looked at.
  void afterRead(Runnable step) {
    journal.afterRead.set(step);
  }

  void storeAll() {
    journal
        .release()
        .forEach(
            waiting -> waiting.done().complete(memory.journal().append(waiting.batch()).join()));
  }

  void failAll() {
    journal
        .release()
        .forEach(waiting ->
            waiting.done().completeExceptionally(new StorageException("the disk is full")));
  }

  private record Waiting(Batch batch, CompletableFuture<AppendResult> done) {}

  private final class HeldJournal implements Journal {
    private final List<Waiting> waiting = new ArrayList<>();
    private boolean isHeld;
    private final AtomicReference<Runnable> afterRead = new AtomicReference<>(() -> {});
    private int expiriesLeft = Integer.MAX_VALUE;

    private synchronized void whenAnswered(Runnable step) {
      for (Waiting each : waiting) {
        var _ = each.done().whenComplete((_, _) -> step.run());
      }
    }

    private synchronized List<Waiting> release() {
      isHeld = false;
      List<Waiting> all = List.copyOf(waiting);
      waiting.clear();
      return all;
    }

    @Override
    public synchronized CompletableFuture<AppendResult> append(Batch batch) {
      if (!isHeld) {
        return memory.journal().append(batch);
      }
      CompletableFuture<AppendResult> done = new CompletableFuture<>();
      waiting.add(new Waiting(batch, done));
      return done;
    }

    @Override
    public long acknowledged(RunId run, int attempt, String producer) {
      return memory.journal().acknowledged(run, attempt, producer);
    }

    @Override
    public List<StoredEvent> read(RunId run, long after, int limit) {
      List<StoredEvent> read = memory.journal().read(run, after, limit);
      afterRead.getAndSet(() -> {}).run();
      return read;
    }

    @Override
    public List<FeedItem> feed(FeedPosition after, int limit) {
      return memory.journal().feed(after, limit);
    }

    @Override
    public Watch watch(Runnable wake) {
      return memory.journal().watch(wake);
    }

    @Override
    public int expire(RunId run, Instant now, int most) {
      if (expiriesLeft-- == 0) {
        throw new StorageException("the disk is not there");
      }
      return memory.journal().expire(run, now, most);
    }

    @Override
    public int expireFeed(Instant before, int most) {
      return memory.journal().expireFeed(before, most);
    }
  }

  private final class Held implements Storage {
    @Override
    public Snapshots snapshots() {
      return memory.snapshots();
    }

    @Override
    public Runs runs() {
      return runs;
    }

    @Override
    public RunHistory history() {
      return memory.history();
    }

    @Override
    public Journal journal() {
      return journal;
    }

    @Override
    public Leases leases() {
      return memory.leases();
    }

    @Override
    public AssetStates assets() {
      return memory.assets();
    }

    @Override
    public Ticks ticks() {
      return memory.ticks();
    }

    @Override
    public Pools pools() {
      return memory.pools();
    }

    @Override
    public List<String> weaknesses() {
      return memory.weaknesses();
    }

    @Override
    public void close() {
      memory.close();
    }
  }
}
