package io.dagwerk.graphql;

import io.dagwerk.daemon.Operations;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.Journal;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Reads the log of a run where it grows, and waits for more. Thread-safe.
final class Tail {
  /// How long it may take until an event that another host has stored is seen.
  private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(1).toNanos();

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
    Semaphore woken = new Semaphore(0);
    long deadline = System.nanoTime() + wait.toNanos();
    try (Journal.Watch _ = operations.watch(woken::release)) {
      EventPage page = read(run, after, limit);
      while (page.events().isEmpty() && !page.isWhole() && waits(woken, deadline)) {
        page = read(run, after, limit);
      }
      return page;
    }
  }

  /// Waits until it is worth looking again; false when the time is over.
  private static boolean waits(Semaphore woken, long deadline) {
    long left = deadline - System.nanoTime();
    if (left <= 0) {
      return false;
    }
    try {
      if (woken.tryAcquire(Math.min(left, LOOK_AGAIN_NANOS), TimeUnit.NANOSECONDS)) {
        woken.drainPermits();
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
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
