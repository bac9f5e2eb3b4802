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
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// How far one run has come, as its events pass through this host on their way to the journal.
/// Thread-safe: whatever changes a run goes through here one after the other.
///
/// What is known here runs ahead of what is durable. When the store fails or disagrees, it is
/// forgotten, and folded again from the log.
final class TrackedRun {
  private static final int PAGE = 5_000;

  private final RunId run;
  private final Storage storage;
  private final Map<Source, Long> sent = new HashMap<>();
  private Optional<RunProgress> progress = Optional.empty();

  private record Source(int attempt, EventBatch.Producer producer) {}

  TrackedRun(RunId run, Storage storage) {
    this.run = run;
    this.storage = storage;
  }

  /// Sends a batch to the journal, with what its events change.
  synchronized CompletableFuture<AppendResult> append(EventBatch batch) {
    RunProgress now = progress();
    Source source = new Source(batch.attempt(), batch.producer());
    long known = sent.computeIfAbsent(source, this::stored);
    List<Entry> entries = new ArrayList<>();
    long sequence = batch.firstSequence();
    for (byte[] bytes : batch.events()) {
      DecodedEvent event = EventCodec.decode(bytes);
      Bytes encoded = Bytes.of(bytes);
      if (sequence <= known) {
        // It is on its way already, or there.
        entries.add(Entry.of(event.at(), encoded));
      } else {
        Projected projected = now.after(event.shown(), event.at(), encoded);
        entries.add(new Entry(event.at(), encoded, projected.changes()));
        now = projected.next();
      }
      sequence++;
    }
    progress = Optional.of(now);
    sent.put(source, Math.max(known, batch.lastSequence()));
    return storage
        .journal()
        .append(
            new Batch(
                run, batch.attempt(), batch.producer().name(), batch.firstSequence(), entries));
  }

  private long stored(Source source) {
    return storage.journal().acknowledged(run, source.attempt(), source.producer().name());
  }

  /// Writes events of the host, if the run stands where it allows all that they change.
  synchronized MoveResult move(Optional<Fence> fence, Instant at, List<Event> events) {
    RunProgress now = progress();
    List<Entry> entries = new ArrayList<>();
    for (Event event : events) {
      Bytes encoded = Bytes.of(EventCodec.encode(at, event));
      Projected projected = now.after(event, at, encoded);
      entries.add(new Entry(at, encoded, projected.changes()));
      now = projected.next();
    }
    MoveResult result = storage.runs().move(new Move(run, fence, entries));
    if (result instanceof MoveResult.Moved(var head)) {
      progress = Optional.of(now.at(head));
    } else {
      forget();
    }
    return result;
  }

  /// What is known here is not what is stored.
  synchronized void forget() {
    progress = Optional.empty();
    sent.clear();
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
    for (List<StoredEvent> page = page(after); !page.isEmpty(); page = page(after)) {
      for (StoredEvent stored : page) {
        DecodedEvent event = EventCodec.decode(stored.event().toArray());
        now = now.after(event.shown(), stored.at(), stored.event()).next();
        after = stored.position();
      }
    }
    return now;
  }

  private List<StoredEvent> page(long after) {
    return storage.journal().read(run, after, PAGE);
  }
}
