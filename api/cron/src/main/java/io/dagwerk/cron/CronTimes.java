package io.dagwerk.cron;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.OptionalInt;

/// The times of the calendar that an expression names, whatever the zone.
record CronTimes(CronDays days, TimesOfDay timesOfDay) {
  /// The first one that is not before a time.
  LocalDateTime atOrAfter(LocalDateTime from) {
    LocalDate day = days.atOrAfter(from.toLocalDate());
    OptionalInt second =
        day.equals(from.toLocalDate())
            ? timesOfDay.atOrAfter(from.toLocalTime().toSecondOfDay())
            : timesOfDay.atOrAfter(0);
    return second.isPresent()
        ? at(day, second.getAsInt())
        : at(days.atOrAfter(day.plusDays(1)), timesOfDay.atOrAfter(0).orElseThrow());
  }

  /// The last one that is before a time.
  LocalDateTime before(LocalDateTime until) {
    LocalDateTime last = until.minusNanos(1);
    LocalDate day = days.atOrBefore(last.toLocalDate());
    OptionalInt second =
        day.equals(last.toLocalDate())
            ? timesOfDay.atOrBefore(last.toLocalTime().toSecondOfDay())
            : timesOfDay.atOrBefore(TimesOfDay.LAST_SECOND);
    return second.isPresent()
        ? at(day, second.getAsInt())
        : at(
            days.atOrBefore(day.minusDays(1)),
            timesOfDay.atOrBefore(TimesOfDay.LAST_SECOND).orElseThrow());
  }

  private static LocalDateTime at(LocalDate day, int second) {
    return day.atTime(LocalTime.ofSecondOfDay(second));
  }
}
