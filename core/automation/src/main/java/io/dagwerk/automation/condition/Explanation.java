package io.dagwerk.automation.condition;

import io.dagwerk.partitions.PartitionSubset;
import java.util.List;
import java.util.Optional;

/// What a part of a condition was found to be, with what it was found from.
///
/// @param label what the part says, such as `missing` or the user's label
/// @param kind how its parts make it
/// @param subject what it was asked of
/// @param asked the partitions of the subject for which it mattered
/// @param truth those of them for which it is true
/// @param newest where in history the newest of what made it true is, as far as it is known
/// @param parts in order; of what looks upstream one for each asset
public record Explanation(
    String label,
    Kind kind,
    Subject subject,
    PartitionSubset asked,
    PartitionSubset truth,
    Optional<Place> newest,
    List<Explanation> parts) {
  public Explanation {
    parts = List.copyOf(parts);
  }

  /// How the parts make the whole.
  public enum Kind {
    OPERAND,
    NOT,
    ALL_OF,
    ANY_OF,
    NEWLY_TRUE,
    /// The first part is the trigger; a reset follows; of *all upstream*, each one's share follows.
    SINCE,
    /// The share of one upstream asset in a latch over all of them, for the partitions here.
    TRIGGER,
    ANY_ACROSS,
    ALL_ACROSS,
    LABELED
  }
}
