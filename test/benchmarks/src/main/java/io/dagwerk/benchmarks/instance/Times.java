package io.dagwerk.benchmarks.instance;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Measured times of one thing. Not thread-safe.
final class Times {
  private static final double NANOS_PER_MILLI = 1e6;

  private final String what;
  private final List<Duration> all = new ArrayList<>();

  Times(String what) {
    this.what = what;
  }

  void add(Duration time) {
    all.add(time);
  }

  /// Prints median, 95th and 99th percentile, and the shortest.
  void print() {
    all.sort(Comparator.naturalOrder());
    if (all.isEmpty()) {
      System.out.printf("%-44s none%n", what);
      return;
    }
    System.out.printf(
        Locale.ROOT,
        "%-44s p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, shortest %.1f ms, of %d%n",
        what,
        millis(all.get(all.size() / 2)),
        millis(percentile(95)),
        millis(percentile(99)),
        millis(all.getFirst()),
        all.size());
  }

  private Duration percentile(int percent) {
    return all.get(Math.min(all.size() - 1, all.size() * percent / 100));
  }

  private static double millis(Duration time) {
    return time.toNanos() / NANOS_PER_MILLI;
  }
}
