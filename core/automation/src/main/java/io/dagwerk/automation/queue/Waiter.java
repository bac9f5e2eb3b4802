package io.dagwerk.automation.queue;

import io.dagwerk.model.Ordered;
import java.time.Instant;
import java.util.SequencedMap;

/// A step that asks for slots, of all its pools at once: it gets all of them or none, so that no
/// two wait for each other. Immutable.
///
/// @param slots how many of each pool, from 1
/// @param priority higher is served first; 0 if nothing was said
public record Waiter(
    ClaimKey key, SequencedMap<String, Integer> slots, int priority, Instant since) {
  /// @throws IllegalArgumentException when nothing is asked for
  public Waiter {
    slots = Ordered.copyOf(slots);
    if (slots.isEmpty() || slots.values().stream().anyMatch(number -> number < 1)) {
      throw new IllegalArgumentException(
          "'%s' asks for one slot or more of each pool, but found %s".formatted(key, slots));
    }
  }
}
