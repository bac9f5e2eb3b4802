package io.dagwerk.spi;

import java.time.Instant;
import java.util.Optional;

/// A part of time, open where a side is not said. Immutable.
///
/// @param from the first instant in it
/// @param to the first instant after it
public record Span(Optional<Instant> from, Optional<Instant> to) {
  public static Span always() {
    return new Span(Optional.empty(), Optional.empty());
  }

  public static Span of(Instant from, Instant to) {
    return new Span(Optional.of(from), Optional.of(to));
  }

  public boolean contains(Instant at) {
    return from.map(first -> !at.isBefore(first)).orElse(true) && to.map(at::isBefore).orElse(true);
  }

  /// Whether it contains the instant; what is not there is contained by what is open on both sides
  /// alone.
  boolean contains(Optional<Instant> at) {
    return at.map(this::contains).orElse(from.isEmpty() && to.isEmpty());
  }
}
