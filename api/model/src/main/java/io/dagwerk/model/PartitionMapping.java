package io.dagwerk.model;

import java.util.List;
import java.util.SequencedMap;

/// Which partitions of an upstream asset one partition of its reader needs.
public sealed interface PartitionMapping {
  /// The one of the same key; both are partitioned in the same way.
  record Same() implements PartitionMapping {}

  /// Every one; for readers partitioned by time the ones whose windows overlap.
  record All() implements PartitionMapping {}

  /// The one so many places away in the order of the upstream partitions, such as -1.
  record Offset(int places) implements PartitionMapping {}

  /// The last one there is.
  record Last() implements PartitionMapping {}

  /// Those whose time windows overlap the reader's, moved by so many windows of the upstream asset.
  record Overlapping(int startOffset, int endOffset) implements PartitionMapping {}

  /// The same ones for every reader.
  record Specific(List<PartitionKey> keys) implements PartitionMapping {
    public Specific {
      keys = List.copyOf(keys);
    }
  }

  /// Given ones, by the reader's key.
  record ByKey(SequencedMap<PartitionKey, List<PartitionKey>> upstream)
      implements PartitionMapping {
    public ByKey {
      upstream = Ordered.copyOf(upstream);
    }
  }

  /// The user's own function, which the code server evaluates.
  ///
  /// @param name what it is called there
  record Custom(String name) implements PartitionMapping {}
}
