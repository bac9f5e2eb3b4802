package io.dagwerk.automation.queue;

import io.dagwerk.model.Ordered;
import java.time.Instant;
import java.util.SequencedMap;

/// Slots that a step holds. Immutable.
///
/// @param expires when the slots are free again, unless the claim is renewed before
public record Claim(
    ClaimKey key, SequencedMap<String, Integer> slots, Instant since, Instant expires) {
  public Claim {
    slots = Ordered.copyOf(slots);
  }
}
