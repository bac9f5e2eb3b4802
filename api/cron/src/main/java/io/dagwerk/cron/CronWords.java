package io.dagwerk.cron;

import io.dagwerk.cron.CronDays.DayValues;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// An expression in English words.
record CronWords(TimesOfDay times, CronDays days) {
  private static final int MOST_TIMES = 6;
  private static final int SHORTEST_RUN = 3;
  private static final List<String> NTH = List.of("first", "second", "third", "fourth", "fifth");

  static String of(CronTimes expression) {
    CronWords words = new CronWords(expression.timesOfDay(), expression.days());
    return words.inTheDay() + words.onDays() + words.inMonths();
  }

  private String inTheDay() {
    boolean isOnTheMinute = times.seconds() == 1;
    int count = Long.bitCount(times.hours()) * Long.bitCount(times.minutes());
    if (isOnTheMinute && count <= MOST_TIMES) {
      return "at " + listed(clockTimes());
    }
    if (isOnTheMinute && times.minutes() == 1 && times.isEveryHour()) {
      return "every hour";
    }
    List<String> parts = new ArrayList<>();
    if (!isOnTheMinute) {
      parts.add(each(CronField.SECOND, times.seconds()));
    }
    if (parts.isEmpty()
        || parts.getLast().startsWith("second")
        || times.minutes() != CronField.MINUTE.all()) {
      parts.add(each(CronField.MINUTE, times.minutes()));
    }
    if (!times.isEveryHour() || parts.getLast().startsWith("minute")) {
      parts.add(each(CronField.HOUR, times.hours()));
    }
    String text = String.join(" of ", parts);
    return text.startsWith("every") ? text : "at " + text;
  }

  private List<String> clockTimes() {
    return bits(times.hours())
        .boxed()
        .flatMap(
            hour -> bits(times.minutes()).mapToObj(minute -> "%02d:%02d".formatted(hour, minute)))
        .toList();
  }

  /// Such as `every minute`, `every 15 minutes`, `minute 0 and 30 to 40`.
  private static String each(CronField field, long values) {
    if (values == field.all()) {
      return "every " + field.title();
    }
    int step = bits(values).skip(1).findFirst().orElse(0);
    boolean isRegular =
        step > 0
            && field.size() % step == 0
            && bits(values).boxed().toList().equals(multiples(step, field.size()));
    return isRegular
        ? "every %d %ss".formatted(step, field.title())
        : field.title() + " " + listed(runs(values, String::valueOf));
  }

  private static List<Integer> multiples(int step, int end) {
    return IntStream.iterate(0, value -> value < end, value -> value + step).boxed().toList();
  }

  private String onDays() {
    if (days.ofWeek().isAll() && days.ofMonth().isAll()) {
      return days.months() == CronField.MONTH.all() && !inTheDay().contains("every")
          ? " every day"
          : "";
    }
    List<String> ways = new ArrayList<>();
    if (!days.ofMonth().isAll()) {
      ways.add(ofMonth(days.ofMonth()));
    }
    if (!days.ofWeek().isAll()) {
      ways.add(ofWeek(days.ofWeek()));
    }
    return " on " + String.join(" or on ", ways);
  }

  private static String ofMonth(DayValues values) {
    List<String> named = new ArrayList<>(runs(values.each(), String::valueOf));
    if (values.last() != 0) {
      named.add("the last");
    }
    return (values.each() == 0 ? "the last day" : "day " + listed(named)) + " of the month";
  }

  private static String ofWeek(DayValues values) {
    List<String> named = new ArrayList<>(runs(mondayFirst(values.each()), CronWords::weekday));
    bits(values.nth())
        .forEach(bit ->
            named.add(
                "the %s %s of the month"
                    .formatted(
                        NTH.get(bit / CronDays.DAYS_PER_WEEK),
                        weekday(bit % CronDays.DAYS_PER_WEEK))));
    bits(values.last())
        .forEach(day -> named.add("the last %s of the month".formatted(weekday(day))));
    return listed(named);
  }

  /// Sunday after Saturday, so that a weekend is one run.
  private static long mondayFirst(long week) {
    long sunday = week & 1;
    return (week - sunday) | (sunday << CronDays.DAYS_PER_WEEK);
  }

  private static String weekday(int day) {
    return DayOfWeek.SUNDAY.plus(day).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
  }

  private String inMonths() {
    return days.months() == CronField.MONTH.all()
        ? ""
        : " in "
            + listed(
                runs(
                    days.months(),
                    month -> Month.of(month).getDisplayName(TextStyle.FULL, Locale.ENGLISH)));
  }

  /// The values, three or more in a row as `first to last`.
  private static List<String> runs(long values, IntFunction<String> shown) {
    List<String> runs = new ArrayList<>();
    int first = TimesOfDay.from(values, 0);
    while (first < Long.SIZE) {
      int end = Math.min(Long.SIZE, TimesOfDay.from(~values, first));
      if (end - first >= SHORTEST_RUN) {
        runs.add(shown.apply(first) + " to " + shown.apply(end - 1));
      } else {
        IntStream.range(first, end).mapToObj(shown).forEach(runs::add);
      }
      first = TimesOfDay.from(values, end);
    }
    return runs;
  }

  private static String listed(List<String> words) {
    int last = words.size() - 1;
    return last < 1
        ? String.join("", words)
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  private static IntStream bits(long values) {
    return IntStream.range(0, Long.SIZE).filter(bit -> TimesOfDay.has(values, bit));
  }
}
