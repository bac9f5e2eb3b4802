package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import java.util.List;

/// The same partitions for every one of the reader's.
///
/// @param readers all of the reader's
/// @param unknown those of them that do not exist
record ChosenKeys(PartitionSubset readers, PartitionSubset chosen, List<PartitionKey> unknown)
    implements Relation {
  ChosenKeys {
    unknown = List.copyOf(unknown);
  }

  @Override
  public MappedPartitions upstream(PartitionSubset some) {
    return some.isEmpty() ? MappedPartitions.NONE : MappedPartitions.of(chosen, unknown::stream);
  }

  @Override
  public PartitionSubset downstream(PartitionSubset upstream) {
    return chosen.intersects(upstream) ? readers : PartitionSubset.none();
  }
}
