package io.dagwerk.definitions;

/// A definition and the field that declares it.
///
/// @param where such as `Flights.rawFlights`
public record Declared(Definition definition, String where) {}
