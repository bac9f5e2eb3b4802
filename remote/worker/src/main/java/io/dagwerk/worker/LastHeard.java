package io.dagwerk.worker;

import java.time.Duration;

/// The rule of how long a worker may make something visible to others. Pure; times are nanoseconds
/// of the worker's monotonic clock, which goes on while its process is stopped.
///
/// A host takes a worker for lost when it was not heard for longer than a silence, and lets another
/// take up the run. What the host answered it has heard at or after the moment in which the worker
/// sent it. So a worker that counts a shorter time from that moment knows that it may be lost
/// before any host can think so, without a word and without clocks that agree.
///
/// @param sentAt when the worker sent the last word that the host has answered
/// @param bound how long that word is good for, shorter than the silence; zero when nobody takes
///   the run up
record LastHeard(long sentAt, Duration bound) {
  /// Nobody takes up the run.
  static final LastHeard UNBOUNDED = new LastHeard(0, Duration.ZERO);

  /// After the host has answered another word, which may be older than one it answered before.
  LastHeard answered(long otherSentAt) {
    return otherSentAt - sentAt > 0 ? new LastHeard(otherSentAt, bound) : this;
  }

  boolean isCurrent(long now) {
    return bound.isZero() || now - sentAt < bound.toNanos();
  }
}
