package io.dagwerk.runhost;

import java.time.Duration;

/// The rule of when a worker is silent: how long it was not heard while this host was there to hear
/// it. Pure; times are nanoseconds of one clock.
///
/// A host that was stopped, swapped out or asleep with its machine looks late, and hears only after
/// that look that its workers live. So a late look gives each the whole silence once more.
///
/// @param since from when on this host has been there
/// @param lookedAt when it looked last
record Listening(long since, long lookedAt) {
  /// By how much more than usual a look, or what it asks, may take.
  static final Duration LATE = Duration.ofSeconds(1);

  static Listening from(long now) {
    return new Listening(now, now);
  }

  /// After a look.
  Listening looked(long now) {
    return new Listening(isLate(lookedAt, now) ? now : since, now);
  }

  /// Whether so much time is over that this host was not there in all of it.
  static boolean isLate(long before, long now) {
    return now - before > LATE.toNanos();
  }

  /// @param heard when the worker was heard last
  boolean isSilent(long heard, long now, Duration silence) {
    long from = heard - since > 0 ? heard : since;
    return now - from > silence.toNanos();
  }
}
