package io.dagwerk.examples.flights;

/// How busy and punctual one route was in a month: a row of the table `route_statistics`.
///
/// @param distance in miles
/// @param flights how many there were
/// @param meanDelay in minutes
record RouteStatistics(
    String origin, String destination, int distance, long flights, double meanDelay) {}
