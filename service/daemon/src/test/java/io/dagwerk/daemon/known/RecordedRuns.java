package io.dagwerk.daemon.known;

import io.dagwerk.execution.RunRecord;
import io.dagwerk.model.Event;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.projection.Projected;
import io.dagwerk.projection.RunProgress;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.Batch;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Writes runs of this process into stores, as a host does with what a worker sends.
record RecordedRuns(Storage storage) {
  void store(RunRecord record) {
    ContentHash plan = storage.snapshots().put(Bytes.of(PlanCodec.encode(record.plan())));
    NewRun run =
        new NewRun(
            record.run(),
            new NewRun.Work(
                record.plan().job(),
                "default",
                "test",
                record.plan().codeVersion(),
                new NewRun.Contents(plan, plan, plan)),
            record.ancestors().map(tree -> new NewRun.Lineage(tree.parent(), tree.root())),
            0,
            new LinkedHashMap<>());
    storage.runs().create(run, record.log().getFirst().at(), List.of());
    RunProgress progress = started(record.run(), record.log().getFirst().at());
    List<Entry> entries = new ArrayList<>();
    for (RecordedEvent recorded : record.log()) {
      Bytes bytes = Bytes.of(EventCodec.encode(recorded.at(), recorded.event()));
      Projected projected = progress.after(recorded.event(), recorded.at(), bytes);
      entries.add(new Entry(recorded.at(), bytes, projected.changes()));
      progress = projected.next();
    }
    for (int from = 0; from < entries.size(); from += Batch.MOST_ENTRIES) {
      int to = Math.min(entries.size(), from + Batch.MOST_ENTRIES);
      append(new Batch(record.run(), 1, "worker", from + 1, entries.subList(from, to)));
    }
  }

  private void append(Batch batch) {
    AppendResult result = storage.journal().append(batch).join();
    if (!(result instanceof AppendResult.Stored)) {
      throw new AssertionError("the log should be stored, but found " + result);
    }
  }

  private RunProgress started(RunId run, Instant at) {
    Event event = new Event.RunAttemptStarted(1);
    Bytes bytes = Bytes.of(EventCodec.encode(at, event));
    Projected projected = RunProgress.created().after(event, at, bytes);
    storage
        .runs()
        .move(new Move(run, Optional.empty(), List.of(new Entry(at, bytes, projected.changes()))));
    return projected.next();
  }

  /// Deletes all logs, as when they have become too old.
  void expireLogs() {
    Instant later = Instant.now().plusSeconds(1_000_000_000);
    for (RunId run : storage.runs().withLog(later, Runs.MOST)) {
      storage.journal().expire(run, later, 1_000_000);
    }
  }

  StoredParent parent(RunId run) {
    return StoredParent.of(storage.runs().find(run).orElseThrow(), storage);
  }
}
