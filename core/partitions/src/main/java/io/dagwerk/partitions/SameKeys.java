package io.dagwerk.partitions;

import java.util.Optional;

/// Of the same partitions as the reader's, the ones so many places away.
record SameKeys(PartitionSet set, long places) implements Relation {
  @Override
  public MappedPartitions upstream(PartitionSubset readers) {
    return MappedPartitions.existing(moved(readers, places));
  }

  @Override
  public PartitionSubset downstream(PartitionSubset upstream) {
    return moved(upstream, -places);
  }

  private PartitionSubset moved(PartitionSubset some, long by) {
    return by == 0
        ? some.and(set.all())
        : set.subset(
            set.keys(some).map(key -> set.step(key, by)).flatMap(Optional::stream).toList());
  }
}
