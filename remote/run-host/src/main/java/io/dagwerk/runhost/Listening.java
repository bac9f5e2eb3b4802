package io.dagwerk.runhost;

import java.time.Duration;

/// The rule of when a worker is silent: how long it was not heard while this host was there to hear
/// it. Pure; times are nanoseconds of one clock.
///
/// A host that was stopped, swapped out or asleep with its machine looks late, and hears only after
/// that look that its workers live. So a late look gives each the whole silence once more. So does
/// a store that answers late, but not twice in a row: one that is slow for long would let nobody be
/// lost.
///
/// @param since from when on this host has been there
/// @param lookedAt when it looked last, or had an answer to what it asked in its look
/// @param isSlow whether the last answer was late
record Listening(long since, long lookedAt, boolean isSlow) {
  /// By how much more than usual a look, or what it asks, may take.
  static final Duration LATE = Duration.ofSeconds(1);

  static Listening from(long now) {
    return new Listening(now, now, false);
  }

  /// After a look began.
  Listening looked(long now) {
    return new Listening(isLate(lookedAt, now) ? now : since, now, isSlow);
  }

  /// After the store said what a look asked.
  Listening answered(long asked, long now) {
    boolean isLate = isLate(asked, now);
    return new Listening(isLate && !isSlow ? now : since, now, isLate);
  }

  /// After the store failed to say it.
  Listening unanswered(long asked, long now) {
    return new Listening(isLate(asked, now) ? now : since, now, isSlow);
  }

  /// Whether so much time is over that this host was not there in all of it.
  private static boolean isLate(long before, long now) {
    return now - before > LATE.toNanos();
  }

  /// @param heard when the worker was heard last
  boolean isSilent(long heard, long now, Duration silence) {
    long from = heard - since > 0 ? heard : since;
    return now - from > silence.toNanos();
  }

  /// In words, as a reason is.
  static String inWords(Duration duration) {
    if (duration.toMillis() % 1_000 != 0) {
      return duration.toMillis() + " ms";
    }
    return duration.toSeconds() % 60 == 0
        ? duration.toMinutes() + " min"
        : duration.toSeconds() + " s";
  }
}
