package io.dagwerk.execution;

import io.dagwerk.config.Config;
import io.dagwerk.definitions.Handle;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Preset;
import io.dagwerk.definitions.Resource;
import io.dagwerk.documents.Documents;
import io.dagwerk.documents.InvalidDocument;
import io.dagwerk.model.ConfigTree;
import java.util.List;

/// The rule that merges parts of a run config, the later over the earlier.
final class Presets {
  private Presets() {}

  /// @throws RunRefused when a text or file of it is no document
  static ConfigTree config(Preset preset) {
    return config("preset '%s'".formatted(preset.name()), preset.parts());
  }

  /// The parts of whoever says them.
  ///
  /// @throws RunRefused when a text or file of it is no document
  static ConfigTree config(String owner, List<Preset.Part> parts) {
    ConfigTree merged = ConfigTree.empty();
    for (Preset.Part part : parts) {
      try {
        merged = merged.merge(tree(owner, part));
      } catch (InvalidDocument e) {
        throw new RunRefused(owner + ": " + e.getMessage());
      }
    }
    return merged;
  }

  private static ConfigTree tree(String owner, Preset.Part part) {
    return switch (part) {
      case Preset.Part.Tree tree -> ConfigTree.of(tree.tree());
      case Preset.Part.Text text -> Documents.parse(text.text(), owner);
      case Preset.Part.File file -> Documents.read(file.file());
      case Preset.Part.Of of -> at(of.definition(), Config.treeOf(of.config()));
    };
  }

  /// The tree at the place where a definition's config stands.
  private static ConfigTree at(Handle definition, ConfigTree config) {
    ConfigTree tree = ConfigTree.entry("config", config);
    if (definition instanceof Resource<?> resource) {
      return ConfigTree.entry("resources", ConfigTree.entry(resource.name(), tree));
    }
    if (definition instanceof Node node) {
      for (String entry : ConfigPlaces.of(node).reversed()) {
        tree = ConfigTree.entry(entry, tree);
      }
      return tree;
    }
    throw new IllegalArgumentException(
        "%s has no config; give the config of an op, asset, check or resource"
            .formatted(definition));
  }
}
