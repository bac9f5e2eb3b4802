package io.dagwerk.examples.flights;

import static io.dagwerk.examples.flights.Reports.flight;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Outcome;
import io.dagwerk.examples.flights.FlightChecks.DelayLimit;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The checks are functions: they are tested by calling them.
class FlightChecksTest {
  private static final LocalDate DAY = LocalDate.of(2001, 1, 9);

  private final Warehouse warehouse = new InMemoryWarehouse();

  @Test
  void anAirportThatNobodyKnowsIsNamed() throws Exception {
    LoadedDay loaded = load(flight(DAY, "AUS", "XXX", 0));
    Airport austin = new Airport("AUS", "Bergstrom", "Austin", "TX", "USA", 30.2, -97.7);

    Outcome outcome = FlightChecks.airportsAreKnown(loaded, List.of(austin), warehouse);

    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.description()).isEqualTo("airports that nobody knows: XXX");
  }

  @ParameterizedTest
  @CsvSource({"1440, true", "1441, false", "-1440, true", "-1441, false"})
  void aDelayOfUpToOneDayIsBelieved(int delay, boolean passes) throws Exception {
    LoadedDay loaded = load(flight(DAY, "AUS", "SAT", delay));

    Outcome outcome = FlightChecks.delaysAreWithinADay(loaded, warehouse, new DelayLimit(1440));

    assertThat(outcome.passed()).isEqualTo(passes);
  }

  @Test
  void theWorstDelayIsShown() throws Exception {
    LoadedDay loaded = load(flight(DAY, "AUS", "SAT", 1_500), flight(DAY, "AUS", "DFW", 1_600));

    Outcome outcome = FlightChecks.delaysAreWithinADay(loaded, warehouse, new DelayLimit(1440));

    assertThat(outcome.description())
        .isEqualTo("2 beyond 1440 minutes, such as AUS to DFW at 12:00: 1600");
  }

  @Test
  void aFlightThatIsReportedTwiceIsCounted() throws Exception {
    LoadedDay loaded = load(flight(DAY, "AUS", "SAT", 1), flight(DAY, "AUS", "SAT", 1));

    Outcome outcome = FlightChecks.flightsAreReportedOnce(loaded, warehouse);

    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.description()).isEqualTo("1 of 2 flights say the same as another");
  }

  @Test
  void flightsThatAreNotCountedAreMissed() {
    Outcome outcome =
        FlightChecks.everyFlightIsCounted(
            new LoadedDay(DAY, 3), List.of(new AirportDelays(DAY, "AUS", 2, 0, 10, 5)));

    assertThat(outcome.passed()).isFalse();
    assertThat(outcome.description()).isEqualTo("2 flights are counted, 3 were loaded");
  }

  private LoadedDay load(Flight... flights) throws Exception {
    return new LoadedDay(DAY, warehouse.replace(DAY, Stream.of(flights)));
  }
}
