package io.dagwerk.graphql;

import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.spi.StoredRun;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Values over time: points, and for each series a value at each of them, or none. Immutable.
///
/// @param numbers the names of the numbers that could be asked for
record History(List<Point> points, List<Series> series, List<String> numbers, Bounds bounds) {
  History {
    points = List.copyOf(points);
    series = List.copyOf(series);
    numbers = List.copyOf(numbers);
  }

  /// What it does not tell.
  ///
  /// @param leftOut how many series come after these
  /// @param after where to go on with them
  /// @param isWhole whether it goes back as far as was asked
  /// @param isMeasured whether there is a value wherever there could be one
  record Bounds(long leftOut, Optional<String> after, boolean isWhole, boolean isMeasured) {
    /// Of one series.
    static Bounds of(boolean isWhole) {
      return new Bounds(0, Optional.empty(), isWhole, true);
    }
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
  /// @param isNewCode whether the run before it in time was of other code
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

    static Series of(Optional<String> step, List<Optional<Double>> values, List<Integer> slow) {
      return new Series(
          step,
          values,
          Statistics.quantile(values, MEDIAN),
          Statistics.quantile(values, P95),
          slow);
    }
  }

  /// Runs of which some are points. What is told of a run by those before it is told by all that
  /// were before it in time, whatever the order of the points.
  ///
  /// @param inTime all of them, the oldest first
  record RunsOf(List<StoredRun> inTime, List<Point> points) {
    /// @param runs the newest first
    static RunsOf of(List<StoredRun> runs, By by) {
      List<StoredRun> inTime =
          runs.reversed().stream()
              .sorted(Comparator.comparing(run -> run.times().created()))
              .toList();
      Set<RunId> ofNewCode = new HashSet<>();
      Optional<String> before = Optional.empty();
      for (StoredRun run : inTime) {
        String code = run.run().work().codeVersion();
        if (before.filter(last -> !last.equals(code)).isPresent()) {
          ofNewCode.add(run.id());
        }
        before = Optional.of(code);
      }
      return new RunsOf(
          inTime,
          chosen(runs, by).stream()
              .map(run -> point(run, by, ofNewCode.contains(run.id())))
              .toList());
    }

    private static Point point(StoredRun run, By by, boolean isNewCode) {
      return new Point(
          key(run, by),
          Optional.of(run.id()),
          run.times().created(),
          Optional.of(run.run().work().codeVersion()),
          isNewCode);
    }

    /// @param values of all runs
    /// @param isLength whether more is slower
    Series series(Optional<String> step, Map<RunId, Double> values, boolean isLength) {
      Set<RunId> slow = isLength ? slow(values) : Set.of();
      return Series.of(
          step,
          points.stream().map(point -> point.run().flatMap(run -> find(values, run))).toList(),
          IntStream.range(0, points.size())
              .filter(i -> points.get(i).run().filter(slow::contains).isPresent())
              .boxed()
              .toList());
    }

    private Set<RunId> slow(Map<RunId, Double> values) {
      return Statistics.slow(
              inTime.stream().map(run -> run.times().created()).toList(),
              inTime.stream().map(run -> find(values, run.id())).toList())
          .stream()
          .map(place -> inTime.get(place).id())
          .collect(Collectors.toSet());
    }

    private static Optional<Double> find(Map<RunId, Double> values, RunId run) {
      return Optional.ofNullable(values.get(run));
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
