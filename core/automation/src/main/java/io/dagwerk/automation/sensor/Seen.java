package io.dagwerk.automation.sensor;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Ordered;
import io.dagwerk.partitions.PartitionSubset;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// How far a sensor has read what happened. Immutable.
///
/// @param position up to which it has read
/// @param arrived for each watched asset the partitions, by number, that have a new value since the
///   sensor was last asked about them; 0 for an asset without partitions
public record Seen(long position, SequencedMap<AssetKey, PartitionSubset> arrived) {
  public Seen {
    arrived = Ordered.copyOf(arrived);
  }

  /// Nothing after a position.
  public static Seen upTo(long position) {
    return new Seen(position, new LinkedHashMap<>());
  }

  /// The same, read further.
  Seen at(long later) {
    return new Seen(later, arrived);
  }

  PartitionSubset arrived(AssetKey asset) {
    return arrived.getOrDefault(asset, PartitionSubset.none());
  }
}
