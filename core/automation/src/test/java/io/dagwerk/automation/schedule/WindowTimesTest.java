package io.dagwerk.automation.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Partitions;
import io.dagwerk.model.ScheduleSnapshot.Timing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowTimesTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  @Test
  void daysEndAtMidnightOfTheirZoneForAllYears() {
    TickTimes times = times(Partitions.daily("2001-01-01").in("America/New_York"));

    Instant at = Instant.parse("1999-01-01T00:00:00Z");
    for (LocalDate day = LocalDate.of(2001, 1, 2);
        day.isBefore(LocalDate.of(2004, 1, 1));
        day = day.plusDays(1)) {
      at = times.next(at).orElseThrow();
      assertThat(at).isEqualTo(day.atStartOfDay(NEW_YORK).toInstant());
    }
  }

  @Test
  void backwardsTheyAreTheSame() {
    for (Partitions partitions :
        List.of(
            Partitions.hourly("2001-04-01").in("America/New_York"),
            Partitions.daily("2001-01-03"),
            Partitions.weekly("2001-01-03").in("Europe/Amsterdam"),
            Partitions.monthly("2001-01-15").until("2002-01-01"),
            Partitions.cron("0 6 * * MON-FRI", "2001-01-01"))) {
      TickTimes times = times(partitions);
      List<Instant> forwards = new ArrayList<>();
      Optional<Instant> next = times.next(Instant.parse("2000-01-01T00:00:00Z"));
      while (next.isPresent() && forwards.size() < 300) {
        forwards.add(next.get());
        next = times.next(next.get());
      }
      List<Instant> backwards = new ArrayList<>();
      Optional<Instant> previous = times.previous(forwards.getLast().plusNanos(1));
      while (previous.isPresent()) {
        backwards.addFirst(previous.get());
        previous = times.previous(previous.get());
      }
      assertThat(backwards).as(partitions.toString()).isEqualTo(forwards);
    }
  }

  @Test
  void theFirstAndTheLastWindowEndAsTheDefinitionSays() {
    TickTimes times = times(Partitions.monthly("2001-01-15").until("2001-04-01"));

    assertThat(all(times))
        .containsExactly(
            Instant.parse("2001-03-01T00:00:00Z"), Instant.parse("2001-04-01T00:00:00Z"));
  }

  @Test
  void anOffsetMovesAllOfThem() {
    TickTimes times =
        TickTimes.of(
            new Timing.WindowEnds(
                Partitions.monthly("2001-01-01").until("2001-03-01"), Duration.ofHours(30)));

    assertThat(all(times))
        .containsExactly(
            Instant.parse("2001-02-02T06:00:00Z"), Instant.parse("2001-03-02T06:00:00Z"));
    assertThat(times.previous(Instant.parse("2001-03-02T06:00:00Z")))
        .contains(Instant.parse("2001-02-02T06:00:00Z"));
  }

  @Test
  void inSeveralDimensionsTheWindowsCount() {
    Partitions product =
        Partitions.times(
            Partitions.fixed("eu", "us"), Partitions.daily("2001-01-01").until("2001-01-03"));

    assertThat(all(times(product)))
        .containsExactly(
            Instant.parse("2001-01-02T00:00:00Z"), Instant.parse("2001-01-03T00:00:00Z"));
  }

  @Test
  void windowsOfACronExpressionEndAtItsTicks() {
    TickTimes times = times(Partitions.cron("0 6 * * *", "2001-01-01"));

    assertThat(times.next(Instant.EPOCH)).contains(Instant.parse("2001-01-02T06:00:00Z"));
    assertThat(times.previous(Instant.parse("2001-01-02T06:00:00Z"))).isEmpty();
  }

  @Test
  void partitionsWithoutTimeHaveNoEnds() {
    assertThatThrownBy(() -> times(Partitions.fixed("eu", "us")))
        .hasMessageContaining("windows of time")
        .hasMessageContaining("cron(...)");
  }

  private static TickTimes times(Partitions partitions) {
    return TickTimes.of(new Timing.WindowEnds(partitions, Duration.ZERO));
  }

  private static List<Instant> all(TickTimes times) {
    List<Instant> all = new ArrayList<>();
    Optional<Instant> next = times.next(Instant.EPOCH);
    while (next.isPresent()) {
      all.add(next.get());
      next = times.next(next.get());
    }
    return all;
  }
}
