package io.dagwerk.execution;

import java.time.Duration;

/// The rule of how long anything is waited for: a hundred years and no longer, because instants and
/// nanoseconds have an end, and users may say "for ever".
final class Waits {
  static final Duration LONGEST = Duration.ofDays(36_525);

  private Waits() {}

  static Duration bounded(Duration wait) {
    return wait.compareTo(LONGEST) < 0 ? wait : LONGEST;
  }
}
