package io.dagwerk.examples.flights;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.definitions.Outcome;
import java.util.List;
import java.util.SequencedSet;
import java.util.TreeSet;

/// The rules by which the flights of a day are judged.
final class FlightChecks {
  private FlightChecks() {}

  /// How long a delay may be.
  record DelayLimit(
      @Doc("Minutes late or early beyond which a delay is not believed") @Default("1440")
          int minutes) {}

  static Outcome airportsAreKnown(LoadedDay loaded, List<Airport> airports, Warehouse warehouse)
      throws Exception {
    SequencedSet<String> unknown = new TreeSet<>(warehouse.airports(loaded.day()));
    airports.forEach(airport -> unknown.remove(airport.code()));
    return Outcome.passedIf(
            unknown.isEmpty(),
            unknown.isEmpty()
                ? "all airports are known"
                : "airports that nobody knows: " + String.join(", ", unknown))
        .with("unknown", unknown.size());
  }

  static Outcome delaysAreWithinADay(LoadedDay loaded, Warehouse warehouse, DelayLimit limit)
      throws Exception {
    List<Flight> beyond = warehouse.beyond(loaded.day(), limit.minutes());
    return Outcome.passedIf(
            beyond.isEmpty(),
            beyond.isEmpty()
                ? "no delay is beyond %d minutes".formatted(limit.minutes())
                : "%d beyond %d minutes, such as %s"
                    .formatted(beyond.size(), limit.minutes(), shown(beyond.getFirst())))
        .with("flights", beyond.size());
  }

  static Outcome flightsAreReportedOnce(LoadedDay loaded, Warehouse warehouse) throws Exception {
    long repeated = warehouse.repeated(loaded.day());
    return Outcome.passedIf(
            repeated == 0,
            repeated == 0
                ? "every flight is reported once"
                : "%d of %d flights say the same as another".formatted(repeated, loaded.flights()))
        .with("flights", repeated);
  }

  static Outcome everyFlightIsCounted(LoadedDay loaded, List<AirportDelays> delays) {
    long counted = delays.stream().mapToLong(AirportDelays::flights).sum();
    return Outcome.passedIf(
        counted == loaded.flights(),
        "%d flights are counted, %d were loaded".formatted(counted, loaded.flights()));
  }

  private static String shown(Flight flight) {
    return "%s to %s at %s: %d"
        .formatted(
            flight.origin(),
            flight.destination(),
            flight.departure().toLocalTime(),
            flight.delay());
  }
}
