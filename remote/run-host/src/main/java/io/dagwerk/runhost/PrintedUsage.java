package io.dagwerk.runhost;

import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How much is kept of what the steps of one run print. Thread-safe.
///
/// When a step has printed more than is kept of each, its oldest text is dropped: that of earlier
/// attempts first, then that of its longer stream.
final class PrintedUsage {
  private static final Bytes NOTHING = Bytes.of(new byte[0]);
  private static final Comparator<Map.Entry<LogKey, Kept>> OLDEST_FIRST =
      Comparator.<Map.Entry<LogKey, Kept>>comparingInt(stream -> stream.getKey().attempt())
          .thenComparingLong(stream -> -stream.getValue().size());

  private final ComputeLogs logs;
  private final long most;

  /// What is printed beside the steps has no key.
  private final Map<Optional<StepKey>, Map<LogKey, Kept>> steps = new HashMap<>();

  /// Of a stream.
  private record Kept(long begin, long end) {
    long size() {
      return end - begin;
    }
  }

  /// Looks up what is kept of the run already.
  PrintedUsage(ComputeLogs logs, RunId run, long most) {
    this.logs = logs;
    this.most = most;
    for (LogKey key : logs.list(run)) {
      streams(key).put(key, new Kept(logs.drop(key, 0), logs.append(key, 0, NOTHING)));
    }
  }

  /// The streams of a step.
  private Map<LogKey, Kept> streams(LogKey key) {
    return steps.computeIfAbsent(key.step(), _ -> new HashMap<>());
  }

  /// As [ComputeLogs#append].
  synchronized long append(LogKey key, long offset, Bytes bytes) {
    long end = logs.append(key, offset, bytes);
    Map<LogKey, Kept> streams = streams(key);
    long begin = streams.containsKey(key) ? streams.get(key).begin() : 0;
    streams.put(key, new Kept(begin, end));
    bound(streams);
    return end;
  }

  private void bound(Map<LogKey, Kept> streams) {
    long excess = streams.values().stream().mapToLong(Kept::size).sum() - most;
    if (excess <= 0) {
      return;
    }
    List<Map.Entry<LogKey, Kept>> oldest =
        streams.entrySet().stream().sorted(OLDEST_FIRST).map(Map.Entry::copyOf).toList();
    for (Map.Entry<LogKey, Kept> stream : oldest) {
      Kept kept = stream.getValue();
      if (excess > 0) {
        long begin = logs.drop(stream.getKey(), kept.begin() + excess);
        streams.put(stream.getKey(), new Kept(begin, kept.end()));
        excess -= begin - kept.begin();
      }
    }
  }
}
