package io.dagwerk.automation.condition;

import io.dagwerk.cron.Cron;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Partitions.CronWindows;
import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.TimeWindow;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.partitions.PartitionSubset;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Which partitions exist at a moment and which are the newest, and when that changes. For one
/// evaluation: it keeps what it has computed.
final class PartitionTimes {
  /// The partition of what has none.
  static final PartitionSubset ONLY = PartitionSubset.of(0);

  private final SequencedMap<String, List<PartitionKey>> dynamicKeys;
  private final Map<Instant, PartitionSets> sets = new HashMap<>();
  private final Map<Definition, Map<Instant, PartitionSubset>> existing = new HashMap<>();
  private final Map<LatestAt, PartitionSubset> latest = new HashMap<>();

  PartitionTimes(SequencedMap<String, List<PartitionKey>> dynamicKeys) {
    this.dynamicKeys = dynamicKeys;
  }

  private record LatestAt(Definition definition, Optional<Duration> lookback, Instant at) {}

  PartitionSets sets(Instant at) {
    return sets.computeIfAbsent(at, instant -> new PartitionSets(instant, dynamicKeys));
  }

  PartitionSubset existing(Definition definition, Instant at) {
    return existing
        .computeIfAbsent(definition, _ -> new HashMap<>())
        .computeIfAbsent(
            at,
            moment ->
                definition
                    .partitions()
                    .map(partitions -> count(sets(moment).of(partitions)))
                    .orElse(ONLY));
  }

  private static PartitionSubset count(PartitionSet set) {
    if (set.first().isEmpty()) {
      return PartitionSubset.none();
    }
    long first = set.numberOf(set.first().get());
    long last = set.numberOf(set.last().orElseThrow());
    return last - first + 1 == set.count()
        ? PartitionSubset.ofRange(first, last)
        : PartitionSubset.of(set.keys().mapToLong(set::numberOf));
  }

  /// Those in the newest window, or in one that ended less than a time before its end; all, without
  /// windows.
  PartitionSubset latest(Definition definition, Optional<Duration> lookback, Instant at) {
    return latest.computeIfAbsent(
        new LatestAt(definition, lookback, at), _ -> findLatest(definition, lookback, at));
  }

  private PartitionSubset findLatest(
      Definition definition, Optional<Duration> lookback, Instant at) {
    PartitionSubset all = existing(definition, at);
    Optional<PartitionSet> row = row(definition, at);
    if (row.isEmpty() || all.isEmpty()) {
      return all;
    }
    Instant end = row.get().window(row.get().last().orElseThrow()).orElseThrow().end();
    Instant cutoff = end.minus(lookback.orElse(Duration.ofNanos(1)));
    PartitionSet set = sets(at).of(definition.partitions().orElseThrow());
    return row.get().equals(set) ? lastOf(set, cutoff) : among(set, all, cutoff);
  }

  /// The windows of the first dimension that has any.
  private Optional<PartitionSet> row(Definition definition, Instant at) {
    return definition.partitions().stream()
        .flatMap(partitions -> Partitioning.dimensions(partitions).values().stream())
        .filter(dimension -> dimension instanceof TimeWindows || dimension instanceof CronWindows)
        .map(sets(at)::of)
        .findFirst();
  }

  /// The windows at the end of the row that end after an instant.
  private static PartitionSubset lastOf(PartitionSet row, Instant cutoff) {
    PartitionKey last = row.last().orElseThrow();
    PartitionSubset found = PartitionSubset.of(row.numberOf(last));
    Optional<PartitionKey> next = row.step(last, -1);
    while (next.isPresent() && endsAfter(row, next.get(), cutoff)) {
      found = found.or(PartitionSubset.of(row.numberOf(next.get())));
      next = row.step(next.get(), -1);
    }
    return found;
  }

  private static PartitionSubset among(PartitionSet set, PartitionSubset all, Instant cutoff) {
    return PartitionSubset.of(
        all.numbers().filter(number -> endsAfter(set, set.keyAt(number).orElseThrow(), cutoff)));
  }

  private static boolean endsAfter(PartitionSet set, PartitionKey key, Instant cutoff) {
    return set.window(key).map(TimeWindow::end).filter(end -> end.isAfter(cutoff)).isPresent();
  }

  /// When partitions begin to exist next, by time alone.
  Optional<Instant> nextChange(Definition definition, Instant after) {
    return definition.partitions().stream()
        .flatMap(partitions -> Partitioning.dimensions(partitions).values().stream())
        .flatMap(dimension -> nextBoundary(dimension, after).stream())
        .min(Instant::compareTo);
  }

  private Optional<Instant> nextBoundary(Partitions dimension, Instant after) {
    return switch (dimension) {
      case TimeWindows windows -> nextBoundary(windows, after);
      case CronWindows windows ->
          Optional.of(Cron.parse(windows.cron()).next(after, windows.zone()));
      case Partitions.Fixed _, Partitions.Dynamic _, Partitions.Product _ -> Optional.empty();
    };
  }

  private static Optional<Instant> nextBoundary(TimeWindows windows, Instant after) {
    ZonedDateTime local = after.atZone(windows.zone());
    LocalDate day = local.toLocalDate();
    Instant next =
        switch (windows.unit()) {
          case HOURS -> local.truncatedTo(ChronoUnit.HOURS).plusHours(1).toInstant();
          case DAYS -> day.plusDays(1).atStartOfDay(windows.zone()).toInstant();
          case WEEKS ->
              day.with(TemporalAdjusters.next(DayOfWeek.MONDAY))
                  .atStartOfDay(windows.zone())
                  .toInstant();
          default ->
              day.with(TemporalAdjusters.firstDayOfNextMonth())
                  .atStartOfDay(windows.zone())
                  .toInstant();
        };
    return windows.end().isPresent() && windows.ahead() <= 0 && next.isAfter(stop(windows))
        ? Optional.empty()
        : Optional.of(next);
  }

  /// When the last window of a definition that has an end appears.
  private static Instant stop(TimeWindows windows) {
    Instant end = windows.end().orElseThrow().atZone(windows.zone()).toInstant();
    return windows.ahead() == 0 ? end : Instant.MAX;
  }
}
