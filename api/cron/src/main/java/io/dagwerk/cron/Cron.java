package io.dagwerk.cron;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/// A cron expression: minute, hour, day of month, month, day of week, optionally with the second in
/// front. Immutable, thread-safe; equal by text.
///
/// ```java
/// Cron cron = Cron.parse("0 6 * * MON-FRI");
/// Instant due = cron.next(clock.instant(), ZoneId.of("Europe/Amsterdam"));
/// ```
///
/// An expression that names some hours fires once for each time of the calendar that it names: a
/// time that the zone's clocks skip fires at the first instant thereafter, a time that they show
/// twice fires at its first showing. One that names every hour, such as `*/30 * * * *`, follows the
/// clocks instead: it fires whenever they show a time that it names.
public final class Cron implements Ticks {
  private final String text;
  private final CronTimes times;
  private final ClockRule rule;

  private Cron(String text, CronTimes times) {
    this.text = text;
    this.times = times;
    this.rule = times.timesOfDay().isEveryHour() ? new EveryShowing(times) : new OncePerTime(times);
  }

  /// @throws InvalidCron with everything that is wrong with the text
  public static Cron parse(String text) {
    return new Cron(text.strip(), CronParser.parse(text));
  }

  /// What is wrong with the text, one sentence each; nothing for a cron expression.
  public static List<String> problemsOf(String text) {
    try {
      parse(text);
      return List.of();
    } catch (InvalidCron e) {
      return e.problems();
    }
  }

  /// As it was written.
  public String text() {
    return text;
  }

  @Override
  public Instant next(Instant after, ZoneId zone) {
    return rule.next(after, zone);
  }

  @Override
  public Instant previous(Instant before, ZoneId zone) {
    return rule.previous(before, zone);
  }

  /// In words, such as `at 06:00 on Monday to Friday`.
  public String inWords() {
    return CronWords.of(times);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Cron cron && text.equals(cron.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  @Override
  public String toString() {
    return text;
  }
}
