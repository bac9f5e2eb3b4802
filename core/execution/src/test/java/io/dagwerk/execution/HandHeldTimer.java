package io.dagwerk.execution;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// A timer whose time passes only when a test says so. Alarms ring on the thread that lets it pass.
final class HandHeldTimer implements Timer {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<Pending> pending = new ArrayList<>();
  private Instant now = Instant.parse("2001-01-31T06:00:00Z");

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public Alarm after(Duration delay, Runnable action) {
    if (delay.isZero()) {
      action.run();
      return () -> {};
    }
    synchronized (this) {
      Pending alarm = new Pending(now.plus(delay), action);
      pending.add(alarm);
      notifyAll();
      return () -> cancel(alarm);
    }
  }

  private synchronized void cancel(Pending alarm) {
    pending.remove(alarm);
  }

  void advance(Duration time) {
    List<Pending> due;
    synchronized (this) {
      now = now.plus(time);
      due =
          pending.stream()
              .filter(alarm -> !alarm.due().isAfter(now))
              .sorted(Comparator.comparing(Pending::due))
              .toList();
      pending.removeAll(due);
    }
    due.forEach(alarm -> alarm.action().run());
  }

  synchronized int alarms() {
    return pending.size();
  }

  /// Waits until so many alarms are set.
  synchronized void awaitAlarms(int number) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (pending.size() < number) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("not set in time: " + pending);
      }
      wait(left);
    }
  }

  private record Pending(Instant due, Runnable action) {}
}
