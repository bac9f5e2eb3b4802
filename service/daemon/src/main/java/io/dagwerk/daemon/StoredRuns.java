package io.dagwerk.daemon;

import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunProcess;
import io.dagwerk.runhost.Acknowledgement;
import io.dagwerk.runhost.Attempt;
import io.dagwerk.runhost.EventBatch;
import io.dagwerk.runhost.EventBatch.Producer;
import io.dagwerk.runhost.RunStore;
import io.dagwerk.runhost.Tokens;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredEvent;
import io.dagwerk.spi.StoredRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// The runs of an instance as the run host asks for them: what was planned comes from the stores,
/// and what happened goes there, with what it changes. Thread-safe.
final class StoredRuns implements RunStore, AutoCloseable {
  private static final int PAGE = 5_000;

  private final Storage storage;
  private final Contents contents;
  private final InstanceKey key;
  private final Runnable ended;
  private final Metrics metrics;

  /// Who hears of what is stored may write more, for which the thread of the store must be free.
  private final ExecutorService acknowledged =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("dagwerk-acknowledged").factory());

  private final Map<RunId, TrackedRun> tracked = new ConcurrentHashMap<>();
  private final QueuedHere queued = new QueuedHere();

  /// @param ended called when a run has come to its end; must be quick
  StoredRuns(Storage storage, Contents contents, InstanceKey key, Runnable ended, Metrics metrics) {
    this.storage = storage;
    this.metrics = metrics;
    this.contents = contents;
    this.key = key;
    this.ended = ended;
  }

  /// Takes the runs that this host puts into the queue.
  QueuedHere queued() {
    return queued;
  }

  @Override
  public Optional<Attempt> attempt(RunId run) {
    return begun(run)
        .map(it -> attempt(it.run(), it.attempt(), it.host()))
        .or(() -> storedAttempt(run));
  }

  private Optional<TrackedRun.Begun> begun(RunId run) {
    return Optional.ofNullable(tracked.get(run)).flatMap(TrackedRun::begun);
  }

  private Optional<Attempt> storedAttempt(RunId run) {
    return storage
        .runs()
        .find(run)
        .filter(stored -> !stored.status().isFinal() && stored.head().attempt() > 0)
        .map(stored -> attempt(stored.run(), stored.head().attempt(), stored.host()));
  }

  private Attempt attempt(NewRun run, int number, Optional<String> host) {
    return new Attempt(
        run.id(),
        number,
        Tokens.hash(key.ofAttempt(run.id(), number)),
        contents.plan(run.work().contents().plan()),
        run.work().mode(),
        contents.config(run.work().contents().config()),
        run.tags(),
        host);
  }

  /// What a run is going to do.
  Plan plan(StoredRun run) {
    return contents.plan(run.run().work().contents().plan());
  }

  /// How the process of a run is started, as it was decided when the run was launched.
  RunProcess process(StoredRun run) {
    return plan(run).process();
  }

  @Override
  public List<byte[]> log(RunId run) {
    return begun(run)
        .map(it -> it.log().stream().map(Bytes::toArray).toList())
        .orElseGet(() -> storedLog(run));
  }

  private List<byte[]> storedLog(RunId run) {
    List<byte[]> log = new ArrayList<>();
    List<StoredEvent> page;
    long after = 0;
    do {
      page = storage.journal().read(run, after, PAGE);
      for (StoredEvent event : page) {
        log.add(event.event().toArray());
        after = event.position();
      }
    } while (page.size() == PAGE);
    return log;
  }

  @Override
  public long acknowledged(RunId run, int attempt, Producer producer) {
    return run(run).acknowledged(attempt, producer);
  }

  @Override
  public CompletionStage<Acknowledgement> append(EventBatch batch) {
    TrackedRun run = run(batch.run());
    CompletableFuture<AppendResult> stored;
    try {
      stored = run.append(batch);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
    return stored.handleAsync((result, failed) -> appended(batch, result, failed), acknowledged);
  }

  private Acknowledgement appended(
      EventBatch batch, @Nullable AppendResult result, @Nullable Throwable failed) {
    if (result instanceof AppendResult.Stored(long upTo, RunStatus status)) {
      if (status.isFinal()) {
        forget(batch.run());
      }
      return new Acknowledgement(upTo, status.isFinal());
    }
    throw new IllegalStateException(
        "events %d to %d of attempt %d of run %s are not stored: %s"
            .formatted(
                batch.firstSequence(),
                batch.lastSequence(),
                batch.attempt(),
                batch.run(),
                failed == null ? result : failed.getMessage()),
        failed);
  }

  /// Writes events of this host, if the run stands where it allows all that they change.
  ///
  /// A run that is moved under no fence may be another host's, and is not followed because of it.
  ///
  /// @param fence of the lease under which this host decided, if under one
  MoveResult move(RunId run, Optional<Fence> fence, Instant at, List<Event> events) {
    return move(run, fence, at, HostEvents.of(events));
  }

  /// The same for events that may give the run other work.
  MoveResult move(RunId run, Optional<Fence> fence, Instant at, HostEvents events) {
    boolean isStart = events.events().stream().anyMatch(Event.RunDequeued.class::isInstance);
    TrackedRun moved = isStart ? queuedOrTracked(run) : trackedOrNot(run);
    boolean isOurs = fence.isPresent() || events.owner().isPresent();
    return moved(run, moved, isOurs, moved.move(fence, at, events));
  }

  /// Writes events of this host that hold only for a run that stands there.
  MoveResult moveFrom(RunStatus from, RunId run, Instant at, List<Event> events) {
    TrackedRun moved = trackedOrNot(run);
    return moved(run, moved, false, moved.moveFrom(from, at, events));
  }

  private TrackedRun trackedOrNot(RunId run) {
    return Optional.ofNullable(tracked.get(run))
        .orElseGet(() -> new TrackedRun(run, storage, metrics));
  }

  /// What was noted of a run when it was queued is all that there is of it as long as it waits. Who
  /// moves it otherwise does not know that: another host may have started it since.
  private TrackedRun queuedOrTracked(RunId run) {
    Optional<QueuedHere.Written> written = queued.take(run);
    return Optional.ofNullable(tracked.get(run))
        .or(() -> written.map(it -> new TrackedRun(it, storage, metrics)))
        .orElseGet(() -> new TrackedRun(run, storage, metrics));
  }

  private MoveResult moved(RunId run, TrackedRun moved, boolean isOurs, MoveResult result) {
    switch (result) {
      case MoveResult.Moved(var head) when head.status().isFinal() -> forget(run);
      case MoveResult.Moved _ -> follow(run, moved, isOurs);
      case MoveResult.Refused(var head) when head.status().isFinal() -> tracked.remove(run);
      case MoveResult.Refused _, MoveResult.LeaseLost _ -> {}
      case MoveResult.NoSuchRun _, MoveResult.OfAnother _ -> tracked.remove(run);
    }
    return result;
  }

  private void follow(RunId run, TrackedRun moved, boolean isOurs) {
    TrackedRun followed =
        isOurs ? tracked.computeIfAbsent(run, _ -> moved) : tracked.getOrDefault(run, moved);
    if (followed != moved) {
      // A worker was heard meanwhile.
      followed.forget();
    }
  }

  /// Takes nothing for known any more: other hosts may have moved the runs.
  void forgetAll() {
    queued.clear();
    tracked.values().forEach(TrackedRun::forget);
  }

  @Override
  public void forgetWhatIsKnown(RunId run) {
    var _ = queued.take(run);
    Optional.ofNullable(tracked.get(run)).ifPresent(TrackedRun::forget);
  }

  @Override
  public void leave(RunId run) {
    forgetWhatIsKnown(run);
    tracked.remove(run);
  }

  /// How many runs are followed.
  int followed() {
    return tracked.size();
  }

  private TrackedRun run(RunId run) {
    return tracked.computeIfAbsent(run, id -> new TrackedRun(id, storage, metrics));
  }

  private void forget(RunId run) {
    tracked.remove(run);
    ended.run();
  }

  /// Nobody is told any more what became of events that are on their way.
  @Override
  public void close() {
    acknowledged.shutdown();
  }
}
