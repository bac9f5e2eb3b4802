package io.dagwerk.runhost;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/// Clocks that go when they are told to. Thread-safe.
final class FakeClock {
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicReference<Instant> wall =
      new AtomicReference<>(Instant.parse("2001-01-31T00:00:00Z"));

  Clocks clocks() {
    return new Clocks(wall::get, nanos::get);
  }

  /// Lets time go by.
  void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
    set(time);
  }

  /// Sets the wall clock on.
  void set(Duration by) {
    wall.updateAndGet(now -> now.plus(by));
  }
}
