package io.dagwerk.execution;

import io.dagwerk.model.Event;

/// The sink of one attempt: once closed, what still comes is refused, so that nothing of an attempt
/// follows its end. Thread-safe.
final class GatedSink implements EventSink {
  private final EventSink events;
  private boolean closed;

  GatedSink(EventSink events) {
    this.events = events;
  }

  @Override
  public synchronized void append(Event event) {
    if (!closed) {
      events.append(event);
    }
  }

  synchronized void close() {
    closed = true;
  }
}
