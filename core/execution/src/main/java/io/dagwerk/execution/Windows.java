package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Input;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.TimeWindow;
import io.dagwerk.partitions.PartitionSets;
import java.util.Optional;

/// The spans of time of partitions, as they are at the start of a run. Thread-safe.
final class Windows {
  private final PartitionSets sets;

  Windows(PartitionSets sets) {
    this.sets = sets;
  }

  synchronized Optional<TimeWindow> find(Optional<Partitions> partitions, PartitionKey key) {
    return partitions.flatMap(definition -> sets.of(definition).window(key));
  }

  Optional<TimeWindow> find(Optional<Partitions> partitions, Optional<PartitionKey> key) {
    return key.flatMap(some -> find(partitions, some));
  }

  /// The window of the partition at an address that an input reads.
  Optional<TimeWindow> find(Input<?> input, OutputAddress address) {
    return address instanceof OutputAddress.OfAsset asset && asset.partition().isPresent()
        ? find(Addresses.asset(input).flatMap(Asset::partitions), asset.partition().get())
        : Optional.empty();
  }
}
