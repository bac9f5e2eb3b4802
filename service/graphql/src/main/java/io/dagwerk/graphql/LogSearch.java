package io.dagwerk.graphql;

import io.dagwerk.daemon.Operations;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.Journal;
import io.dagwerk.spi.RunCount;
import io.dagwerk.spi.StoredRun;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// Finds events in logs. What a log is searched by is made when it is first searched, goes on from
/// where it was when the log has grown, and is forgotten when others are searched: so a second look
/// reads no more than what it shows. A log for which that would be too large is read anew by each
/// search. Few logs are read at the same time. Thread-safe.
final class LogSearch {
  /// The longest log that is searched.
  static final int MOST_EVENTS = 1_000_000;

  /// The most events that tell the story of a run.
  static final int MOST_TOLD = 200_000;

  /// The furthest that what was found is counted.
  private static final long BOUND = 10_000;

  /// How many logs are read at the same time.
  private static final int AT_ONCE = 2;

  private final Operations operations;
  private final Bounds bounds;
  private final Semaphore reading = new Semaphore(AT_ONCE, true);
  private final SequencedMap<RunId, LogIndex> kept = new LinkedHashMap<>(16, 0.75f, true);

  LogSearch(Operations operations) {
    this(operations, Bounds.USUAL);
  }

  LogSearch(Operations operations, Bounds bounds) {
    this.operations = operations;
    this.bounds = bounds;
  }

  /// How much is kept, in bytes.
  ///
  /// @param ofAll of all logs, with those that are being read
  /// @param ofOne a log of which more would have to be kept is read anew by each search
  record Bounds(long ofAll, long ofOne) {
    static final Bounds USUAL = new Bounds(96L << 20, 32L << 20);
  }

  /// What was found.
  ///
  /// @param events in the order of the log
  record Found(List<RecordedEvent> events, RunCount total) {
    static final Found NOTHING = new Found(List.of(), new RunCount(0, true));

    /// The position before which to go on towards the beginning.
    Optional<Long> before() {
      return events.isEmpty() ? Optional.empty() : Optional.of(events.getFirst().position());
    }

    /// The position after which to go on towards the end.
    Optional<Long> after() {
      return events.isEmpty() ? Optional.empty() : Optional.of(events.getLast().position());
    }
  }

  /// The last events before a position that pass the filter, or the first after it.
  Found find(StoredRun run, LogScan.Look look, LogBudget budget) {
    if (run.times().logExpired().isPresent()) {
      forget(run.id());
      return Found.NOTHING;
    }
    LogIndex.Found found = found(run.id(), look, budget);
    List<RecordedEvent> events =
        found.positions().isEmpty()
            ? List.of()
            : operations.past().events(run.id(), found.positions());
    return new Found(events, RunCount.of(found.total(), BOUND));
  }

  /// All events of these kinds, in order.
  ///
  /// @throws BadRequest for a log that is too long, or has too many of them
  List<RecordedEvent> ofKinds(StoredRun run, List<String> kinds, LogBudget budget) {
    List<RecordedEvent> all = new ArrayList<>();
    EventFilter filter = EventFilter.ofKinds(kinds);
    long after = 0;
    Found page;
    do {
      page = find(run, new LogScan.Look(filter, false, after, Journal.MOST), budget);
      all.addAll(page.events());
      after = page.after().orElse(after);
      if (all.size() > MOST_TOLD) {
        throw new BadRequest(
            "more than %,d events of run %s tell of its steps; read its 'events' page by page"
                .formatted(MOST_TOLD, run.id()));
      }
    } while (page.events().size() == Journal.MOST);
    return all;
  }

  private LogIndex.Found found(RunId run, LogScan.Look look, LogBudget budget) {
    LogIndex index = index(run);
    synchronized (index) {
      long length = length(run);
      if (!index.isTooLarge()) {
        if (length > index.last()) {
          budget.take(length - index.last());
          read(run, index.last(), event -> add(index, event));
        }
        if (index.size() <= bounds.ofOne()) {
          return look.in(index, BOUND);
        }
        index.clear();
      }
      budget.take(length);
      LogScan scan = new LogScan(look, BOUND);
      read(run, 0, scan::add);
      return scan.found();
    }
  }

  /// A log that has become too large for its index is only read to its end.
  private void add(LogIndex index, RecordedEvent event) {
    if (index.size() <= bounds.ofOne()) {
      index.add(event);
    }
  }

  /// @throws BadRequest for a log that is too long
  private long length(RunId run) {
    long length = operations.past().length(run).orElse(0L);
    if (length > MOST_EVENTS) {
      forget(run);
      throw new BadRequest(
          "the log of run %s has %,d events, and one of more than %,d is not searched; read its 'events' page by page"
              .formatted(run, length, MOST_EVENTS));
    }
    return length;
  }

  /// Reads a log after a position, when there is a place among those who read.
  private void read(RunId run, long after, Consumer<RecordedEvent> to) {
    reading.acquireUninterruptibly();
    try {
      long last = after;
      long most = MOST_EVENTS + (long) Journal.MOST;
      List<RecordedEvent> page;
      do {
        page = operations.events(run, last, Journal.MOST);
        page.forEach(to);
        forgetOthers(run);
        last = page.isEmpty() ? last : page.getLast().position();
      } while (page.size() == Journal.MOST && last < most);
    } finally {
      reading.release();
    }
  }

  private LogIndex index(RunId run) {
    synchronized (kept) {
      return kept.computeIfAbsent(run, _ -> new LogIndex());
    }
  }

  /// About how many bytes are kept.
  long size() {
    synchronized (kept) {
      return kept.values().stream().mapToLong(LogIndex::size).sum();
    }
  }

  private void forget(RunId run) {
    synchronized (kept) {
      kept.remove(run);
    }
  }

  /// Those that were searched longest ago are forgotten first, and never that which is read.
  private void forgetOthers(RunId run) {
    synchronized (kept) {
      long size = size();
      var others = kept.entrySet().iterator();
      while (size > bounds.ofAll() && others.hasNext()) {
        var other = others.next();
        if (!other.getKey().equals(run)) {
          size -= other.getValue().size();
          others.remove();
        }
      }
    }
  }
}
