package io.dagwerk.automation.condition;

import java.time.Instant;

/// Where in history something is.
///
/// @param position of an event in the commit-ordered log, from 1; [#OF_TIME] for what time brings,
///   such as a tick
/// @param at when it was recorded, or came about
public record Place(long position, Instant at) {
  /// The position of what is not in the log.
  public static final long OF_TIME = 0;

  public static Place of(long position, Instant at) {
    return new Place(position, at);
  }

  static Place ofTime(Instant at) {
    return new Place(OF_TIME, at);
  }

  /// Whether this was there for who began to read at a place. Events are compared by position; only
  /// what is not in the log is compared by the clock.
  boolean isSeenFrom(Place reading) {
    return (position == OF_TIME || reading.position == OF_TIME)
        ? !at.isAfter(reading.at)
        : position <= reading.position;
  }
}
