package io.dagwerk.cron;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Compares ticks with those that a watcher of the zone's clock finds, who looks at it every
/// minute, or every second.
class CronOracleTest {
  private static final int YEARS = 7;
  private static final int SPANS = 40;

  /// In steps; the watcher must have looked on long enough to know what was shown before.
  private static final int LONGEST_REPETITION = 8_000;

  private static final List<String> YEAR_ZONES =
      List.of("America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "America/Havana");

  private final long seed = Long.getLong("dagwerk.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void ticksAreThoseThatAWatcherOfTheClockFinds() {
    List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
    for (int i = 0; i < SPANS; i++) {
      ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      RandomCron cron = new RandomCron(random, 60);
      compare(cron, zone, spanAroundAChange(zone, 3 * 86_400), 60);
    }
  }

  @Test
  void ticksOfSecondsAreThoseThatAWatcherOfTheClockFinds() {
    List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
    for (int i = 0; i < SPANS; i++) {
      ZoneId zone = ZoneId.of(zones.get(random.nextInt(zones.size())));
      RandomCron cron = new RandomCron(random, 1);
      compare(cron, zone, spanAroundAChange(zone, 4 * 3_600), 1);
    }
  }

  @Test
  void aWholeYearHasTheTicksThatAWatcherOfTheClockFinds() {
    Instant start = Instant.parse("2024-01-01T00:00:00Z").plusSeconds(random.nextInt(86_400) * 60L);
    RandomCron cron = new RandomCron(random, 60);
    while (cron.namesEveryHour()) {
      cron = new RandomCron(random, 60);
    }
    compare(
        cron,
        ZoneId.of(YEAR_ZONES.get(random.nextInt(YEAR_ZONES.size()))),
        new Span(start, start.plusSeconds(400 * 86_400L)),
        60);
  }

  private record Span(Instant start, Instant end) {}

  /// A span whose middle is a change of the clocks between 2024 and 2030, if there is one.
  private Span spanAroundAChange(ZoneId zone, int seconds) {
    Instant from =
        Instant.parse("2024-01-01T00:00:00Z").plusSeconds(random.nextInt(YEARS * 365) * 86_400L);
    Instant middle =
        Stream.ofNullable(zone.getRules().nextTransition(from))
            .map(change -> change.getInstant())
            .findFirst()
            .orElse(from);
    return new Span(middle.minusSeconds(seconds), middle.plusSeconds(seconds));
  }

  private void compare(RandomCron random, ZoneId zone, Span span, int step) {
    String what = "seed %d: %s in %s from %s".formatted(seed, random.text(), zone, span.start());
    Cron cron = Cron.parse(random.text());
    List<Instant> expected = watch(random, zone, span, step);

    assertThat(cron.between(span.start(), span.end(), zone).toList()).as(what).isEqualTo(expected);
    List<Instant> backwards = new ArrayList<>();
    Instant at = cron.previous(span.end().plusNanos(1), zone);
    while (at.isAfter(span.start())) {
      backwards.addFirst(at);
      at = cron.previous(at, zone);
    }
    assertThat(backwards).as(what + " backwards").isEqualTo(expected);
    for (int i = 0; i + 1 < expected.size(); i++) {
      Instant between = expected.get(i).plusMillis(this.random.nextInt(1, 1_000));
      assertThat(cron.next(between, zone)).as(what).isEqualTo(expected.get(i + 1));
      assertThat(cron.previous(between, zone)).as(what).isEqualTo(expected.get(i));
    }
  }

  /// Where some hours are named, what has come due since the latest time that the clock has shown;
  /// where all are, what it shows.
  private static List<Instant> watch(RandomCron cron, ZoneId zone, Span span, int step) {
    List<Instant> found = new ArrayList<>();
    Instant begin = span.start().minusSeconds((long) step * LONGEST_REPETITION);
    LocalDateTime latest = LocalDateTime.ofInstant(begin.minusSeconds(step), zone);
    for (Instant at = begin; !at.isAfter(span.end()); at = at.plusSeconds(step)) {
      ZoneOffset offset = zone.getRules().getOffset(at);
      LocalDateTime shown = LocalDateTime.ofEpochSecond(at.getEpochSecond(), 0, offset);
      boolean isDue = cron.namesEveryHour() && cron.names(shown);
      while (latest.isBefore(shown)) {
        latest = latest.plusSeconds(step);
        isDue |= !cron.namesEveryHour() && cron.names(latest);
      }
      if (isDue && at.isAfter(span.start())) {
        found.add(at);
      }
    }
    return found;
  }
}
