package io.dagwerk.chaos;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits for what other processes do, which wake nobody here.
final class Waiting {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(3);
  private static final Duration LONGEST_PAUSE = Duration.ofMillis(100);

  private Waiting() {}

  /// Something that may not be so yet.
  interface Condition {
    boolean isTrue() throws Exception;
  }

  /// Looks often at first and then less, so that who waits long takes little from those it waits
  /// for.
  ///
  /// @return whether it came true in time
  static boolean until(Duration longest, Condition condition) throws Exception {
    return until(longest, LONGEST_PAUSE, condition);
  }

  /// Looks often all the time, for what is to be met in the moment that it happens and costs little
  /// to look at.
  static boolean closely(Duration longest, Condition condition) throws Exception {
    return until(longest, SHORTEST_PAUSE, condition);
  }

  private static boolean until(Duration longest, Duration longestPause, Condition condition)
      throws Exception {
    long begin = System.nanoTime();
    while (!condition.isTrue()) {
      long waited = System.nanoTime() - begin;
      if (waited > longest.toNanos()) {
        return false;
      }
      long pause = Math.max(SHORTEST_PAUSE.toNanos(), waited / 10);
      pause(Duration.ofNanos(Math.min(pause, longestPause.toNanos())));
    }
    return true;
  }

  static void pause(Duration length) throws InterruptedException {
    var _ = new CountDownLatch(1).await(length.toNanos(), TimeUnit.NANOSECONDS);
  }
}
