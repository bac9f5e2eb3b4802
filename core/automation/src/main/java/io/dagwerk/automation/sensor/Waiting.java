package io.dagwerk.automation.sensor;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import java.util.List;
import java.util.Optional;

/// What a sensor on several assets waits for before it is asked about a partition.
///
/// @param partition empty for assets without partitions
/// @param assets those whose new values are not there yet
public record Waiting(Optional<PartitionKey> partition, List<AssetKey> assets) {
  public Waiting {
    assets = List.copyOf(assets);
  }

  /// In words, such as `waiting for revenue@2001-01-31`.
  @Override
  public String toString() {
    String at = partition.map(key -> "@" + key).orElse("");
    return "waiting for " + String.join(", ", assets.stream().map(asset -> asset + at).toList());
  }
}
