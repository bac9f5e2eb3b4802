package io.dagwerk.model;

import java.util.List;
import java.util.Optional;

/// The newest values of watched assets that belong to one partition, as a sensor is told of them.
///
/// @param partition what the sensor is asked about; empty for assets without partitions
/// @param newest in the order of the assets and their partitions
public record AssetUpdates(Optional<PartitionKey> partition, List<AssetUpdate> newest) {
  public AssetUpdates {
    newest = List.copyOf(newest);
  }
}
