package io.dagwerk.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.dagwerk.examples.flights.MonthlyReport.Settings;
import io.dagwerk.examples.flights.MonthlyReport.WorstAirport;
import io.dagwerk.model.PartitionKey;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The report is a function of the days of a month.
class MonthlyReportTest {
  private static final LocalDate DAY = LocalDate.of(2001, 1, 9);
  private static final LocalDate NEXT = LocalDate.of(2001, 1, 10);
  private static final Map<PartitionKey, List<AirportDelays>> DAYS =
      Map.of(
          PartitionKey.of("2001-01-09"),
          List.of(
              new AirportDelays(DAY, "AUS", 100, 10, 500, 60),
              new AirportDelays(DAY, "SAT", 10, 10, 1_000, 300)),
          PartitionKey.of("2001-01-10"),
          List.of(new AirportDelays(NEXT, "AUS", 300, 30, 700, 50)));

  @Test
  void daysAddUpToTheMonth() {
    MonthlyReport report = MonthlyReport.of(DAYS, List.of(), new Settings(5, 1));

    assertThat(report.days()).isEqualTo(2);
    assertThat(report.flights()).isEqualTo(410);
    assertThat(report.meanDelay()).isEqualTo(2_200 / 410.0);
    assertThat(report.lateShare()).isEqualTo(50 / 410.0);
  }

  @Test
  void theWorstAirportsComeFirst() {
    MonthlyReport report = MonthlyReport.of(DAYS, List.of(), new Settings(5, 1));

    assertThat(report.worstAirports())
        .extracting(WorstAirport::code, WorstAirport::meanDelay)
        .containsExactly(tuple("SAT", 100.0), tuple("AUS", 3.0));
  }

  @Test
  void anAirportOfFewFlightsIsNotNamed() {
    MonthlyReport report = MonthlyReport.of(DAYS, List.of(), new Settings(5, 11));

    assertThat(report.worstAirports()).extracting(WorstAirport::code).containsExactly("AUS");
  }

  @Test
  void airportsAreNamedWithTheirCity() {
    Airport austin = new Airport("AUS", "Bergstrom", "Austin", "TX", "USA", 30.2, -97.7);

    MonthlyReport report = MonthlyReport.of(DAYS, List.of(austin), new Settings(2, 1));

    assertThat(report.worstAirports())
        .extracting(WorstAirport::name)
        .containsExactly("SAT", "Bergstrom, Austin, TX");
  }
}
