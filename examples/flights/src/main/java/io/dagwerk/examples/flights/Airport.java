package io.dagwerk.examples.flights;

import java.util.List;

/// An airport of the United States.
///
/// @param code its IATA code
record Airport(
    String code,
    String name,
    String city,
    String state,
    String country,
    double latitude,
    double longitude) {
  /// The columns of the file of airports.
  static final List<String> COLUMNS =
      List.of("iata", "name", "city", "state", "country", "latitude", "longitude");

  /// The airport that a line of the file says.
  ///
  /// @throws RuntimeException when a field is not what its column holds
  static Airport of(List<String> fields) {
    return new Airport(
        fields.get(0),
        fields.get(1),
        fields.get(2),
        fields.get(3),
        fields.get(4),
        Double.parseDouble(fields.get(5)),
        Double.parseDouble(fields.get(6)));
  }
}
