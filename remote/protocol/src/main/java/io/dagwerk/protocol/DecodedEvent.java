package io.dagwerk.protocol;

import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import java.time.Instant;
import java.util.Optional;

/// What the bytes of an event say.
public sealed interface DecodedEvent {
  /// When it happened, in microseconds.
  Instant at();

  /// The event, or a line that stands for it where events are shown.
  Event shown();

  /// An event that this version understands.
  record Known(Instant at, Event event) implements DecodedEvent {
    @Override
    public Event shown() {
      return event;
    }
  }

  /// An event of a later version. It is kept as the bytes that it came in, and changes no status.
  ///
  /// @param step that it happened to; empty for one of the run
  /// @param what tells it from others, such as `of kind 93`
  record Unknown(Instant at, Optional<StepKey> step, String what) implements DecodedEvent {
    @Override
    public Event shown() {
      return new Event.Logged(
          step,
          Event.Level.WARN,
          "dagwerk",
          "an event %s, which this version does not know; update Dagwerk to see it".formatted(what),
          Optional.empty());
    }
  }
}
