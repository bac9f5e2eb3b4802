package io.dagwerk.plan;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.StepKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Which step of a plan makes which partition of which asset, and which checks judge it.
final class PlannedAssets {
  private final Map<AssetKey, Map<Optional<PartitionKey>, Maker>> makers = new HashMap<>();
  private final Map<AssetKey, Map<Optional<PartitionKey>, List<StepKey>>> judges = new HashMap<>();
  private final Map<String, Map<Optional<PartitionKey>, StepKey>> byNode = new HashMap<>();

  /// The step that makes a value.
  ///
  /// @param isRange whether it makes other partitions too
  record Maker(StepKey step, String output, boolean isRange) {}

  void add(AssetKey asset, Optional<PartitionKey> partition, Maker maker) {
    makers.computeIfAbsent(asset, _ -> new HashMap<>()).put(partition, maker);
  }

  void addNode(String node, Optional<PartitionKey> partition, StepKey step) {
    byNode.computeIfAbsent(node, _ -> new HashMap<>()).put(partition, step);
  }

  /// A check that stops those who read the asset.
  void addBlocking(AssetKey asset, Optional<PartitionKey> partition, StepKey check) {
    judges
        .computeIfAbsent(asset, _ -> new HashMap<>())
        .computeIfAbsent(partition, _ -> new ArrayList<>())
        .add(check);
  }

  Optional<Maker> maker(AssetKey asset, Optional<PartitionKey> partition) {
    return Optional.ofNullable(makers.getOrDefault(asset, Map.of()).get(partition));
  }

  List<StepKey> blocking(AssetKey asset, Optional<PartitionKey> partition) {
    return judges.getOrDefault(asset, Map.of()).getOrDefault(partition, List.of());
  }

  /// The checks that stop those who come after all of an asset.
  List<StepKey> blocking(AssetKey asset) {
    return judges.getOrDefault(asset, Map.of()).values().stream()
        .flatMap(List::stream)
        .sorted()
        .toList();
  }

  /// The steps of a node by partition.
  Map<Optional<PartitionKey>, StepKey> steps(String node) {
    return byNode.getOrDefault(node, Map.of());
  }
}
