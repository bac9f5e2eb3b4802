package io.dagwerk.graphql;

import io.dagwerk.daemon.Operations;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import java.time.Duration;
import java.util.List;

/// Reads the log of a run where it grows, and waits for more. Thread-safe.
final class Tail {
  private final Operations operations;

  Tail(Operations operations) {
    this.operations = operations;
  }

  /// A part of the log of a run.
  ///
  /// @param after the position to go on after
  /// @param isWhole whether the run has ended and no event comes after these
  record EventPage(List<RecordedEvent> events, long after, boolean isWhole) {}

  /// The events after a position, as soon as there is one; none when none came while it waited, or
  /// none can come any more.
  EventPage read(RunId run, long after, int limit, Duration wait) {
    if (wait.isZero()) {
      return read(run, after, limit);
    }
    long deadline = System.nanoTime() + wait.toNanos();
    try (Wakes wakes = new Wakes(operations)) {
      EventPage page = read(run, after, limit);
      while (page.events().isEmpty() && !page.isWhole() && System.nanoTime() < deadline) {
        wakes.await(Duration.ofNanos(deadline - System.nanoTime()));
        page = read(run, after, limit);
      }
      return page;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return read(run, after, limit);
    }
  }

  private EventPage read(RunId run, long after, int limit) {
    // In this order: an event that comes between the two is read.
    boolean hasEnded = operations.find(run).map(found -> found.status().isFinal()).orElse(true);
    List<RecordedEvent> events = operations.events(run, after, limit);
    long last = events.isEmpty() ? after : events.getLast().position();
    return new EventPage(events, last, hasEnded && events.size() < limit);
  }
}
