package io.dagwerk.automation.sensor;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.AssetUpdate;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.partitions.PartitionSets;
import java.util.List;
import java.util.Optional;

/// What a turn of a sensor knows of the world.
///
/// @param happened what follows the position up to which the sensor has read, in order, at most
///   [#MOST_HAPPENINGS]
/// @param sets the partitions that exist now
public record SensorFacts(List<Happening> happened, PartitionSets sets, NewestValues newest) {
  /// The longest page that a turn reads.
  public static final int MOST_HAPPENINGS = 1_000;

  public SensorFacts {
    happened = List.copyOf(happened);
  }

  /// The newest value of each asset and partition.
  public interface NewestValues {
    Optional<AssetUpdate> find(AssetKey asset, Optional<PartitionKey> partition);
  }
}
