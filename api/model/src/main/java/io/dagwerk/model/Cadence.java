package io.dagwerk.model;

import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// How long windows of time are, and where in the calendar they begin.
///
/// @param unit hours, days, weeks or months
/// @param day the day on which a window begins: of the week, from 1 for Monday to 7, or of the
///   month, from 1 to 28, which every month has; 1 for hours and days
/// @param minute the minute at which a window begins, of the hour or of the day
public record Cadence(ChronoUnit unit, int day, int minute) {
  private static final int DAYS_PER_WEEK = 7;
  private static final int SHORTEST_MONTH = 28;
  private static final int MINUTES_PER_HOUR = 60;
  private static final int MINUTES_PER_DAY = 24 * MINUTES_PER_HOUR;

  public Cadence {
    int lastDay =
        switch (unit) {
          case HOURS, DAYS -> 1;
          case WEEKS -> DAYS_PER_WEEK;
          case MONTHS -> SHORTEST_MONTH;
          default ->
              throw new IllegalArgumentException(
                  "windows are hours, days, weeks or months, but found " + unit);
        };
    String article = unit == ChronoUnit.HOURS ? "an" : "a";
    if (day < 1 || day > lastDay) {
      throw new IllegalArgumentException(
          "%s %s begins on a day from 1 to %d, but found %d"
              .formatted(article, name(unit), lastDay, day));
    }
    int minutes = unit == ChronoUnit.HOURS ? MINUTES_PER_HOUR : MINUTES_PER_DAY;
    if (minute < 0 || minute >= minutes) {
      throw new IllegalArgumentException(
          "%s %s begins at a minute from 0 to %d, but found %d"
              .formatted(article, name(unit), minutes - 1, minute));
    }
  }

  /// Full hours, days from midnight, weeks from Monday, months from the first.
  public static Cadence every(ChronoUnit unit) {
    return new Cadence(unit, 1, 0);
  }

  /// What one window is called: `hour`, `day`, `week` or `month`.
  public String unitName() {
    return name(unit);
  }

  /// The time of day at which days, weeks and months begin.
  public LocalTime time() {
    return LocalTime.of(minute / MINUTES_PER_HOUR, minute % MINUTES_PER_HOUR);
  }

  /// Whether each window of this cadence is in one window of another, as an hour is in a day.
  public boolean isPartOf(Cadence coarser) {
    if (unit == coarser.unit) {
      return equals(coarser);
    }
    boolean isSameTime =
        unit == ChronoUnit.HOURS
            ? coarser.minute % MINUTES_PER_HOUR == minute
            : coarser.minute == minute;
    return unit.compareTo(coarser.unit) < 0 && unit != ChronoUnit.WEEKS && isSameTime;
  }

  private static String name(ChronoUnit unit) {
    String plural = unit.name().toLowerCase(Locale.ROOT);
    return plural.substring(0, plural.length() - 1);
  }
}
