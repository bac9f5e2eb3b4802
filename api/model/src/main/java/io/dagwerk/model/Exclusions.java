package io.dagwerk.model;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/// Windows of time that do not exist, such as weekends and holidays: those that start on one of
/// these days of the zone. The other windows keep their numbers.
///
/// @param weekdays not all of them
/// @param dates at most 10,000
public record Exclusions(NavigableSet<DayOfWeek> weekdays, NavigableSet<LocalDate> dates) {
  /// No window is left out.
  public static final Exclusions NONE = new Exclusions(new TreeSet<>(), new TreeSet<>());

  private static final int MOST_DATES = 10_000;

  public Exclusions {
    weekdays = Collections.unmodifiableNavigableSet(new TreeSet<>(weekdays));
    dates = Collections.unmodifiableNavigableSet(new TreeSet<>(dates));
    if (weekdays.size() == DayOfWeek.values().length) {
      throw new IllegalArgumentException(
          "every day of the week is excluded, so there would be no window; leave one in");
    }
    if (dates.size() > MOST_DATES) {
      throw new IllegalArgumentException(
          "at most %,d dates can be excluded, but found %,d".formatted(MOST_DATES, dates.size()));
    }
  }

  public boolean isEmpty() {
    return weekdays.isEmpty() && dates.isEmpty();
  }

  public boolean contains(LocalDate day) {
    return weekdays.contains(day.getDayOfWeek()) || dates.contains(day);
  }

  Exclusions andWeekdays(Collection<DayOfWeek> more) {
    NavigableSet<DayOfWeek> all = new TreeSet<>(weekdays);
    all.addAll(more);
    return new Exclusions(all, dates);
  }

  Exclusions andDates(Collection<LocalDate> more) {
    NavigableSet<LocalDate> all = new TreeSet<>(dates);
    all.addAll(more);
    return new Exclusions(weekdays, all);
  }
}
