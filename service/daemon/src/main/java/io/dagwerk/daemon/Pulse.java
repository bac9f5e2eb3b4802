package io.dagwerk.daemon;

import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;

/// How a loop goes: when it last turned as it should, and how often it did not. Thread-safe.
final class Pulse {
  private final LongAdder failures = new LongAdder();
  private volatile long last = System.nanoTime();

  /// A turn went as it should.
  void turned() {
    last = System.nanoTime();
  }

  /// A turn did not.
  void failed() {
    failures.increment();
  }

  /// Since the last turn that did, or since the loop was made.
  Duration lag() {
    return Duration.ofNanos(System.nanoTime() - last);
  }

  long failures() {
    return failures.sum();
  }
}
