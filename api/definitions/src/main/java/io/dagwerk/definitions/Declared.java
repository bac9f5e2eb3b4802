package io.dagwerk.definitions;

/// A definition and the field that declares it.
///
/// @param where such as `Flights.rawFlights`, or `Flights.jobs[3]` for an element of a list
public record Declared(Definition definition, String where) {}
