package io.dagwerk.daemon;

import io.dagwerk.model.RunId;
import io.dagwerk.projection.RunProgress;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.NewRun;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The runs that this host has just put into the queue, so that it reads nothing of them when it
/// starts them. The oldest are forgotten when they are too many, and are read. Thread-safe.
final class QueuedHere {
  private static final int MOST = 1_000;
  private static final int LARGEST = 16 << 10;
  private final SequencedMap<RunId, Written> runs = new LinkedHashMap<>();

  /// A run as it was stored.
  ///
  /// @param log its first events, which are all until it is started
  record Written(NewRun run, RunProgress progress, List<Bytes> log) {
    Written {
      log = List.copyOf(log);
    }

    /// With events that this host has stored after them.
    Written and(RunProgress next, List<Entry> entries) {
      return new Written(
          run, next, Stream.concat(log.stream(), entries.stream().map(Entry::event)).toList());
    }

    static Written of(NewRun run, RunProgress progress, List<Entry> entries) {
      return new Written(run, progress, entries.stream().map(Entry::event).toList());
    }
  }

  /// Notes a run that is about to be stored.
  synchronized void add(Written written) {
    if (written.log().stream().mapToInt(Bytes::size).sum() > LARGEST) {
      return;
    }
    runs.putLast(written.run().id(), written);
    if (runs.size() > MOST) {
      runs.pollFirstEntry();
    }
  }

  /// Gives what was noted of a run, once.
  synchronized Optional<Written> take(RunId run) {
    return Optional.ofNullable(runs.remove(run));
  }

  /// Other hosts may have moved the runs.
  synchronized void clear() {
    runs.clear();
  }
}
