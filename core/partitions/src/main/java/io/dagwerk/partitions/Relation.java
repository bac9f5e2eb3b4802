package io.dagwerk.partitions;

/// Which upstream partitions some partitions of a reader need, and the other way round.
sealed interface Relation
    permits ChosenKeys, FollowingWindows, OverlappingWindows, PerDimension, SameKeys, TabledKeys {
  /// What these partitions of the reader need.
  MappedPartitions upstream(PartitionSubset readers);

  /// The partitions of the reader that need any of these.
  PartitionSubset downstream(PartitionSubset upstream);
}
