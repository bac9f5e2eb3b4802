package io.dagwerk.spi;

import java.time.Instant;
import java.util.List;

/// An event on its way into the log of its run, with what it changes.
///
/// @param at when it happened, in microseconds
/// @param event as its sender encoded it
public record Entry(Instant at, Bytes event, List<Change> changes) {
  /// The most bytes of one event; longer logs and values are cut by who sends them.
  public static final int MOST_BYTES = 1 << 20;

  /// @throws IllegalArgumentException for an event of more than [#MOST_BYTES]
  public Entry {
    changes = List.copyOf(changes);
    if (event.size() > MOST_BYTES) {
      throw new IllegalArgumentException(
          "an event has at most %,d bytes, but found %,d; send less of it"
              .formatted(MOST_BYTES, event.size()));
    }
  }

  /// An event that changes nothing.
  public static Entry of(Instant at, Bytes event) {
    return new Entry(at, event, List.of());
  }
}
