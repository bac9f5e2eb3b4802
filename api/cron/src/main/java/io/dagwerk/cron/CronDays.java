package io.dagwerk.cron;

import java.time.LocalDate;
import java.time.YearMonth;

/// The days that an expression names: those of its months that the day of month or the day of week
/// names, or both where one of these is unrestricted.
///
/// @param months as a set of bits
record CronDays(long months, DayValues ofMonth, DayValues ofWeek) {
  static final int DAYS_PER_WEEK = 7;

  /// After 400 years the calendar begins again, and a day that can come has come.
  private static final int MOST_MONTHS = 400 * 12;

  /// What one of the two day fields names, as sets of bits.
  ///
  /// @param each days of the month, or of the week from Sunday, which is 0
  /// @param nth of the week: the Nth one of a month, seven bits for each N from 1
  /// @param last the last one of a month: days of the week, or bit 0 for the last of all
  /// @param isAll whether every day is named, so that the other field alone says which
  record DayValues(long each, long nth, long last, boolean isAll) {}

  LocalDate atOrAfter(LocalDate from) {
    YearMonth month = YearMonth.from(from);
    long days = in(month) & (-1L << from.getDayOfMonth());
    for (int i = 0; days == 0 && i < MOST_MONTHS; i++) {
      month = month.plusMonths(1);
      days = in(month);
    }
    return month.atDay(Long.numberOfTrailingZeros(days));
  }

  LocalDate atOrBefore(LocalDate until) {
    YearMonth month = YearMonth.from(until);
    long days = in(month) & (-1L >>> (Long.SIZE - 1 - until.getDayOfMonth()));
    for (int i = 0; days == 0 && i < MOST_MONTHS; i++) {
      month = month.minusMonths(1);
      days = in(month);
    }
    return month.atDay(Long.SIZE - 1 - Long.numberOfLeadingZeros(days));
  }

  /// The days of a month, as a set of bits from bit 1.
  private long in(YearMonth month) {
    if (!TimesOfDay.has(months, month.getMonthValue())) {
      return 0;
    }
    int length = month.lengthOfMonth();
    long all = (1L << (length + 1)) - 2;
    if (ofWeek.isAll()) {
      return byMonth(length) & all;
    }
    return (ofMonth.isAll() ? byWeek(month) : byWeek(month) | byMonth(length)) & all;
  }

  private long byMonth(int length) {
    return ofMonth.each() | (ofMonth.last() << length);
  }

  private long byWeek(YearMonth month) {
    int length = month.lengthOfMonth();
    int first = month.atDay(1).getDayOfWeek().getValue() % DAYS_PER_WEEK;
    long days = 0;
    for (int day = 1; day <= length; day++) {
      int ofWeek = (first + day - 1) % DAYS_PER_WEEK;
      int nth = (day - 1) / DAYS_PER_WEEK;
      boolean isLast = day + DAYS_PER_WEEK > length;
      if (TimesOfDay.has(this.ofWeek.each(), ofWeek)
          || TimesOfDay.has(this.ofWeek.nth(), nth * DAYS_PER_WEEK + ofWeek)
          || (isLast && TimesOfDay.has(this.ofWeek.last(), ofWeek))) {
        days |= 1L << day;
      }
    }
    return days;
  }
}
