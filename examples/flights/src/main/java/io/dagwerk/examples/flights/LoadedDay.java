package io.dagwerk.examples.flights;

import java.time.LocalDate;

/// A day whose flights lie in the warehouse. The flights themselves stay there.
///
/// @param flights how many there are
record LoadedDay(LocalDate day, long flights) {}
