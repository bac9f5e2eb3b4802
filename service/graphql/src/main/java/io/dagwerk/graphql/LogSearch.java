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
import java.util.function.Function;

/// Finds events in logs. What a log is searched by is made when it is first searched, goes on from
/// where it was when the log has grown, and is forgotten when others are searched: so a second look
/// reads no more than what it shows. Thread-safe.
final class LogSearch {
  /// The longest log that is searched.
  static final int MOST_EVENTS = 1_000_000;

  /// About how many bytes are kept.
  private static final long MOST_KEPT = 96L << 20;

  /// The furthest that what was found is counted.
  private static final long BOUND = 10_000;

  private final Operations operations;
  private final SequencedMap<RunId, LogIndex> kept = new LinkedHashMap<>(16, 0.75f, true);

  LogSearch(Operations operations) {
    this.operations = operations;
  }

  /// What was found.
  ///
  /// @param events in the order of the log
  record Found(List<RecordedEvent> events, RunCount total) {
    /// The position before which to go on towards the beginning.
    Optional<Long> before() {
      return events.isEmpty() ? Optional.empty() : Optional.of(events.getFirst().position());
    }

    /// The position after which to go on towards the end.
    Optional<Long> after() {
      return events.isEmpty() ? Optional.empty() : Optional.of(events.getLast().position());
    }
  }

  /// The last events before a position that pass the filter.
  Found before(StoredRun run, EventFilter filter, long before, int limit) {
    return found(run, index -> index.before(filter, before, limit, BOUND));
  }

  /// The first events after a position that pass the filter.
  Found after(StoredRun run, EventFilter filter, long after, int limit) {
    return found(run, index -> index.after(filter, after, limit, BOUND));
  }

  /// All events of these kinds, in order.
  List<RecordedEvent> ofKinds(StoredRun run, List<String> kinds) {
    List<RecordedEvent> all = new ArrayList<>();
    EventFilter filter = EventFilter.ofKinds(kinds);
    long after = 0;
    Found page;
    do {
      page = after(run, filter, after, Journal.MOST);
      all.addAll(page.events());
      after = page.after().orElse(after);
    } while (page.events().size() == Journal.MOST);
    return all;
  }

  private Found found(StoredRun run, Function<LogIndex, LogIndex.Found> search) {
    if (run.times().logExpired().isPresent()) {
      forget(run.id());
      return new Found(List.of(), new RunCount(0, true));
    }
    LogIndex index = index(run.id());
    LogIndex.Found found;
    synchronized (index) {
      read(run.id(), index);
      found = search.apply(index);
    }
    forgetOthers();
    List<RecordedEvent> events =
        found.positions().isEmpty()
            ? List.of()
            : operations.past().events(run.id(), found.positions());
    return new Found(events, RunCount.of(found.total(), BOUND));
  }

  private void read(RunId run, LogIndex index) {
    List<RecordedEvent> page;
    do {
      page = operations.events(run, index.last(), Journal.MOST);
      if (index.events() + page.size() > MOST_EVENTS) {
        forget(run);
        throw new BadRequest(
            "the log of run %s has more than %,d events, and is not searched; read its 'events' page by page"
                .formatted(run, MOST_EVENTS));
      }
      page.forEach(index::add);
    } while (page.size() == Journal.MOST);
  }

  private LogIndex index(RunId run) {
    synchronized (kept) {
      return kept.computeIfAbsent(run, _ -> new LogIndex());
    }
  }

  private void forget(RunId run) {
    synchronized (kept) {
      kept.remove(run);
    }
  }

  /// The one that was searched last stays.
  private void forgetOthers() {
    synchronized (kept) {
      long size = kept.values().stream().mapToLong(LogIndex::size).sum();
      while (size > MOST_KEPT && kept.size() > 1) {
        size -= kept.pollFirstEntry().getValue().size();
      }
    }
  }
}
