package io.dagwerk.storage.sql;

import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.FeedItem;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.PartitionMark;
import io.dagwerk.spi.RunHead;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StoredEvent;
import io.dagwerk.spi.StoredOutput;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A run whose row is locked by this transaction, with what the transaction is going to write of
/// it. Changes of one step are one row, however many there are.
final class OpenRun {
  /// Who counts events.
  record Producer(int attempt, String name) {}

  /// Something for the feed.
  record Fed(FeedItem.Kind kind, Instant at, Bytes event) {}

  /// A mark of a partition.
  record Marked(PartitionMark.Place place, PartitionMark mark) {}

  /// An output by its name.
  record OutputKey(StepKey step, String output) {}

  final RunId id;
  private final Map<Producer, Long> sequences = new HashMap<>();
  final SequencedMap<Producer, Long> newSequences = new LinkedHashMap<>();
  final List<StoredEvent> events = new ArrayList<>();
  final SequencedMap<StepKey, StoredStep> steps = new LinkedHashMap<>();
  final SequencedMap<OutputKey, StoredOutput> outputs = new LinkedHashMap<>();
  final SequencedMap<StepKey, List<String>> mappingKeys = new LinkedHashMap<>();
  final List<Change.MaterializationPlanned> planned = new ArrayList<>();
  final List<LedgerRow> ledger = new ArrayList<>();
  final List<Fed> feed = new ArrayList<>();
  final SequencedMap<Marked, Boolean> marks = new LinkedHashMap<>();
  private RunHead head;
  private String reason;
  private StoredRun.Times times;
  private long position;
  private boolean isExplained;
  private boolean isGiven;
  private Optional<String> host = Optional.empty();
  private Optional<NewRun.Work> replaced = Optional.empty();

  OpenRun(
      RunId id,
      RunHead head,
      String reason,
      StoredRun.Times times,
      long position,
      Optional<String> host) {
    this(id, head, reason, times, position);
    this.host = host;
  }

  OpenRun(RunId id, RunHead head, String reason, StoredRun.Times times, long position) {
    this.id = id;
    this.head = head;
    this.reason = reason;
    this.times = times;
    this.position = position;
  }

  /// What stands for the run of facts that no run found.
  static OpenRun ofReport(RunId report, List<LedgerRow> rows) {
    Instant at = rows.getFirst().at();
    OpenRun open = new OpenRun(report, RunHead.created(), "", StoredRun.Times.created(at), 0);
    rows.forEach(open::add);
    return open;
  }

  private void add(LedgerRow row) {
    ledger.add(row);
    feed.add(new Fed(FeedItem.Kind.of(row.kind()), row.at(), row.event()));
  }

  RunHead head() {
    return head;
  }

  String reason() {
    return reason;
  }

  StoredRun.Times times() {
    return times;
  }

  long position() {
    return position;
  }

  /// Whose run it is.
  Optional<String> host() {
    return host;
  }

  /// Whether it became another host's.
  boolean isGiven() {
    return isGiven;
  }

  /// Gives it to another host, if it is whose it is said to be, stands where it is said to and has
  /// not ended.
  ///
  /// @return whether it was
  boolean give(Runs.Giving giving) {
    boolean may =
        !head.status().isFinal() && head.equals(giving.head()) && host.equals(giving.from());
    if (may) {
      host = giving.to();
      isGiven = true;
    }
    return may;
  }

  /// The work that the run is to do instead of what its row says.
  Optional<NewRun.Work> replaced() {
    return replaced;
  }

  boolean isChanged() {
    return isExplained || isGiven || !events.isEmpty();
  }

  /// Says what is stored already.
  void knows(Producer producer, long sequence) {
    sequences.put(producer, sequence);
  }

  /// The last number that is stored of a producer.
  long sequence(Producer producer) {
    return sequences.getOrDefault(producer, 0L);
  }

  void count(Producer producer, long sequence) {
    sequences.put(producer, sequence);
    newSequences.put(producer, sequence);
  }

  void add(Entry entry) {
    position++;
    events.add(new StoredEvent(position, entry.at(), entry.event()));
    for (Change change : entry.changes()) {
      head.after(change).ifPresent(next -> apply(change, next, entry));
    }
  }

  /// Says what the run waits for, if it does.
  void explain(String why) {
    if (head.status() == RunStatus.QUEUED && !reason.equals(why)) {
      reason = why;
      isExplained = true;
    }
  }

  private void apply(Change change, RunHead next, Entry entry) {
    switch (change) {
      case Change.RunMoved(RunStatus to, String why) -> {
        move(next, why, entry.at());
        if (to.isFinal()) {
          feed.add(new Fed(FeedItem.Kind.RUN_ENDED, entry.at(), entry.event()));
        }
      }
      case Change.AttemptStarted _ -> move(next, "", entry.at());
      case Change.GivenTo(String to) -> {
        host = Optional.of(to);
        isGiven = true;
      }
      case Change.WorkReplaced(NewRun.Work work) -> {
        replaced = Optional.of(work);
        planned.clear();
      }
      case Change.StepMoved moved -> {
        StoredStep before = steps.get(moved.step());
        steps.put(
            moved.step(),
            before == null ? StoredStep.first(moved, entry.at()) : before.after(moved, entry.at()));
      }
      case Change.OutputStored(StoredOutput output) ->
          outputs.put(new OutputKey(output.step(), output.output()), output);
      case Change.FannedOut(StepKey step, List<String> keys) -> mappingKeys.put(step, keys);
      case Change.MaterializationPlanned will -> planned.add(will);
      case Change.LedgerWritten(LedgerRow row) -> add(row);
      case Change.PartitionMarked(PartitionMark.Place place, PartitionMark mark) ->
          marks.put(new Marked(place, mark), true);
      case Change.PartitionCleared(PartitionMark.Place place, PartitionMark mark) ->
          marks.put(new Marked(place, mark), false);
    }
  }

  private void move(RunHead next, String why, Instant at) {
    head = next;
    reason = why;
    times = times.after(next.status(), at);
  }
}
