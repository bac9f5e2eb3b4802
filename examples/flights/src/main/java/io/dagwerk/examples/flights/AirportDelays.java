package io.dagwerk.examples.flights;

import java.time.LocalDate;

/// How punctual the arrivals at one airport were on one day: a row of the table `daily_delays`.
///
/// It holds sums and no means, because sums of days add up to those of a month.
///
/// @param flights how many arrived
/// @param late how many of them a quarter of an hour late or more
/// @param delayMinutes all delays together; early arrivals count against late ones
/// @param longestDelay in minutes
record AirportDelays(
    LocalDate day, String airport, long flights, long late, long delayMinutes, int longestDelay) {
  /// From how many minutes on an arrival counts as late in the statistics of the United States.
  static final int LATE = 15;

  /// The delays of one flight alone.
  static AirportDelays of(Flight flight) {
    return new AirportDelays(
        flight.day(),
        flight.destination(),
        1,
        flight.delay() >= LATE ? 1 : 0,
        flight.delay(),
        flight.delay());
  }

  /// These delays and others of the same airport, under this day.
  AirportDelays plus(AirportDelays other) {
    return new AirportDelays(
        day,
        airport,
        flights + other.flights,
        late + other.late,
        delayMinutes + other.delayMinutes,
        Math.max(longestDelay, other.longestDelay));
  }

  /// The mean delay in minutes.
  double meanDelay() {
    return (double) delayMinutes / flights;
  }
}
