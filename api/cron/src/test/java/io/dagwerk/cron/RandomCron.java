package io.dagwerk.cron;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/// An expression made up at random, with what it means as a question to ask of a local time.
final class RandomCron {
  private static final List<String> WEEKDAYS =
      List.of("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

  private final Random random;
  private final List<String> fields = new ArrayList<>();
  private final Predicate<LocalDateTime> times;
  private final Predicate<LocalDate> days;
  private final boolean everyHour;

  /// @param step 60 for five fields, 1 for six
  RandomCron(Random random, int step) {
    this.random = random;
    Predicate<Integer> seconds = step == 1 ? numbers(0, 59, 3) : second -> second == 0;
    Predicate<Integer> minutes = numbers(0, 59, 3);
    Predicate<Integer> hours = numbers(0, 23, 2);
    Predicate<Integer> monthDays = numbers(1, 31, 2);
    boolean hasMonthDays = IntStream.rangeClosed(1, 31).anyMatch(day -> !monthDays.test(day));
    Predicate<LocalDate> lastDay = day -> false;
    if (hasMonthDays && random.nextInt(3) == 0) {
      fields.set(fields.size() - 1, fields.getLast() + ",L");
      lastDay = day -> day.getDayOfMonth() == day.lengthOfMonth();
    }
    Predicate<LocalDate> either = lastDay;
    fields.add("*");
    Predicate<LocalDate> weekDays = weekDays();
    boolean hasWeekDays = !fields.getLast().equals("*");
    this.times =
        time ->
            seconds.test(time.getSecond())
                && minutes.test(time.getMinute())
                && hours.test(time.getHour());
    this.days =
        day -> {
          boolean byMonth = monthDays.test(day.getDayOfMonth()) || either.test(day);
          boolean byWeek = weekDays.test(day);
          boolean bothRestrict = hasMonthDays && hasWeekDays;
          return bothRestrict ? byMonth || byWeek : byMonth && byWeek;
        };
    this.everyHour = IntStream.range(0, 24).allMatch(hours::test);
  }

  String text() {
    return String.join(" ", fields);
  }

  boolean namesEveryHour() {
    return everyHour;
  }

  boolean names(LocalDateTime time) {
    return times.test(time) && days.test(time.toLocalDate());
  }

  /// Adds a field of numbers and gives what it means.
  ///
  /// @param rare how rarely it names but one
  private Predicate<Integer> numbers(int least, int most, int rare) {
    int from = random.nextInt(least, most + 1);
    int to = random.nextInt(from, most + 1);
    int step = random.nextInt(1, most - least + 1);
    int other = random.nextInt(least, most + 1);
    return switch (random.nextInt(4 + rare)) {
      case 0 -> {
        fields.add("%d-%d/%d,%d".formatted(from, to, step, other));
        yield value ->
            value == other || (value >= from && value <= to && (value - from) % step == 0);
      }
      case 1 -> {
        fields.add("*/" + step);
        yield value -> (value - least) % step == 0;
      }
      case 2 -> {
        fields.add("%d-%d".formatted(to, from));
        yield value -> to == from ? value == to : value >= to || value <= from;
      }
      case 3 -> {
        fields.add("%d,%d".formatted(from, other));
        yield value -> value == from || value == other;
      }
      default -> {
        fields.add("*");
        yield value -> true;
      }
    };
  }

  private Predicate<LocalDate> weekDays() {
    int weekday = random.nextInt(7);
    int other = random.nextInt(7);
    int nth = random.nextInt(1, 6);
    String name = WEEKDAYS.get(weekday);
    Predicate<LocalDate> isDay = day -> day.getDayOfWeek().getValue() == weekday + 1;
    Predicate<LocalDate> isOther = day -> day.getDayOfWeek().getValue() == other + 1;
    return switch (random.nextInt(6)) {
      case 0 -> {
        fields.add(name + "#" + nth);
        yield day -> isDay.test(day) && isNth(day, nth);
      }
      case 1 -> {
        fields.add(name + "L," + WEEKDAYS.get(other));
        yield day ->
            isOther.test(day) || (isDay.test(day) && day.plusDays(7).getMonth() != day.getMonth());
      }
      case 2 -> {
        fields.add(String.valueOf((weekday + 1) % 7));
        yield isDay;
      }
      default -> {
        fields.add("*");
        yield day -> true;
      }
    };
  }

  /// Counts the days of the same name before it.
  private static boolean isNth(LocalDate day, int nth) {
    int count = 1;
    for (LocalDate before = day.minusDays(7);
        before.getMonth() == day.getMonth();
        before = before.minusDays(7)) {
      count++;
    }
    return count == nth;
  }
}
