package io.dagwerk.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.testsupport.Covers;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronTest {
  private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");

  /// The ticks after an instant, as clocks of the zone show them with their offset.
  private static List<String> ticks(String cron, String zone, String after, int count) {
    List<String> found = new ArrayList<>();
    Instant at = OffsetDateTime.parse(after).toInstant();
    for (int i = 0; i < count; i++) {
      at = Cron.parse(cron).next(at, ZoneId.of(zone));
      found.add(at.atZone(ZoneId.of(zone)).toOffsetDateTime().toString());
    }
    return found;
  }

  @ParameterizedTest
  @Covers("S11.2")
  @CsvSource(
      delimiter = ';',
      value = {
        "0 6 * * MON-FRI         ; 2024-03-01T06:00Z 2024-03-04T06:00Z",
        "0 6 * * 1-5             ; 2024-03-01T06:00Z 2024-03-04T06:00Z",
        "*/15 9,17 * * *         ; 2024-03-01T09:00Z 2024-03-01T09:15Z",
        "5/25 * * * *            ; 2024-03-01T00:05Z 2024-03-01T00:30Z 2024-03-01T00:55Z",
        "10-40/20 0 * * *        ; 2024-03-01T00:10Z 2024-03-01T00:30Z 2024-03-02T00:10Z",
        "30 10 0 1 * ?           ; 2024-03-01T00:10:30Z 2024-04-01T00:10:30Z",
        "0 0 1 jan,Jul *         ; 2024-07-01T00:00Z 2025-01-01T00:00Z",
        "0 0 * JUN-AUG/2 7       ; 2024-06-02T00:00Z 2024-06-09T00:00Z",
        "0 0 L * *               ; 2024-03-31T00:00Z 2024-04-30T00:00Z",
        "0 0 15,L 2 *            ; 2025-02-15T00:00Z 2025-02-28T00:00Z 2026-02-15T00:00Z",
        "0 0 * * 5L              ; 2024-03-29T00:00Z 2024-04-26T00:00Z",
        "0 0 * * friL            ; 2024-03-29T00:00Z 2024-04-26T00:00Z",
        "0 0 ? * MON#2           ; 2024-03-11T00:00Z 2024-04-08T00:00Z",
        "0 0 * * 0#1,WED#5       ; 2024-03-03T00:00Z 2024-04-07T00:00Z 2024-05-05T00:00Z",
        "0 22-2/2 * * *          ; 2024-03-01T02:00Z 2024-03-01T22:00Z 2024-03-02T00:00Z",
        "0 0 * * SAT-MON         ; 2024-03-02T00:00Z 2024-03-03T00:00Z 2024-03-04T00:00Z",
        "0 0 * * 6-7             ; 2024-03-02T00:00Z 2024-03-03T00:00Z 2024-03-09T00:00Z",
        "0 0 30-2 NOV-JAN *      ; 2024-11-01T00:00Z 2024-11-02T00:00Z 2024-11-30T00:00Z",
        "@hourly                 ; 2024-03-01T01:00Z 2024-03-01T02:00Z",
        "@daily                  ; 2024-03-02T00:00Z 2024-03-03T00:00Z",
        "@midnight               ; 2024-03-02T00:00Z 2024-03-03T00:00Z",
        "@Weekly                 ; 2024-03-03T00:00Z 2024-03-10T00:00Z",
        "@monthly                ; 2024-04-01T00:00Z 2024-05-01T00:00Z",
        "@yearly                 ; 2025-01-01T00:00Z 2026-01-01T00:00Z",
        "@annually               ; 2025-01-01T00:00Z 2026-01-01T00:00Z"
      })
  void everyFormIsRead(String cron, String expected) {
    String[] ticks = expected.split(" ");

    assertThat(ticks(cron, "UTC", "2024-03-01T00:00Z", ticks.length)).containsExactly(ticks);
  }

  @Test
  void aDayIsNamedByEitherFieldWhereBothAreRestricted() {
    assertThat(ticks("0 0 13 * FRI", "UTC", "2024-09-10T00:00Z", 3))
        .containsExactly("2024-09-13T00:00Z", "2024-09-20T00:00Z", "2024-09-27T00:00Z");
    assertThat(ticks("0 0 13 * FRI", "UTC", "2024-10-11T00:00Z", 2))
        .containsExactly("2024-10-13T00:00Z", "2024-10-18T00:00Z");
    assertThat(ticks("0 0 1-31 * FRI", "UTC", "2024-10-11T00:00Z", 1))
        .containsExactly("2024-10-18T00:00Z");
    assertThat(ticks("0 0 13 * 0-6", "UTC", "2024-10-11T00:00Z", 2))
        .containsExactly("2024-10-13T00:00Z", "2024-11-13T00:00Z");
  }

  @Test
  @Covers("S33.3")
  void aSkippedTimeFiresAtTheNextInstantAndARepeatedOneAtItsFirstShowing() {
    assertThat(ticks("30 2 * * *", "America/New_York", "2024-03-09T02:30-05:00", 2))
        .containsExactly("2024-03-10T03:00-04:00", "2024-03-11T02:30-04:00");
    assertThat(ticks("30 1 * * *", "America/New_York", "2024-11-02T12:00-04:00", 2))
        .containsExactly("2024-11-03T01:30-04:00", "2024-11-04T01:30-05:00");
    assertThat(ticks("30 2 * * *", "America/New_York", "2024-11-02T12:00-04:00", 2))
        .containsExactly("2024-11-03T02:30-05:00", "2024-11-04T02:30-05:00");
  }

  @Test
  @Covers("S33.3")
  void tenYearsOfADailyTickHaveNoGapAndNoDuplicate() {
    Instant start = Instant.parse("2020-01-01T00:00:00Z");
    Instant end = Instant.parse("2030-01-01T00:00:00Z");

    assertThat(
            Cron.parse("30 2 * * *")
                .between(start, end, NEW_YORK)
                .map(tick -> LocalDate.ofInstant(tick, NEW_YORK)))
        .containsExactlyElementsOf(
            LocalDate.of(2020, 1, 1).datesUntil(LocalDate.of(2030, 1, 1)).toList());
  }

  @Test
  void severalSkippedTimesFireTogetherOnce() {
    assertThat(ticks("0,15,30 2,3 * * *", "Europe/Amsterdam", "2024-03-30T12:00+01:00", 3))
        .containsExactly(
            "2024-03-31T03:00+02:00", "2024-03-31T03:15+02:00", "2024-03-31T03:30+02:00");
  }

  @Test
  void everyRealHalfHourFiresWhereEveryHourIsNamed() {
    assertThat(ticks("*/30 * * * *", "America/New_York", "2024-11-03T01:00-04:00", 4))
        .containsExactly(
            "2024-11-03T01:30-04:00",
            "2024-11-03T01:00-05:00",
            "2024-11-03T01:30-05:00",
            "2024-11-03T02:00-05:00");
    assertThat(ticks("*/30 * * * *", "America/New_York", "2024-03-10T01:00-05:00", 2))
        .containsExactly("2024-03-10T01:30-05:00", "2024-03-10T03:00-04:00");
    assertThat(ticks("15 0-23 * * *", "America/New_York", "2024-03-10T01:15-05:00", 1))
        .containsExactly("2024-03-10T03:15-04:00");
  }

  @Test
  void aDayThatACountrySkipsFiresAtTheBeginOfTheNext() {
    assertThat(ticks("0 6 * * *", "Pacific/Apia", "2011-12-29T06:00-10:00", 2))
        .containsExactly("2011-12-31T00:00+14:00", "2011-12-31T06:00+14:00");
  }

  @Test
  void decadesWithoutATickAreCrossed() {
    assertThat(ticks("0 0 29 2 *", "UTC", "2096-03-01T00:00Z", 2))
        .containsExactly("2104-02-29T00:00Z", "2108-02-29T00:00Z");
    assertThat(ticks("0 0 ? 2 MON#5", "UTC", "2072-02-29T00:00Z", 1))
        .containsExactly("2112-02-29T00:00Z");
    assertThat(ticks("0 0 29 2 MON#5", "UTC", "1896-03-01T00:00Z", 1))
        .containsExactly("1904-02-29T00:00Z");
    assertThat(ticks("0 * 29 2 *", "America/New_York", "2096-03-01T00:00-05:00", 1))
        .containsExactly("2104-02-29T00:00-05:00");
    assertThat(
            Cron.parse("0 * ? 2 MON#5").previous(Instant.parse("2112-01-01T00:00:00Z"), NEW_YORK))
        .isEqualTo(Instant.parse("2072-03-01T04:00:00Z"));
  }

  @Test
  void anInstantIsItsOwnTickOrNot() {
    Cron cron = Cron.parse("0 6 * * *");
    Instant six = Instant.parse("2024-03-01T06:00:00Z");

    assertThat(cron.atOrAfter(six, ZoneOffset.UTC)).isEqualTo(six);
    assertThat(cron.atOrBefore(six, ZoneOffset.UTC)).isEqualTo(six);
    assertThat(cron.atOrAfter(six.plusMillis(1), ZoneOffset.UTC)).isEqualTo("2024-03-02T06:00:00Z");
    assertThat(cron.atOrBefore(six.minusMillis(1), ZoneOffset.UTC))
        .isEqualTo("2024-02-29T06:00:00Z");
    assertThat(cron.isAt(six, ZoneOffset.UTC)).isTrue();
    assertThat(cron.isAt(six.plusMillis(1), ZoneOffset.UTC)).isFalse();
  }

  @Test
  void aSpanHasTheTicksAfterItsStartUpToItsEnd() {
    assertThat(
            Cron.parse("@hourly")
                .between(
                    Instant.parse("2024-03-01T06:00:00Z"),
                    Instant.parse("2024-03-01T08:00:00Z"),
                    ZoneOffset.UTC))
        .containsExactly(
            Instant.parse("2024-03-01T07:00:00Z"), Instant.parse("2024-03-01T08:00:00Z"));
  }

  @Test
  void severalExpressionsTickTogetherOnce() {
    Crons crons = Crons.parse(List.of("0 6 * * *", "0 6,18 * * MON"));
    Instant monday = Instant.parse("2024-03-04T00:00:00Z");

    assertThat(crons.between(monday, monday.plusSeconds(2 * 86_400), ZoneOffset.UTC))
        .containsExactly(
            Instant.parse("2024-03-04T06:00:00Z"),
            Instant.parse("2024-03-04T18:00:00Z"),
            Instant.parse("2024-03-05T06:00:00Z"));
    assertThat(crons.previous(monday.plusSeconds(86_400), ZoneOffset.UTC))
        .isEqualTo("2024-03-04T18:00:00Z");
    assertThatThrownBy(() -> new Crons(List.of()))
        .hasMessage("expected one or more cron expressions, but found none");
  }

  @Test
  void aLocalTimeIsTheInstantAtWhichClocksFirstShowOrPassIt() {
    assertThat(Ticks.instantOf(LocalDateTime.parse("2024-03-10T02:30"), NEW_YORK))
        .isEqualTo("2024-03-10T07:00:00Z");
    assertThat(Ticks.instantOf(LocalDateTime.parse("2024-11-03T01:30"), NEW_YORK))
        .isEqualTo("2024-11-03T05:30:00Z");
    assertThat(Ticks.instantOf(LocalDateTime.parse("2024-11-03T02:00"), NEW_YORK))
        .isEqualTo("2024-11-03T07:00:00Z");
  }

  @Test
  void anExpressionIsKnownByItsText() {
    assertThat(Cron.parse(" 0 6 * * * "))
        .isEqualTo(Cron.parse("0 6 * * *"))
        .hasSameHashCodeAs(Cron.parse("0 6 * * *"))
        .hasToString("0 6 * * *")
        .isNotEqualTo(Cron.parse("0 7 * * *"));
    assertThat(Cron.parse("@daily").text()).isEqualTo("@daily");
  }
}
