package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.ConditionAsset.Read;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Partitions.Fixed;
import io.dagwerk.model.Partitions.TimeWindows;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;

/// Partitions of days, weeks and fixed keys by counting on a calendar, for the oracle.
final class OracleTimes {
  private OracleTimes() {}

  private static final LocalDate LAST_DAY = LocalDate.parse("2001-01-29");

  static boolean exists(Optional<Partitions> partitions, long number, Instant at) {
    return !end(partitions, number).isAfter(at) && all(partitions).contains(number);
  }

  /// All that will ever exist in a scenario.
  static List<Long> all(Optional<Partitions> partitions) {
    if (partitions.isEmpty()) {
      return List.of(0L);
    }
    if (partitions.get() instanceof Fixed fixed) {
      return LongStream.range(0, fixed.keys().size()).boxed().toList();
    }
    TimeWindows windows = (TimeWindows) partitions.get();
    List<Long> numbers = new ArrayList<>();
    LocalDate day = windows.bounds().start().toLocalDate();
    for (; day.isBefore(LAST_DAY); day = day.plusDays(1)) {
      if (windows.unit() == ChronoUnit.DAYS) {
        numbers.add(day.toEpochDay());
      } else if (day.getDayOfWeek().getValue() == 1) {
        numbers.add(weekOf(day));
      }
    }
    return numbers;
  }

  private static long weekOf(LocalDate day) {
    return Math.floorDiv(day.toEpochDay() + 3, 7);
  }

  private static LocalDate firstDay(TimeWindows windows, long number) {
    return LocalDate.ofEpochDay(windows.unit() == ChronoUnit.DAYS ? number : number * 7 - 3);
  }

  private static Instant end(Optional<Partitions> partitions, long number) {
    if (partitions.isEmpty() || !(partitions.get() instanceof TimeWindows windows)) {
      return Instant.MIN;
    }
    LocalDate first = firstDay(windows, number);
    LocalDate after = windows.unit() == ChronoUnit.DAYS ? first.plusDays(1) : first.plusDays(7);
    return after.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  static boolean isLatest(
      Optional<Partitions> partitions, Optional<Duration> lookback, long number, Instant at) {
    if (partitions.isEmpty() || partitions.get() instanceof Fixed) {
      return exists(partitions, number, at);
    }
    List<Long> existing =
        all(partitions).stream().filter(each -> exists(partitions, each, at)).toList();
    if (!existing.contains(number)) {
      return false;
    }
    Instant newest = end(partitions, existing.getLast());
    return number == existing.getLast()
        || lookback.map(time -> end(partitions, number).isAfter(newest.minus(time))).orElse(false);
  }

  /// The partitions of an upstream asset that a partition of a reader needs, of those that will
  /// ever exist.
  static boolean needs(
      Optional<Partitions> reader,
      long number,
      Optional<Partitions> upstream,
      Read read,
      long other) {
    if (upstream.isEmpty()) {
      return other == 0;
    }
    if (reader.isEmpty()) {
      return true;
    }
    if (read.mapping().isPresent()
        && read.mapping().get() instanceof PartitionMapping.Offset(int places)) {
      return other == number + places;
    }
    if (reader.get() instanceof TimeWindows own && upstream.get() instanceof TimeWindows others) {
      return overlaps(own, number, others, other);
    }
    boolean isSame = read.mapping().isEmpty() && reader.equals(upstream);
    return !isSame || number == other;
  }

  private static boolean overlaps(TimeWindows own, long number, TimeWindows others, long other) {
    LocalDate first = firstDay(own, number);
    LocalDate second = firstDay(others, other);
    LocalDate firstEnd = first.plusDays(own.unit() == ChronoUnit.DAYS ? 1 : 7);
    LocalDate secondEnd = second.plusDays(others.unit() == ChronoUnit.DAYS ? 1 : 7);
    return first.isBefore(secondEnd) && second.isBefore(firstEnd);
  }
}
