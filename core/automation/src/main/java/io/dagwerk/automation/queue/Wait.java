package io.dagwerk.automation.queue;

import java.time.Instant;
import java.util.Optional;

/// Why a step waits at a pool.
///
/// @param pool the first of its pools that it cannot have
/// @param taken slots that are held
/// @param slots of the pool
/// @param place among those that wait for the pool, in the order in which they are served, from 1
public record Wait(String pool, int taken, int slots, int place, Cause cause) {
  /// What stands in the way.
  public sealed interface Cause {
    /// Too few slots are free.
    record Full() implements Cause {}

    /// Slots are free, and kept for one that has waited too long.
    record Behind(ClaimKey first) implements Cause {}

    /// Too many claims began lately.
    record TooOften(RateLimit limit, Instant next) implements Cause {}

    /// More is asked for than there is.
    record TooWide(int asked) implements Cause {}
  }

  /// `waiting for pool redshift (4/4), position 7`, and what else there is to say.
  public String reason() {
    return switch (cause) {
      case Cause.Full() -> shown();
      case Cause.Behind(ClaimKey first) -> shown() + ", behind " + first;
      case Cause.TooOften(RateLimit limit, Instant next) ->
          "%s, of which %d begin in %s at most, the next at %s"
              .formatted(shown(), limit.claims(), limit.per(), next);
      case Cause.TooWide(int asked) ->
          "waiting for %d slots of pool %s, which has %d; raise its limit or ask for fewer"
              .formatted(asked, pool, slots);
    };
  }

  private String shown() {
    return "waiting for pool %s (%d/%d), position %d".formatted(pool, taken, slots, place);
  }

  /// When this may be over by itself; empty when somebody else has to do something.
  Optional<Instant> until() {
    return switch (cause) {
      case Cause.TooOften(_, Instant next) -> Optional.of(next);
      case Cause.Full(), Cause.Behind(_), Cause.TooWide(_) -> Optional.empty();
    };
  }
}
