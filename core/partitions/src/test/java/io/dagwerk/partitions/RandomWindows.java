package io.dagwerk.partitions;

import io.dagwerk.model.Bounds;
import io.dagwerk.model.Cadence;
import io.dagwerk.model.Exclusions;
import io.dagwerk.model.Partitions.CronWindows;
import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.Partitions.Windows;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/// Definitions of windows made up at random, near changes of the clocks.
final class RandomWindows {
  static final List<String> ZONES =
      List.of(
          "UTC",
          "America/New_York",
          "Europe/Amsterdam",
          "Asia/Kolkata",
          "Australia/Lord_Howe",
          "America/Sao_Paulo",
          "America/St_Johns",
          "Pacific/Apia",
          "America/Havana");
  private static final List<ChronoUnit> UNITS =
      List.of(ChronoUnit.HOURS, ChronoUnit.DAYS, ChronoUnit.WEEKS, ChronoUnit.MONTHS);
  private static final List<String> CRONS =
      List.of(
          "0 6 * * *",
          "30 2 * * MON-FRI",
          "0 */6 * * *",
          "15 * * * *",
          "0 0 1,15 * *",
          "0 0 L * *",
          "45 23 * * SUN",
          "0 0,2 * * *");

  private final Random random;

  RandomWindows(Random random) {
    this.random = random;
  }

  ZoneId zone() {
    return ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
  }

  /// Days of changed clocks come often: the years are those in which these zones had some.
  LocalDateTime start() {
    return LocalDate.of(2001 + random.nextInt(12), 1, 1)
        .plusDays(random.nextInt(366))
        .atTime(random.nextInt(3) == 0 ? random.nextInt(24) : 0, 0);
  }

  Windows windows(ZoneId zone, LocalDateTime start) {
    Optional<LocalDateTime> end =
        random.nextInt(4) == 0
            ? Optional.of(start.plusDays(random.nextInt(1, 60)))
            : Optional.empty();
    Bounds bounds = new Bounds(start, end, random.nextInt(3) == 0 ? random.nextInt(-3, 4) : 0);
    if (random.nextInt(4) == 0) {
      String cron = CRONS.get(random.nextInt(CRONS.size()));
      return new CronWindows(cron, zone, bounds, exclusions(start, true));
    }
    Cadence cadence = cadence();
    return new TimeWindows(
        cadence, zone, bounds, exclusions(start, cadence.unit() != ChronoUnit.WEEKS));
  }

  Cadence cadence() {
    ChronoUnit unit = UNITS.get(random.nextInt(UNITS.size()));
    if (random.nextBoolean()) {
      return Cadence.every(unit);
    }
    int quarters = unit == ChronoUnit.HOURS ? 4 : 96;
    int day =
        switch (unit) {
          case WEEKS -> random.nextInt(1, 8);
          case MONTHS -> random.nextInt(1, 29);
          default -> 1;
        };
    return new Cadence(unit, day, 15 * random.nextInt(quarters));
  }

  private Exclusions exclusions(LocalDateTime start, boolean ofWeekdays) {
    TreeSet<DayOfWeek> weekdays = new TreeSet<>();
    TreeSet<LocalDate> dates = new TreeSet<>();
    if (random.nextInt(3) == 0) {
      for (int i = 0; i < random.nextInt(1, 12); i++) {
        dates.add(start.toLocalDate().plusDays(random.nextInt(-5, 40)));
      }
      if (ofWeekdays && random.nextBoolean()) {
        weekdays.add(DayOfWeek.SATURDAY);
        weekdays.add(DayOfWeek.of(random.nextInt(1, 7)));
      }
    }
    return new Exclusions(weekdays, dates);
  }
}
