package io.dagwerk.execution;

import io.dagwerk.model.Event;
import java.util.Optional;

/// The sink of one attempt: once closed, what still comes is refused, so that nothing of an attempt
/// follows its end. Lines that are refused go to the terminal. Thread-safe.
///
/// A closed one keeps nothing of the run alive, however long a thread holds on to it.
final class GatedSink implements EventSink {
  private Optional<EventSink> events;

  GatedSink(EventSink events) {
    this.events = Optional.of(events);
  }

  @Override
  public void append(Event event) {
    if (!passed(event)) {
      Terminal.tell(event);
    }
  }

  private synchronized boolean passed(Event event) {
    events.ifPresent(sink -> sink.append(event));
    return events.isPresent();
  }

  synchronized void close() {
    events = Optional.empty();
  }
}
