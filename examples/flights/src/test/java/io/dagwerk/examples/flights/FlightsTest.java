package io.dagwerk.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Outcome;
import io.dagwerk.examples.flights.MonthlyReport.Settings;
import io.dagwerk.examples.flights.MonthlyReport.WorstAirport;
import io.dagwerk.model.Event;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.plan.StepState;
import io.dagwerk.testing.Materialization;
import io.dagwerk.testing.Result;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The pipeline in memory: no database, small reports, the same assets and checks.
class FlightsTest {
  private static final LocalDate DAY = LocalDate.of(2001, 1, 9);

  @TempDir Path folder;
  private final Flights flights = new Flights();
  private Reports reports;

  @BeforeEach
  void twoDaysHaveLanded() {
    reports =
        new Reports(folder)
            .airports("AUS", "DFW", "SAT")
            .day("2001-01-09", "2001-01-09T08:30,AUS,SAT,66,20", "2001-01-09T09:00,SAT,AUS,66,-4")
            .day("2001-01-10", "2001-01-10T08:30,AUS,SAT,66,40", "2001-01-10T11:00,DFW,SAT,247,3");
  }

  @Test
  void daysBecomeTheReportOfTheirMonth() {
    MonthlyReport report =
        pipeline()
            .with(new Settings(2, 1))
            .on("2001-01-09", "2001-01-10")
            .value(flights.monthlyReport);

    assertThat(report)
        .isEqualTo(
            new MonthlyReport(
                2,
                4,
                59 / 4.0,
                2 / 4.0,
                List.of(
                    new WorstAirport("SAT", "Field of SAT, Town, TX", 3, 21),
                    new WorstAirport("AUS", "Field of AUS, Town, TX", 1, -4))));
  }

  @Test
  void delaysAreThoseOfTheDay() {
    assertThat(pipeline().on("2001-01-09").value(flights.dailyDelays))
        .containsExactly(
            new AirportDelays(DAY, "AUS", 1, 0, -4, -4),
            new AirportDelays(DAY, "SAT", 1, 1, 20, 20));
  }

  @Test
  void noMoreFlightsAreLoadedThanConfigured() {
    LoadedDay loaded =
        pipeline().with(new LoadSettings(1)).on("2001-01-09").value(flights.rawFlights);

    assertThat(loaded).isEqualTo(new LoadedDay(DAY, 1));
  }

  @Test
  void aMaterializationSaysHowManyFlightsItLoaded() {
    assertThat(pipeline().on("2001-01-09").materialized(flights.rawFlights))
        .singleElement()
        .satisfies(
            made -> assertThat(made.metadata().find("flights")).contains(MetadataValue.number(2)));
  }

  @Test
  void anAirportThatNobodyKnowsStopsItsDay() {
    reports.day("2001-01-09", "2001-01-09T08:30,AUS,XXX,66,20");

    Result result = checked().on("2001-01-09").run();

    assertThat(result.succeeded()).isFalse();
    assertThat(result.state("raw_flights[2001-01-09]")).isInstanceOf(StepState.Succeeded.class);
    assertThat(result.state("daily_delays[2001-01-09]")).isInstanceOf(StepState.Abandoned.class);
    assertThat(result.why("daily_delays[2001-01-09]")).contains("airports_are_known");
  }

  @Test
  void aDelayThatIsNotBelievedIsAWarningAndStopsNothing() {
    reports.day("2001-01-09", "2001-01-09T08:30,AUS,SAT,66,1575");
    Materialization run = checked().on("2001-01-09");

    assertThat(run.run().succeeded()).isTrue();
    Outcome outcome = run.outcome(flights.delaysAreWithinADay);
    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.severity()).contains(Event.Severity.WARN);
  }

  /// What a result needs, and no more.
  private Materialization pipeline() {
    return onFakes(Materialization.inMemory());
  }

  /// The report and everything upstream, with the checks on it.
  private Materialization checked() {
    return onFakes(Materialization.inMemory(flights)).select("+monthly_report");
  }

  private Materialization onFakes(Materialization run) {
    return run.with(flights.landing, reports.landing())
        .with(flights.warehouse, new InMemoryWarehouse());
  }
}
