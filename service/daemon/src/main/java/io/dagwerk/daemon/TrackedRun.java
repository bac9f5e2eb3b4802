package io.dagwerk.daemon;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.projection.Projected;
import io.dagwerk.projection.RunProgress;
import io.dagwerk.protocol.DecodedEvent;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.runhost.EventBatch;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.Batch;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunHead;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.dagwerk.spi.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// How far one run has come, as its events pass through this host on their way to the journal.
/// Thread-safe: whatever changes a run goes through here one after the other.
///
/// What is known here runs ahead of what is durable. When the store fails or disagrees, it is
/// forgotten once nothing is on its way to the store any more, and folded again from the log.
final class TrackedRun {
  private static final int PAGE = 5_000;

  /// How often a log is read again because another host has just stored more of it.
  private static final int MOST_READS = 10;

  private static final Duration LONGEST_WRITE = Duration.ofSeconds(60);

  /// How long it is believed that nobody else has moved a run: no other host takes the lease of
  /// this one sooner.
  private static final Duration JUST = Duration.ofSeconds(5);

  private final RunId run;
  private final Storage storage;
  private final Metrics metrics;
  private final LongSupplier nanos;
  private final Map<Source, Long> sent = new HashMap<>();
  private final Set<Sending> onTheirWay = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean isStale = new AtomicBoolean();
  private Optional<RunProgress> progress = Optional.empty();

  /// All that is stored of the run, while this host has written all of it and no worker anything.
  private Optional<QueuedHere.Written> written = Optional.empty();

  /// To which host this one has given the run last.
  private Optional<String> host = Optional.empty();

  /// When this host asked the store to move the run, in nanoseconds: the answer may come so late
  /// that another host has moved it since.
  private long movedAt;

  private record Source(int attempt, EventBatch.Producer producer) {}

  /// A batch of which the store has not said what became of it; like no other.
  private static final class Sending {
    private final Source source;

    /// Done when what became of it counts here. It is not what the store gives: whoever waits for
    /// that may be woken before those who asked earlier are told.
    private final CompletableFuture<AppendResult> told = new CompletableFuture<>();

    Sending(Source source) {
      this.source = source;
    }
  }

  TrackedRun(RunId run, Storage storage, Metrics metrics) {
    this(run, storage, metrics, System::nanoTime);
  }

  private TrackedRun(RunId run, Storage storage, Metrics metrics, LongSupplier nanos) {
    this.run = run;
    this.storage = storage;
    this.metrics = metrics;
    this.nanos = nanos;
  }

  /// A run that this host has put into the queue.
  TrackedRun(QueuedHere.Written written, Storage storage, Metrics metrics) {
    this(written, storage, metrics, System::nanoTime);
  }

  /// The same on a clock that the caller holds.
  TrackedRun(QueuedHere.Written written, Storage storage, Metrics metrics, LongSupplier nanos) {
    this(written.run().id(), storage, metrics, nanos);
    this.written = Optional.of(written);
    this.progress = Optional.of(written.progress());
  }

  /// An attempt that has just begun, and of which no worker has said anything.
  ///
  /// @param host whose the run is
  /// @param log all that is stored of the run
  record Begun(NewRun run, int attempt, Optional<String> host, List<Bytes> log) {}

  /// The attempt that this host has just written down, if nothing is stored since.
  synchronized Optional<Begun> begun() {
    if (isStale.get() || nanos.getAsLong() - movedAt > JUST.toNanos()) {
      return Optional.empty();
    }
    return written
        .filter(it -> it.progress().head().status() == RunStatus.STARTING)
        .map(it -> new Begun(it.run(), it.progress().head().attempt(), host, it.log()));
  }

  /// Sends a batch to the journal, with what its events change.
  ///
  /// @throws StorageException when what it builds on is still on its way; it is to be sent again
  synchronized CompletableFuture<AppendResult> append(EventBatch batch) {
    Source source = new Source(batch.attempt(), batch.producer());
    if (!onTheirWay.stream().allMatch(each -> each.source.equals(source))) {
      awaitStored();
    }
    // Asked first: what fails between the two is forgotten below.
    boolean areOnTheirWay = !onTheirWay.isEmpty();
    refreshed();
    long known = known(source);
    RunProgress now = progress();
    written = Optional.empty();
    if (batch.firstSequence() <= known && areOnTheirWay) {
      throw new StorageException(
          "events %d to %d of run %s are on their way already; send them again"
              .formatted(batch.firstSequence(), known, run));
    }
    List<Entry> entries = new ArrayList<>();
    List<Event> fresh = new ArrayList<>();
    long sequence = batch.firstSequence();
    for (byte[] bytes : batch.events()) {
      DecodedEvent event = EventCodec.decode(bytes);
      Bytes encoded = Bytes.of(bytes);
      if (sequence <= known) {
        // It is stored.
        entries.add(Entry.of(event.at(), encoded));
      } else {
        Projected projected = now.after(event.shown(), event.at(), encoded);
        entries.add(new Entry(event.at(), encoded, projected.changes()));
        now = projected.next();
        fresh.add(event.shown());
      }
      sequence++;
    }
    Batch stored =
        new Batch(
            run,
            batch.attempt(),
            batch.producer().name(),
            batch.firstSequence(),
            entries,
            batch.owner());
    CompletableFuture<AppendResult> storing = storage.journal().append(stored);
    progress = Optional.of(now);
    sent.put(source, Math.max(known, batch.lastSequence()));
    return sent(source, storing, fresh);
  }

  /// The last event of a producer that is stored or on its way, all of which the progress has. What
  /// another host has heard of it may be stored just now, so who folds anew asks before and after.
  private long known(Source source) {
    Optional<Long> before = Optional.ofNullable(sent.get(source));
    if (before.isPresent()) {
      return before.get();
    }
    long known = stored(source);
    if (!isBegun(source)) {
      known = readAgain(source, known);
    }
    sent.put(source, known);
    return known;
  }

  private long readAgain(Source source, long stored) {
    long before = stored;
    for (int i = 0; i < MOST_READS; i++) {
      progress = Optional.of(replayed());
      long after = stored(source);
      if (after == before) {
        return after;
      }
      before = after;
    }
    throw new StorageException(
        "events of run %s are stored by another host now; send them again".formatted(run));
  }

  private CompletableFuture<AppendResult> sent(
      Source source, CompletableFuture<AppendResult> storing, List<Event> fresh) {
    Sending sending = new Sending(source);
    onTheirWay.add(sending);
    var _ =
        storing.whenComplete((result, failed) -> {
          // In the thread that acknowledges, which waits for nobody.
          if (result instanceof AppendResult.Stored) {
            metrics.ingested(fresh);
          } else {
            isStale.set(true);
          }
          if (failed != null) {
            metrics.failed(failed);
          }
          onTheirWay.remove(sending);
          if (failed == null) {
            sending.told.complete(result);
          } else {
            sending.told.completeExceptionally(failed);
          }
        });
    return sending.told;
  }

  /// The last event of a producer that is durable, when nothing of it is on its way any more.
  synchronized long acknowledged(int attempt, EventBatch.Producer producer) {
    awaitStored();
    Source source = new Source(attempt, producer);
    if (!isBegun(source)) {
      // Its worker may have been at another host meanwhile.
      isStale.set(true);
    }
    return stored(source);
  }

  private boolean isBegun(Source source) {
    return begun().filter(it -> it.attempt() == source.attempt()).isPresent();
  }

  private long stored(Source source) {
    if (isBegun(source)) {
      return 0;
    }
    return storage.journal().acknowledged(run, source.attempt(), source.producer().name());
  }

  /// Writes events of the host, if the run stands where it allows all that they change. Refused
  /// when none of them changes anything.
  MoveResult move(Optional<Fence> fence, Instant at, List<Event> events) {
    return move(fence, at, HostEvents.of(events));
  }

  /// The same for events that may give the run other work.
  synchronized MoveResult move(Optional<Fence> fence, Instant at, HostEvents events) {
    return move(Optional.empty(), fence, at, events);
  }

  /// Writes events of the host that hold only for a run that stands there.
  synchronized MoveResult moveFrom(RunStatus from, Instant at, List<Event> events) {
    return move(Optional.of(from), Optional.empty(), at, HostEvents.of(events));
  }

  private MoveResult move(
      Optional<RunStatus> from, Optional<Fence> fence, Instant at, HostEvents events) {
    awaitStored();
    boolean wasFolded = progress.isPresent() && !isStale.get();
    refreshed();
    Folded folded = folded(at, events);
    if (!folded.movesAny() && wasFolded) {
      // Another host may have moved the run.
      isStale.set(true);
      refreshed();
      folded = folded(at, events);
    }
    if (!folded.movesAny()) {
      return new MoveResult.Refused(progress().head());
    }
    // A store that fails may have done it, and may still do it.
    isStale.set(true);
    long asked = nanos.getAsLong();
    MoveResult result =
        storage.runs().move(new Move(run, from, fence, events.owner(), folded.entries()));
    if (result instanceof MoveResult.Moved(var head)) {
      progress = Optional.of(folded.next().at(head));
      wrote(events, folded, head, asked);
      isStale.set(false);
      metrics.moved(run, at, events.events());
    }
    return result;
  }

  private void wrote(HostEvents events, Folded folded, RunHead head, long asked) {
    boolean isAsKnown = events.work().isEmpty() && head.equals(folded.next().head());
    written = written.filter(_ -> isAsKnown).map(it -> it.and(folded.next(), folded.entries()));
    host = events.host().or(() -> host);
    movedAt = asked;
  }

  private record Folded(List<Entry> entries, RunProgress next, boolean movesAny) {}

  private Folded folded(Instant at, HostEvents events) {
    RunProgress now = progress();
    List<Entry> entries = new ArrayList<>();
    boolean movesAny = false;
    for (Event event : events.events()) {
      Bytes encoded = Bytes.of(EventCodec.encode(at, event));
      Projected projected = now.after(event, at, encoded);
      List<Change> changes = new ArrayList<>(projected.changes());
      if (event instanceof Event.RunReplanned) {
        events.work().map(Change.WorkReplaced::new).ifPresent(changes::add);
      }
      if (event instanceof Event.RunAttemptStarted) {
        if (changes.isEmpty()) {
          // Another start was first, or the run ends: what goes with this one is of no use alone.
          return new Folded(List.of(), progress(), false);
        }
        events.host().map(Change.GivenTo::new).ifPresent(changes::add);
      }
      movesAny |= !changes.isEmpty();
      entries.add(new Entry(at, encoded, changes));
      now = projected.next();
    }
    return new Folded(entries, now, movesAny);
  }

  /// What is known here is not what is stored. Waits for nobody.
  void forget() {
    isStale.set(true);
  }

  /// Forgets what may be wrong.
  private void refreshed() {
    if (isStale.get()) {
      awaitStored();
      isStale.set(false);
      progress = Optional.empty();
      written = Optional.empty();
      sent.clear();
    }
  }

  /// Waits until the store has said of everything what became of it.
  private void awaitStored() {
    try {
      CompletableFuture.allOf(
              onTheirWay.stream().map(each -> each.told).toArray(CompletableFuture[]::new))
          .handle((_, _) -> true)
          .get(LONGEST_WRITE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new StorageException(
          "the store did not answer within %s for run %s".formatted(LONGEST_WRITE, run), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StorageException("waiting for the store was interrupted", e);
    }
  }

  private RunProgress progress() {
    if (progress.isEmpty()) {
      progress = Optional.of(replayed());
    }
    return progress.get();
  }

  private RunProgress replayed() {
    RunProgress now = RunProgress.created();
    long after = 0;
    List<StoredEvent> page;
    do {
      page = page(after);
      for (StoredEvent stored : page) {
        DecodedEvent event = EventCodec.decode(stored.event().toArray());
        now = now.after(event.shown(), stored.at(), stored.event()).next();
        after = stored.position();
      }
    } while (page.size() == PAGE);
    return now;
  }

  private List<StoredEvent> page(long after) {
    return storage.journal().read(run, after, PAGE);
  }
}
