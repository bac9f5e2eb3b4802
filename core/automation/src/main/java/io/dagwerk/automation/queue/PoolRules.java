package io.dagwerk.automation.queue;

import java.time.Duration;

/// How pools are shared out. Immutable.
///
/// @param patience how long a waiter may be passed by others that ask for less; after that, what it
///   needs is kept for it
/// @param lease how long a claim lasts without being renewed
public record PoolRules(Ageing ageing, Duration patience, Duration lease) {
  /// Passed by for a minute, a claim lasts 30 seconds, priority rises every ten minutes.
  public static final PoolRules USUAL =
      new PoolRules(QueueLimits.AGEING, Duration.ofMinutes(1), Duration.ofSeconds(30));

  /// @throws IllegalArgumentException for a negative patience, or a lease that is none
  public PoolRules {
    if (patience.isNegative()) {
      throw new IllegalArgumentException("patience is zero or longer, but found " + patience);
    }
    if (!lease.isPositive()) {
      throw new IllegalArgumentException("a lease takes some time, but found " + lease);
    }
  }
}
