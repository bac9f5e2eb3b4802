package io.dagwerk.examples.flights;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;
import static java.util.stream.Collectors.groupingBy;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A warehouse of Java collections, for tests and for a look at the pipeline without a database.
final class InMemoryWarehouse implements Warehouse {
  private final Map<LocalDate, List<Flight>> days = new ConcurrentHashMap<>();

  @Override
  public long replace(LocalDate day, Stream<Flight> flights) {
    List<Flight> kept = flights.toList();
    days.put(day, kept);
    return kept.size();
  }

  @Override
  public List<AirportDelays> delays(LocalDate day) {
    Map<String, AirportDelays> byAirport = new TreeMap<>();
    for (Flight flight : flights(day)) {
      byAirport.merge(flight.destination(), AirportDelays.of(flight), AirportDelays::plus);
    }
    return List.copyOf(byAirport.values());
  }

  @Override
  public List<RouteStatistics> routes(Collection<LocalDate> ofDays) {
    return ofDays.stream()
        .flatMap(day -> flights(day).stream())
        .collect(groupingBy(flight -> List.of(flight.origin(), flight.destination())))
        .values()
        .stream()
        .map(InMemoryWarehouse::route)
        .sorted(
            comparingLong(RouteStatistics::flights)
                .reversed()
                .thenComparing(RouteStatistics::origin)
                .thenComparing(RouteStatistics::destination))
        .toList();
  }

  @Override
  public SequencedSet<String> airports(LocalDate day) {
    return flights(day).stream()
        .flatMap(flight -> Stream.of(flight.origin(), flight.destination()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public List<Flight> beyond(LocalDate day, int minutes) {
    return flights(day).stream()
        .filter(flight -> Math.abs(flight.delay()) > minutes)
        .sorted(
            comparingInt((Flight flight) -> Math.abs(flight.delay()))
                .reversed()
                .thenComparing(comparing(Flight::departure)))
        .toList();
  }

  @Override
  public long repeated(LocalDate day) {
    List<Flight> flights = flights(day);
    return (long) flights.size() - new HashSet<>(flights).size();
  }

  private List<Flight> flights(LocalDate day) {
    return days.getOrDefault(day, List.of());
  }

  private static RouteStatistics route(List<Flight> flights) {
    Flight one = flights.getFirst();
    return new RouteStatistics(
        one.origin(),
        one.destination(),
        one.distance(),
        flights.size(),
        flights.stream().mapToInt(Flight::delay).average().orElse(0));
  }
}
