package io.dagwerk.chaos;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waits for what other processes do, which wake nobody here.
final class Waiting {
  private Waiting() {}

  /// Something that may not be so yet.
  interface Condition {
    boolean isTrue() throws Exception;
  }

  /// @return whether it came true in time
  static boolean until(Duration longest, Condition condition) throws Exception {
    long until = System.nanoTime() + longest.toNanos();
    while (!condition.isTrue()) {
      if (System.nanoTime() > until) {
        return false;
      }
      pause(Duration.ofMillis(5));
    }
    return true;
  }

  static void pause(Duration length) throws InterruptedException {
    var _ = new CountDownLatch(1).await(length.toNanos(), TimeUnit.NANOSECONDS);
  }
}
