package io.dagwerk.examples.megajob.type;

import java.util.List;
import java.util.Optional;

/// The rule that a partition replaces its own rows, and only those.
final class PartitionColumns {
  private PartitionColumns() {}

  static List<String> problems(Optional<String> column, Ports ports) {
    if (ports.partitioned() && column.isEmpty()) {
      return List.of(
          "each partition would replace the whole table; say in 'partitionColumn' which column"
              + " tells them apart");
    }
    if (!ports.partitioned() && column.isPresent()) {
      return List.of(
          "'partitionColumn' is '%s', but the job has no partitions; give it 'partitions', or leave"
                  .formatted(column.get())
              + " this out");
    }
    return List.of();
  }
}
