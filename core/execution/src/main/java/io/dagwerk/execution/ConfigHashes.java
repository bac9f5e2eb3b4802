package io.dagwerk.execution;

import io.dagwerk.config.Config;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Resource;
import io.dagwerk.model.ConfigTree;
import java.util.LinkedHashMap;
import java.util.Map;

/// The hashes of what the run config says, by which stored outputs are told apart.
final class ConfigHashes {
  private ConfigHashes() {}

  /// By node name, `resource NAME` for resources, and `input NAME` for external inputs.
  static Map<String, String> of(RunFacts facts, BoundConfigs configs) {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (Map.Entry<String, Node> entry : facts.nodes().entrySet()) {
      hashes.put(entry.getKey(), hash(configs, entry.getValue()));
      for (Resource<?> resource : NodeSnapshots.resources(entry.getValue())) {
        Resource<?> actual = facts.mode().actual(resource);
        hashes.put("resource " + resource.name(), hash(configs, actual));
      }
    }
    return hashes;
  }

  /// Of the bound value, so that constants, mappings and variables count. A secret does not.
  private static String hash(BoundConfigs configs, Object owner) {
    return configs
        .find(owner)
        .map(value ->
            value instanceof Record record
                ? record.getClass().getSimpleName() + ":" + Config.treeOf(record).hash()
                : ConfigTree.of(value).hash())
        .orElse("none");
  }
}
