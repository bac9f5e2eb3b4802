package io.dagwerk.spi;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// All pools with who holds and who waits, as they are stored. Immutable.
///
/// @param limits by name
/// @param claims by run and step
/// @param waiters by run and step
/// @param begun when claims of pools with a rate began, for as long as it matters
public record PoolState(
    List<Limit> limits, List<Claim> claims, List<Waiter> waiters, List<Begun> begun) {
  public PoolState {
    limits = List.copyOf(limits);
    claims = List.copyOf(claims);
    waiters = List.copyOf(waiters);
    begun = List.copyOf(begun);
  }

  public static PoolState empty() {
    return new PoolState(List.of(), List.of(), List.of(), List.of());
  }

  /// A pool that has a limit.
  ///
  /// @param slots how many there are, from 0
  public record Limit(String pool, int slots, Optional<Rate> rate) {}

  /// At most so many claims begin in such a time.
  public record Rate(int claims, Duration per) {}

  /// A step of a run.
  public record Owner(RunId run, StepKey step) {}

  /// Slots that a step holds.
  ///
  /// @param slots how many of each pool
  public record Claim(
      Owner owner, SequencedMap<String, Integer> slots, Instant since, Instant expires) {
    public Claim {
      slots = Ordered.copyOf(slots);
    }
  }

  /// A step that asks for slots.
  ///
  /// @param slots how many of each pool
  /// @param priority higher is served first
  public record Waiter(
      Owner owner, SequencedMap<String, Integer> slots, int priority, Instant since) {
    public Waiter {
      slots = Ordered.copyOf(slots);
    }
  }

  /// A claim of a pool with a rate began.
  public record Begun(String pool, Instant at) {}
}
