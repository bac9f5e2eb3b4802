package io.dagwerk.execution;

import io.dagwerk.model.Event;
import java.util.Optional;

/// The sink of one attempt: once closed, what still comes is refused, so that nothing of an attempt
/// follows its end. Lines that are refused go to the terminal. Thread-safe.
///
/// A closed one keeps nothing of the run alive, however long a thread holds on to it. Nobody who
/// appends waits for another who does but in the sink itself: who listens there may log for the
/// attempt too.
final class GatedSink implements EventSink {
  private Optional<EventSink> events;
  private int passing;

  GatedSink(EventSink events) {
    this.events = Optional.of(events);
  }

  @Override
  public void append(Event event) {
    Optional<EventSink> sink = enter();
    if (sink.isEmpty()) {
      Terminal.tell(event);
      return;
    }
    try {
      sink.get().append(event);
    } finally {
      leave();
    }
  }

  /// Waits in the sink, and so not in this: an end does not wait for it.
  @Override
  public void requireCurrent() {
    Optional<EventSink> sink;
    synchronized (this) {
      sink = events;
    }
    sink.ifPresent(EventSink::requireCurrent);
  }

  private synchronized Optional<EventSink> enter() {
    if (events.isPresent()) {
      passing++;
    }
    return events;
  }

  private synchronized void leave() {
    passing--;
    notifyAll();
  }

  /// Refuses what comes from now on, and waits until the sink has taken what came before. An
  /// interrupt changes nothing about that and is kept.
  synchronized void close() {
    events = Optional.empty();
    boolean interrupted = false;
    while (passing > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
