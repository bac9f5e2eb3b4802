package io.dagwerk.definitions;

import io.dagwerk.model.PartitionKey;
import java.util.List;

/// Which partitions of an upstream asset a partition of its reader needs, where none of the given
/// mappings says it.
///
/// It is called before a run is planned, for every partition of its readers, so it answers quickly
/// and from the key alone. What it throws is a problem of that partition.
///
/// ```java
/// rates.partitions("last_workday", day -> List.of(Calendar.workdayBefore(day)))
/// ```
@FunctionalInterface
public interface PartitionFunction {
  /// @param reader the key of the reader's partition
  List<PartitionKey> upstreamOf(PartitionKey reader);
}
