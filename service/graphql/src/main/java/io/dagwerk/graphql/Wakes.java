package io.dagwerk.graphql;

import io.dagwerk.daemon.Operations;
import io.dagwerk.spi.Journal;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Wakes whoever follows what the instance stores: when this process has stored something, and at
/// times for what other hosts stored. Confined to one thread.
final class Wakes implements AutoCloseable {
  /// How long it may take until what another host has stored is seen.
  static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Semaphore woken = new Semaphore(0);
  private final Journal.Watch watch;

  Wakes(Operations operations) {
    this.watch = operations.watch(woken::release);
  }

  /// Waits until it is worth looking again, or this long.
  void await(Duration longest) throws InterruptedException {
    long nanos = Math.min(longest.toNanos(), LOOK_AGAIN.toNanos());
    if (woken.tryAcquire(Math.max(0, nanos), TimeUnit.NANOSECONDS)) {
      woken.drainPermits();
    }
  }

  @Override
  public void close() {
    watch.close();
  }
}
