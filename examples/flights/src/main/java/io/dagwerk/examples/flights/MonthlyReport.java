package io.dagwerk.examples.flights;

import static java.util.Comparator.comparingDouble;

import io.dagwerk.config.Default;
import io.dagwerk.config.Doc;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.PartitionKey;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What the flights of a month come to.
///
/// @param days how many days of the month are in it
/// @param meanDelay in minutes
/// @param lateShare of the flights that were a quarter of an hour late or more, from 0 to 1
/// @param worstAirports those with the longest mean delay, the worst first
record MonthlyReport(
    int days, long flights, double meanDelay, double lateShare, List<WorstAirport> worstAirports) {
  /// An airport at which arrivals were late.
  ///
  /// @param name with its city and state
  record WorstAirport(String code, String name, long flights, double meanDelay) {}

  /// What is in the report.
  record Settings(
      @Doc("How many of the worst airports are named") @Default("5") int worst,
      @Doc("An airport with fewer arrivals in the month is not named") @Default("100")
          int fewestFlights) {
    Settings {
      if (worst < 1) {
        throw new IllegalArgumentException("worst must be at least 1, but is " + worst);
      }
    }
  }

  /// The report of the days that are there.
  ///
  /// @throws IllegalArgumentException when there are none
  static MonthlyReport of(
      Map<PartitionKey, List<AirportDelays>> days, List<Airport> airports, Settings settings) {
    Collection<AirportDelays> byAirport = byAirport(days.values());
    AirportDelays all =
        byAirport.stream()
            .reduce(AirportDelays::plus)
            .orElseThrow(() -> new IllegalArgumentException("no day of the month has a flight"));
    return new MonthlyReport(
        days.size(),
        all.flights(),
        all.meanDelay(),
        (double) all.late() / all.flights(),
        worst(byAirport, airports, settings));
  }

  /// The report in short, for whoever looks at its materialization.
  Metadata facts() {
    List<List<String>> worst =
        worstAirports.stream()
            .map(airport ->
                List.of(
                    airport.code(),
                    airport.name(),
                    String.format(Locale.ROOT, "%,d", airport.flights()),
                    String.format(Locale.ROOT, "%.1f", airport.meanDelay())))
            .toList();
    return Metadata.of("days", days)
        .and("flights", flights)
        .and("mean delay", meanDelay)
        .and("late share", lateShare)
        .and("late from", AirportDelays.LATE)
        .and(
            "worst airports",
            new MetadataValue.Table(List.of("airport", "name", "flights", "mean delay"), worst));
  }

  private static Collection<AirportDelays> byAirport(Collection<List<AirportDelays>> days) {
    Map<String, AirportDelays> byAirport = new TreeMap<>();
    for (List<AirportDelays> day : days) {
      for (AirportDelays delays : day) {
        byAirport.merge(delays.airport(), delays, AirportDelays::plus);
      }
    }
    return byAirport.values();
  }

  private static List<WorstAirport> worst(
      Collection<AirportDelays> byAirport, List<Airport> airports, Settings settings) {
    Map<String, Airport> byCode =
        airports.stream().collect(Collectors.toMap(Airport::code, Function.identity()));
    return byAirport.stream()
        .filter(delays -> delays.flights() >= settings.fewestFlights())
        .sorted(comparingDouble(AirportDelays::meanDelay).reversed())
        .limit(settings.worst())
        .map(delays ->
            new WorstAirport(
                delays.airport(),
                nameOf(delays.airport(), byCode),
                delays.flights(),
                delays.meanDelay()))
        .toList();
  }

  private static String nameOf(String code, Map<String, Airport> byCode) {
    Airport airport = byCode.get(code);
    return airport == null
        ? code
        : "%s, %s, %s".formatted(airport.name(), airport.city(), airport.state());
  }
}
