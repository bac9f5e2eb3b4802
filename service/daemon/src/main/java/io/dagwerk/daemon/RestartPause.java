package io.dagwerk.daemon;

import java.time.Duration;

/// The rule of how long a location waits until its code server is started again: twice as long each
/// time, so that code which ends its process again and again does not keep the machine busy. Pure.
///
/// @param next how long it is waited the next time
record RestartPause(Duration next) {
  /// The pause after the first trouble.
  static final RestartPause FIRST = new RestartPause(Duration.ofMillis(500));

  private static final Duration LONGEST = Duration.ofSeconds(30);

  /// A code server that has served so long has not ended because of what it is asked at first.
  private static final Duration STABLE = Duration.ofMinutes(1);

  /// After the code could not be loaded.
  RestartPause afterFailure() {
    Duration twice = next.multipliedBy(2);
    return new RestartPause(twice.compareTo(LONGEST) < 0 ? twice : LONGEST);
  }

  /// After a code server has ended that had served for so long; what it is called on is the pause
  /// that was waited before it was started.
  RestartPause afterEnd(Duration served) {
    return served.compareTo(STABLE) < 0 ? afterFailure() : FIRST;
  }

  /// Such as `0.5 s`.
  String inWords() {
    return next.toMillis() % 1000 == 0
        ? next.toSeconds() + " s"
        : "%d.%d s".formatted(next.toSeconds(), next.toMillisPart() / 100);
  }
}
