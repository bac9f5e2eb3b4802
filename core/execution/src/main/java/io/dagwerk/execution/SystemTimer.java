package io.dagwerk.execution;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// The time of the machine. Alarms ring on one platform thread, because virtual threads starve
/// beside steps that only compute. One serves all runs of a process.
public final class SystemTimer implements Timer, AutoCloseable {
  private final InstantSource clock = InstantSource.system();
  private final ScheduledThreadPoolExecutor alarms =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("dagwerk-timer").factory());

  public SystemTimer() {
    alarms.setRemoveOnCancelPolicy(true);
  }

  @Override
  public Instant now() {
    return clock.instant();
  }

  @Override
  public Alarm after(Duration delay, Runnable action) {
    Future<?> future = alarms.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /// How many alarms are still to ring.
  int waiting() {
    return alarms.getQueue().size();
  }

  @Override
  public void close() {
    alarms.shutdownNow();
  }
}
