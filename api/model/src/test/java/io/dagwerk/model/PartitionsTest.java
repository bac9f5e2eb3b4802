package io.dagwerk.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionsTest {
  private static void assertRefused(ThrowingCallable made, String message) {
    assertThatThrownBy(made).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @Test
  void windowsAreWhatTheirOptionsSay() {
    Partitions.TimeWindows days =
        Partitions.daily("2001-01-01")
            .in("Europe/Amsterdam")
            .at("06:30")
            .until("2001-02-01T12:00")
            .ahead(2)
            .exceptOn(DayOfWeek.SUNDAY)
            .exceptOn(List.of(LocalDate.of(2001, 1, 3)));

    assertThat(days.cadence()).isEqualTo(new Cadence(ChronoUnit.DAYS, 1, 390));
    assertThat(days.cadence().time()).isEqualTo(LocalTime.of(6, 30));
    assertThat(days.zone()).isEqualTo(ZoneId.of("Europe/Amsterdam"));
    assertThat(days.bounds())
        .isEqualTo(
            new Bounds(
                LocalDateTime.parse("2001-01-01T00:00"),
                Optional.of(LocalDateTime.parse("2001-02-01T12:00")),
                2));
    assertThat(days.exclusions().contains(LocalDate.of(2001, 1, 7))).isTrue();
    assertThat(days.exclusions().contains(LocalDate.of(2001, 1, 3))).isTrue();
    assertThat(days.exclusions().contains(LocalDate.of(2001, 1, 4))).isFalse();
    assertThat(days.unit()).isEqualTo(ChronoUnit.DAYS);
    assertThat(days.unitName()).isEqualTo("day");
  }

  @Test
  void windowsOfACronHaveTheSameOptions() {
    Partitions.CronWindows ticks =
        Partitions.cron("@daily", "2001-01-01T06:00")
            .in("Asia/Tokyo")
            .until("2002-01-01")
            .ahead(-1)
            .exceptOn(DayOfWeek.MONDAY)
            .exceptOn(List.of(LocalDate.of(2001, 1, 3)));

    assertThat(ticks.cron()).isEqualTo("@daily");
    assertThat(ticks.zone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    assertThat(ticks.bounds().start()).isEqualTo("2001-01-01T06:00");
    assertThat(ticks.bounds().end()).contains(LocalDateTime.parse("2002-01-01T00:00"));
    assertThat(ticks.bounds().ahead()).isEqualTo(-1);
    assertThat(ticks.exclusions().weekdays()).containsExactly(DayOfWeek.MONDAY);
    assertThat(ticks.exclusions().dates()).containsExactly(LocalDate.of(2001, 1, 3));
  }

  @Test
  void windowsBeginWhereTheyAreToldTo() {
    assertThat(Partitions.hourly("2001-01-01").atMinute(15).cadence())
        .isEqualTo(new Cadence(ChronoUnit.HOURS, 1, 15));
    assertThat(Partitions.weekly("2001-01-01").on(DayOfWeek.SUNDAY).at("23:00").cadence())
        .isEqualTo(new Cadence(ChronoUnit.WEEKS, 7, 1380));
    assertThat(Partitions.monthly("2001-01-01").onDay(28).cadence())
        .isEqualTo(new Cadence(ChronoUnit.MONTHS, 28, 0));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertRefused(
        () -> Partitions.daily("yesterday"),
        "expected a day such as 2001-01-31 or a time such as 2001-01-31T06:00,"
            + " but found 'yesterday'");
    assertRefused(
        () -> Partitions.hourly("2001-01-01").at("06:00"),
        "an hour begins at a minute from 0 to 59, but found 360");
    assertRefused(
        () -> Partitions.daily("2001-01-01").on(DayOfWeek.MONDAY),
        "only weeks begin on a day of the week, but found days");
    assertRefused(
        () -> Partitions.daily("2001-01-01").onDay(2),
        "only months begin on a day of the month, but found days");
    assertRefused(
        () -> Partitions.monthly("2001-01-01").onDay(29),
        "a month begins on a day from 1 to 28, but found 29");
    assertRefused(
        () -> new Cadence(ChronoUnit.DAYS, 2, 0), "a day begins on a day from 1 to 1, but found 2");
    assertRefused(
        () -> new Cadence(ChronoUnit.DAYS, 1, 1440),
        "a day begins at a minute from 0 to 1439, but found 1440");
    assertRefused(
        () -> Cadence.every(ChronoUnit.YEARS),
        "windows are hours, days, weeks or months, but found Years");
    assertRefused(
        () -> Partitions.weekly("2001-01-01").exceptOn(DayOfWeek.SUNDAY),
        "every week begins on a MONDAY, so weekdays cannot be excluded; exclude dates");
    assertRefused(
        () -> Partitions.daily("2001-01-01").exceptOn(DayOfWeek.values()),
        "every day of the week is excluded, so there would be no window; leave one in");
    assertRefused(
        () -> Partitions.daily("2001-01-01").ahead(100_001),
        "at most 100,000 windows exist before they end, or are hidden after, but found 100,001");
    assertRefused(
        () ->
            Partitions.daily("2001-01-01")
                .exceptOn(
                    Stream.iterate(LocalDate.of(2001, 1, 1), day -> day.plusDays(1))
                        .limit(10_001)
                        .toList()),
        "at most 10,000 dates can be excluded, but found 10,001");
  }

  @ParameterizedTest
  @CsvSource({
    "HOURS, 1, 0,   DAYS, 1, 0,     true",
    "HOURS, 1, 30,  DAYS, 1, 0,     false",
    "HOURS, 1, 30,  DAYS, 1, 390,   true",
    "HOURS, 1, 0,   WEEKS, 3, 60,   true",
    "HOURS, 1, 0,   MONTHS, 15, 0,  true",
    "DAYS, 1, 360,  WEEKS, 7, 360,  true",
    "DAYS, 1, 360,  WEEKS, 7, 0,    false",
    "DAYS, 1, 0,    MONTHS, 15, 0,  true",
    "WEEKS, 1, 0,   MONTHS, 1, 0,   false",
    "WEEKS, 1, 0,   WEEKS, 1, 0,    true",
    "WEEKS, 1, 0,   WEEKS, 2, 0,    false",
    "DAYS, 1, 0,    HOURS, 1, 0,    false"
  })
  void aCadenceIsPartOfAnotherWhereItsWindowsNest(
      ChronoUnit unit,
      int day,
      int minute,
      ChronoUnit other,
      int itsDay,
      int itsMinute,
      boolean is) {
    assertThat(new Cadence(unit, day, minute).isPartOf(new Cadence(other, itsDay, itsMinute)))
        .isEqualTo(is);
  }

  @Test
  void exclusionsAreEqualByWhatTheyExclude() {
    Exclusions one = new Exclusions(new TreeSet<>(List.of(DayOfWeek.SUNDAY)), new TreeSet<>());

    assertThat(Exclusions.NONE.isEmpty()).isTrue();
    assertThat(one.isEmpty()).isFalse();
    assertThat(new Exclusions(new TreeSet<>(), new TreeSet<>(List.of(LocalDate.MIN))).isEmpty())
        .isFalse();
    assertThat(Partitions.daily("2001-01-01").exceptOn(DayOfWeek.SUNDAY))
        .isEqualTo(Partitions.daily("2001-01-01").exceptOn(DayOfWeek.SUNDAY, DayOfWeek.SUNDAY));
  }

  @Test
  void dimensionsInAnotherOrderAreAnotherPartitioning() {
    Partitions days = Partitions.daily("2001-01-01");
    Partitions regions = Partitions.fixed("eu", "us");
    Partitions both = Partitions.times(days, regions).named("day", "region");

    assertThat(both)
        .isEqualTo(Partitions.times(days, regions).named("day", "region"))
        .hasSameHashCodeAs(Partitions.times(days, regions).named("day", "region"))
        .isNotEqualTo(Partitions.times(regions, days).named("region", "day"))
        .isNotEqualTo(days);
  }

  @Test
  void aTableMayBeGivenTheOtherWayRound() {
    PartitionKey a = PartitionKey.of("a");
    PartitionKey b = PartitionKey.of("b");
    SequencedMap<PartitionKey, List<PartitionKey>> readers = new LinkedHashMap<>();
    readers.put(a, List.of(a, b));
    readers.put(b, List.of(a));
    SequencedMap<PartitionKey, List<PartitionKey>> upstream = new LinkedHashMap<>();
    upstream.put(a, List.of(a, b));
    upstream.put(b, List.of(a));

    assertThat(PartitionMapping.ByKey.ofReaders(readers).upstream()).isEqualTo(upstream);
  }

  @Test
  void mappingsReachOnlySoFar() {
    assertRefused(
        () -> new PartitionMapping.Offset(-100_001),
        "a mapping reaches at most 100,000 partitions away, but found -100,001");
    assertRefused(
        () -> new PartitionMapping.Overlapping(0, 100_001),
        "a mapping reaches at most 100,000 partitions away, but found 100,001");
    assertRefused(
        () -> PartitionMapping.byDimension().and("day", PartitionMapping.byDimension()),
        "a dimension has no dimensions itself; give it another mapping");
  }

  @Test
  void onlyMappingsOfWindowsNeedAll() {
    PartitionMapping.Overlapping week = new PartitionMapping.Overlapping(-6, 0);

    assertThat(week.needsAll()).isTrue();
    assertThat(week.allowingNonexistent().needsAll()).isFalse();
    assertThat(week.allowingNonexistent().startOffset()).isEqualTo(-6);
    assertThat(PartitionMapping.byDimension().and("day", week).needsAll()).isTrue();
    assertThat(PartitionMapping.byDimension().and("day", week.allowingNonexistent()).needsAll())
        .isFalse();
    assertThat(new PartitionMapping.All().needsAll()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2025-13-01", "2025-02-29", "2025-1-1", "yesterday", ""})
  void aDayThatIsNoneIsShownWithOneThatIs(String day) {
    String said =
        "expected a day such as 2001-01-31 or a time such as 2001-01-31T06:00, but found '%s'"
            .formatted(day);

    assertRefused(() -> Partitions.daily(day), said);
    assertRefused(() -> Partitions.cron("@daily", day), said);
    assertRefused(() -> Partitions.monthly("2025-01-01").until(day), said);
  }

  @Test
  void aTimeThatIsNoneIsShownWithOneThatIs() {
    assertRefused(
        () -> Partitions.daily("2025-01-01").at("6 o'clock"),
        "expected a time of day such as 06:00, but found '6 o'clock'");
  }

  @Test
  void aZoneThatIsNoneIsShownWithTheNearest() {
    assertRefused(
        () -> Partitions.daily("2025-01-01").in("Europe/Amsterdm"),
        "expected a time zone, but found 'Europe/Amsterdm'; did you mean 'Europe/Amsterdam'?");
    assertThat(Partitions.daily("2025-01-01").in("+02:00").zone()).hasToString("+02:00");
  }
}
