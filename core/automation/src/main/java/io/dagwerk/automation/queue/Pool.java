package io.dagwerk.automation.queue;

import java.time.Duration;
import java.util.Optional;

/// A limit that steps of all runs share, such as what a warehouse can bear. Immutable.
///
/// @param slots how many there are, from 0; 0 holds all that ask
/// @param rate how often claims begin at most
public record Pool(String name, int slots, Optional<RateLimit> rate) {
  /// @throws IllegalArgumentException for a negative number of slots
  public Pool {
    if (slots < 0) {
      throw new IllegalArgumentException(
          "pool '%s' has 0 slots or more, but found %d".formatted(name, slots));
    }
  }

  public static Pool of(String name, int slots) {
    return new Pool(name, slots, Optional.empty());
  }

  public Pool startingAtMost(int claims, Duration per) {
    return new Pool(name, slots, Optional.of(new RateLimit(claims, per)));
  }
}
