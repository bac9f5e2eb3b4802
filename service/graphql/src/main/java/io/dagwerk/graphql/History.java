package io.dagwerk.graphql;

import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.spi.StoredRun;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Values over time: points, and for each series a value at each of them, or none. Immutable.
///
/// @param numbers the names of the numbers that could be asked for
/// @param leftOut how many series there are besides
/// @param isWhole whether it goes back as far as was asked
record History(
    List<Point> points, List<Series> series, List<String> numbers, int leftOut, boolean isWhole) {
  History {
    points = List.copyOf(points);
    series = List.copyOf(series);
    numbers = List.copyOf(numbers);
  }

  /// What points are known by.
  enum By {
    RUN,
    SCHEDULED_TIME,
    PARTITION
  }

  /// Something that has a value.
  ///
  /// @param key the id of the run, its scheduled time or its partition
  /// @param isNewCode whether the point before was of other code
  record Point(
      String key,
      Optional<RunId> run,
      Instant time,
      Optional<String> codeVersion,
      boolean isNewCode) {}

  /// The values of a step; of the job when there is no step.
  ///
  /// @param slow places of values that are more than twice the median of the 14 days before
  record Series(
      Optional<String> step,
      List<Optional<Double>> values,
      Optional<Double> median,
      Optional<Double> p95,
      List<Integer> slow) {
    private static final double MEDIAN = 0.5;
    private static final double P95 = 0.95;

    Series {
      values = List.copyOf(values);
      slow = List.copyOf(slow);
    }

    /// @param isLength whether more is slower
    static Series of(
        Optional<String> step,
        List<Point> points,
        List<Optional<Double>> values,
        boolean isLength) {
      return new Series(
          step,
          values,
          Statistics.quantile(values, MEDIAN),
          Statistics.quantile(values, P95),
          isLength
              ? Statistics.slow(points.stream().map(Point::time).toList(), values)
              : List.of());
    }
  }

  /// The runs that are points, in their order: all, or the newest of each scheduled time or
  /// partition.
  ///
  /// @param runs the newest first
  static List<StoredRun> chosen(List<StoredRun> runs, By by) {
    return switch (by) {
      case RUN -> runs.reversed();
      case SCHEDULED_TIME -> newest(runs, RunTags.SCHEDULED_AT);
      case PARTITION -> newest(runs, RunTags.PARTITIONS);
    };
  }

  private static List<StoredRun> newest(List<StoredRun> runs, String tag) {
    Map<String, StoredRun> newest = new TreeMap<>();
    for (StoredRun run : runs) {
      Optional.ofNullable(run.run().tags().get(tag)).ifPresent(key -> newest.putIfAbsent(key, run));
    }
    return List.copyOf(newest.values());
  }

  /// The points of chosen runs.
  static List<Point> points(List<StoredRun> runs, By by) {
    List<Point> points = new ArrayList<>();
    Optional<String> before = Optional.empty();
    for (StoredRun run : runs) {
      String code = run.run().work().codeVersion();
      points.add(
          new Point(
              key(run, by),
              Optional.of(run.id()),
              run.times().created(),
              Optional.of(code),
              before.filter(last -> !last.equals(code)).isPresent()));
      before = Optional.of(code);
    }
    return points;
  }

  private static String key(StoredRun run, By by) {
    return switch (by) {
      case RUN -> run.id().toString();
      case SCHEDULED_TIME -> run.run().tags().getOrDefault(RunTags.SCHEDULED_AT, "");
      case PARTITION -> run.run().tags().getOrDefault(RunTags.PARTITIONS, "");
    };
  }

  /// Points in another order, with the newest of each key alone.
  static List<Point> ordered(List<Point> oldestFirst) {
    Map<String, Point> newest = new LinkedHashMap<>();
    oldestFirst.forEach(point -> newest.put(point.key(), point));
    return newest.values().stream().sorted(Comparator.comparing(Point::key)).toList();
  }
}
