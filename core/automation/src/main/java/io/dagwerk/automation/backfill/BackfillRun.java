package io.dagwerk.automation.backfill;

import io.dagwerk.model.Ordered;
import io.dagwerk.partitions.PartitionSubset;
import java.util.SequencedMap;

/// A run of a backfill that is queued or running.
///
/// @param makes the partitions of each node, by its name
public record BackfillRun(SequencedMap<String, PartitionSubset> makes) {
  public BackfillRun {
    makes = Ordered.copyOf(makes);
  }
}
