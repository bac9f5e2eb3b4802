package io.dagwerk.examples.flights;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Stream;

/// Where the flights are kept and counted. Thread-safe: days are loaded at the same time.
interface Warehouse {
  /// Keeps the flights of a day in place of those it had, all or none of them.
  ///
  /// @return how many there are
  /// @throws Exception when they cannot be kept; the day is then as it was
  long replace(LocalDate day, Stream<Flight> flights) throws Exception;

  /// The delays of a day by the airport of arrival, in the order of its code.
  List<AirportDelays> delays(LocalDate day) throws Exception;

  /// The routes of some days, the busiest first.
  List<RouteStatistics> routes(Collection<LocalDate> days) throws Exception;

  /// The airports from or to which a flight of the day goes, in order.
  SequencedSet<String> airports(LocalDate day) throws Exception;

  /// The flights of a day that arrived more than so many minutes late or early, the worst first.
  List<Flight> beyond(LocalDate day, int minutes) throws Exception;

  /// How many flights of a day say the same as another one.
  long repeated(LocalDate day) throws Exception;
}
