package io.dagwerk.automation.condition;

import io.dagwerk.partitions.PartitionSubset;

/// What a node is at a step, for some partitions.
///
/// @param before those for which it held until the step
/// @param at those for which it holds at the step
/// @param news those of `at` for which it comes about at the step
record Signal(PartitionSubset before, PartitionSubset at, PartitionSubset news) {
  static final Signal NONE =
      new Signal(PartitionSubset.none(), PartitionSubset.none(), PartitionSubset.none());

  /// Of what holds until something changes: it comes about when it becomes true.
  static Signal ofState(PartitionSubset before, PartitionSubset at) {
    return new Signal(before, at, at.minus(before));
  }

  /// Of what happens and is over.
  static Signal ofEvent(PartitionSubset at) {
    return new Signal(PartitionSubset.none(), at, at);
  }

  /// The partitions that are asked about, as far as they exist before and after the step.
  record Asked(PartitionSubset before, PartitionSubset after) {
    boolean isEmpty() {
      return before.isEmpty() && after.isEmpty();
    }
  }

  Signal or(Signal other) {
    return new Signal(before.or(other.before), at.or(other.at), news.or(other.news));
  }
}
