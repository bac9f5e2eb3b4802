package io.dagwerk.model;

import java.util.List;

/// Asks for keys of dynamic partitions to be added and removed. A key that is already there, or
/// already gone, changes nothing.
///
/// @param partitions the name of the dynamic definition
public record ChangeKeys(String partitions, List<PartitionKey> added, List<PartitionKey> removed) {
  public ChangeKeys {
    added = List.copyOf(added);
    removed = List.copyOf(removed);
  }
}
