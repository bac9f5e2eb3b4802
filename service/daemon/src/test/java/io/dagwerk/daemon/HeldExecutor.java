package io.dagwerk.daemon;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// An executor on whose clock time passes when the test says so: what is scheduled runs then, in
/// the thread of the test. For one task.
final class HeldExecutor extends ScheduledThreadPoolExecutor {
  private Runnable task = () -> {};
  private long delay;
  private long untilNext;

  HeldExecutor() {
    super(0);
  }

  @Override
  public ScheduledFuture<?> scheduleWithFixedDelay(
      Runnable command, long first, long period, TimeUnit unit) {
    task = command;
    untilNext = unit.toMillis(first);
    delay = unit.toMillis(period);
    return super.scheduleWithFixedDelay(() -> {}, 1, 1, TimeUnit.DAYS);
  }

  /// Lets time pass; what was due meanwhile runs once, at its end.
  void pass(Duration time) {
    untilNext -= time.toMillis();
    if (untilNext <= 0) {
      untilNext = delay;
      task.run();
    }
  }
}
