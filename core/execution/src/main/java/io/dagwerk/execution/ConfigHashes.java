package io.dagwerk.execution;

import io.dagwerk.config.Config;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Resource;
import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.plan.VersionInputs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The rule of what stored outputs are told apart by, beside the code of their steps.
final class ConfigHashes {
  private ConfigHashes() {}

  static VersionInputs of(RunFacts facts, BoundConfigs configs, CodeVersions versions) {
    SequencedMap<String, String> nodes = new LinkedHashMap<>();
    SequencedMap<String, String> resources = new LinkedHashMap<>();
    SequencedMap<String, String> externals = new LinkedHashMap<>();
    SequencedMap<String, CodeVersion> replaced = new LinkedHashMap<>();
    for (Map.Entry<String, Node> entry : facts.nodes().entrySet()) {
      nodes.put(entry.getKey(), hash(configs, entry.getValue()));
      for (Resource<?> resource : NodeSnapshots.resources(entry.getValue())) {
        Resource<?> actual = facts.mode().actual(resource);
        resources.put(resource.name(), hash(configs, actual));
        if (!actual.equals(resource)) {
          replaced.put(resource.name(), versions.of(actual));
        }
      }
    }
    if (configs.at(List.of("inputs")) instanceof ConfigTree.Entries said) {
      said.entries().forEach((name, value) -> externals.put(name, value.hash()));
    }
    return new VersionInputs(nodes, resources, externals, replaced);
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
