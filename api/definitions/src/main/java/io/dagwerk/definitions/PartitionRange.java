package io.dagwerk.definitions;

import io.dagwerk.model.PartitionKey;
import java.util.List;

/// The partitions that one step makes, in order.
///
/// @param keys at least one
public record PartitionRange(List<PartitionKey> keys) {
  public PartitionRange {
    keys = List.copyOf(keys);
    if (keys.isEmpty()) {
      throw new IllegalArgumentException("a range has at least one partition");
    }
  }

  public PartitionKey first() {
    return keys.getFirst();
  }

  public PartitionKey last() {
    return keys.getLast();
  }
}
