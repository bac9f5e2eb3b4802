package io.dagwerk.spi.memory;

import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.FeedItem;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.PartitionMark;
import io.dagwerk.spi.RunHead;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StoredEvent;
import io.dagwerk.spi.StoredOutput;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// A run with its log and what the log says in short.
final class Log {
  /// Who counts events.
  record Producer(int attempt, String name) {}

  /// An output by its name.
  record OutputKey(String step, String output) implements Comparable<OutputKey> {
    @Override
    public int compareTo(OutputKey other) {
      int byStep = step.compareTo(other.step);
      return byStep != 0 ? byStep : output.compareTo(other.output);
    }
  }

  private final Tables tables;
  final List<StoredEvent> events = new ArrayList<>();
  final NavigableMap<StepKey, StoredStep> steps = new TreeMap<>();
  final NavigableMap<OutputKey, StoredOutput> outputs = new TreeMap<>();
  final NavigableMap<StepKey, List<String>> mappingKeys = new TreeMap<>();
  final List<Change.MaterializationPlanned> planned = new ArrayList<>();
  final Map<Producer, Long> sequences = new HashMap<>();
  StoredRun run;
  private long position;
  private boolean hasLog = true;

  Log(Tables tables, StoredRun run) {
    this.tables = tables;
    this.run = run;
  }

  RunHead head() {
    return run.head();
  }

  void add(Entry entry) {
    position++;
    events.add(new StoredEvent(position, entry.at(), entry.event()));
    for (Change change : entry.changes()) {
      head().after(change).ifPresent(next -> apply(change, next, entry));
    }
  }

  /// Deletes the first events.
  int expire(Instant now, int most) {
    if (run.times().logExpired().isEmpty()) {
      run =
          new StoredRun(
              run.run(), run.head(), run.reason(), run.times().withoutLogSince(now), run.host());
    }
    int deleted = Math.min(most, events.size());
    events.subList(0, deleted).clear();
    hasLog = hasLog && deleted == most;
    return deleted;
  }

  boolean hasLog() {
    return hasLog;
  }

  private void apply(Change change, RunHead next, Entry entry) {
    switch (change) {
      case Change.RunMoved(RunStatus to, String reason) -> {
        move(next, reason, entry);
        if (to.isFinal()) {
          tables.tell(run.id(), FeedItem.Kind.RUN_ENDED, entry.at(), entry.event());
        }
      }
      case Change.AttemptStarted _ -> move(next, "", entry);
      case Change.GivenTo(String host) -> run = run.givenTo(Optional.of(host));
      case Change.WorkReplaced(NewRun.Work work) -> {
        run = run.doing(work);
        planned.clear();
      }
      case Change.StepMoved moved -> {
        Optional<StoredStep> before = Optional.ofNullable(steps.get(moved.step()));
        steps.put(
            moved.step(),
            before
                .map(step -> step.after(moved, entry.at()))
                .orElseGet(() -> StoredStep.first(moved, entry.at())));
      }
      case Change.OutputStored(StoredOutput output) ->
          outputs.put(new OutputKey(output.step().toString(), output.output()), output);
      case Change.FannedOut(StepKey step, List<String> keys) -> mappingKeys.put(step, keys);
      case Change.MaterializationPlanned will -> planned.add(will);
      case Change.LedgerWritten(LedgerRow row) -> {
        tables.write(run.id(), row);
        if (row.kind() instanceof LedgerRow.Kind.Materialized) {
          planned.removeIf(will -> will.place().equals(row.place()));
        }
      }
      case Change.PartitionMarked(PartitionMark.Place place, PartitionMark mark) ->
          tables.marked(mark).add(place);
      case Change.PartitionCleared(PartitionMark.Place place, PartitionMark mark) ->
          tables.marked(mark).remove(place);
    }
  }

  private void move(RunHead next, String reason, Entry entry) {
    run =
        new StoredRun(
            run.run(), next, reason, run.times().after(next.status(), entry.at()), run.host());
  }
}
