package io.dagwerk.automation.queue;

import java.time.Duration;

/// At most so many claims of a pool begin in any stretch of time of this length. Immutable.
///
/// @param claims how many, from 1; what each takes of the pool's slots does not matter
public record RateLimit(int claims, Duration per) {
  private static final int MOST = 10_000;

  /// @throws IllegalArgumentException when no claim could begin, or more than 10,000 had to be
  ///   remembered
  public RateLimit {
    if (claims < 1 || claims > MOST) {
      throw new IllegalArgumentException(
          "a rate limit is 1 to %d claims, but found %d".formatted(MOST, claims));
    }
    if (!per.isPositive()) {
      throw new IllegalArgumentException("a rate limit is per positive time, but found " + per);
    }
  }
}
