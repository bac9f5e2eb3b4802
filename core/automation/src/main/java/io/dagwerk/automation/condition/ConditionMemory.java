package io.dagwerk.automation.condition;

import io.dagwerk.model.Condition;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// What one condition remembers between evaluations. Immutable.
///
/// @param condition the one that was evaluated, in full
/// @param partitions how its subject was partitioned then
public record ConditionMemory(
    Condition condition, Optional<Partitions> partitions, Held held, Due due) {
  /// What its parts remember; parts that hold nothing are left out.
  ///
  /// @param latches where each latched partition's trigger last came about
  /// @param executed partitions that *executed with* holds for
  /// @param standing partitions that were requested, since when the condition held all the time
  public record Held(
      SequencedMap<Slot, PlacedSubsets> latches,
      SequencedMap<Slot, PartitionSubset> executed,
      PartitionSubset standing) {
    public Held {
      latches = Ordered.copyOf(latches);
      executed = Ordered.copyOf(executed);
    }
  }

  /// A part of a condition, on one of the subjects that it looks at.
  ///
  /// @param part its number among all parts, in reading order, from 0
  /// @param way the subjects on the way from the condition's own, itself left out
  public record Slot(int part, List<Subject> way) {
    public Slot {
      way = List.copyOf(way);
    }
  }

  /// When it has to be evaluated even if nothing is recorded.
  ///
  /// @param at the next window or tick, if there is one
  /// @param again whether what the last decision saw is over with the next evaluation
  public record Due(Optional<Instant> at, boolean again) {
    boolean isBy(Instant now) {
      return again || at.filter(instant -> !instant.isAfter(now)).isPresent();
    }
  }
}
