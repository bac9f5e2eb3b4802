package io.dagwerk.worker;

import java.time.Duration;

/// The rule of how long a worker waits until it opens its next stream: twice as long each time
/// until one has been of use. Pure.
record BackOff(Duration pause) {
  static final Duration FIRST_PAUSE = Duration.ofMillis(20);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  static BackOff first() {
    return new BackOff(FIRST_PAUSE);
  }

  /// @param hasHelped whether the stream that ended was of use: something was stored, or it lasted
  BackOff after(boolean hasHelped) {
    Duration twice = pause.multipliedBy(2);
    Duration longer = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    return hasHelped ? first() : new BackOff(longer);
  }
}
