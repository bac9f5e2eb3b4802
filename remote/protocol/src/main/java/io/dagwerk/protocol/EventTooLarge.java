package io.dagwerk.protocol;

import io.dagwerk.model.Event;

/// An event takes more bytes than a message may have, and nothing in it can be left out.
public final class EventTooLarge extends RuntimeException {
  private static final long serialVersionUID = 1;

  EventTooLarge(Event event, int bytes) {
    super(
        "the event %s%s takes %,d bytes, but at most %,d can be sent; let it name less, such as fewer or shorter keys of a fan-out"
            .formatted(
                event.getClass().getSimpleName(),
                event instanceof Event.OfStep of ? " of step '%s'".formatted(of.step()) : "",
                bytes,
                Protocol.LARGEST_EVENT));
  }
}
