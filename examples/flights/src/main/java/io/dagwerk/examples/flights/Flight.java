package io.dagwerk.examples.flights;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/// One flight, as its carrier reported it.
///
/// @param departure in the local time of the origin
/// @param origin the airport's IATA code
/// @param destination the airport's IATA code
/// @param distance in miles
/// @param delay of the arrival, in minutes; negative when it was early
record Flight(LocalDateTime departure, String origin, String destination, int distance, int delay) {
  /// The columns of a file of flights.
  static final List<String> COLUMNS =
      List.of("departure", "origin", "destination", "distance", "delay");

  /// The flight that a line of a file says.
  ///
  /// @throws RuntimeException when a field is not what its column holds
  static Flight of(List<String> fields) {
    return new Flight(
        LocalDateTime.parse(fields.get(0)),
        fields.get(1),
        fields.get(2),
        Integer.parseInt(fields.get(3)),
        Integer.parseInt(fields.get(4)));
  }

  LocalDate day() {
    return departure.toLocalDate();
  }
}
