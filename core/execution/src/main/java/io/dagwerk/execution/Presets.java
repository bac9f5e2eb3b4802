package io.dagwerk.execution;

import io.dagwerk.config.Config;
import io.dagwerk.config.Secret;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Handle;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Preset;
import io.dagwerk.definitions.Resource;
import io.dagwerk.documents.Documents;
import io.dagwerk.documents.InvalidDocument;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The config of each preset: its parts merged, the later over the earlier, as they are when the
/// definitions are loaded. Immutable.
final class Presets {
  /// Stands where a secret is that no variable holds.
  private static final ConfigTree LITERAL =
      ConfigTree.entry("secret", ConfigTree.entry("in", new ConfigTree.Text("Java")));

  private final Map<Preset, ConfigTree> configs = new HashMap<>();

  /// @throws RunRefused when a text or file of one is no document, or Java gives the text of a
  ///   secret
  static Presets of(Definitions definitions) {
    Presets presets = new Presets();
    for (Job job : definitions.all(Job.class)) {
      job.settings().presets().forEach(preset -> presets.configs.put(preset, merged(preset)));
    }
    return presets;
  }

  private Presets() {}

  /// The config of one of them; it may hold secrets.
  ConfigTree config(Preset preset) {
    return Objects.requireNonNull(configs.get(preset), () -> "no preset " + preset.name());
  }

  private static ConfigTree merged(Preset preset) {
    return config("preset '%s'".formatted(preset.name()), preset.parts());
  }

  /// The parts of whoever says them, the later over the earlier.
  ///
  /// @throws RunRefused when a text or file of it is no document, or Java gives the text of a
  ///   secret
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
      case Preset.Part.Of of -> at(of.definition(), tree(owner, of));
    };
  }

  /// What is said here is stored and shown, so a secret itself cannot stand in it.
  private static ConfigTree tree(String owner, Preset.Part.Of of) {
    ConfigTree tree = Config.treeOf(of.config(), Presets::reference);
    List<String> problems =
        literals(tree, ConfigPath.ROOT)
            .map(place ->
                ("%s: the secret at %s of %s stands in Java, but would be stored and shown;"
                        + " give the variable that holds it: Secret.env(\"NAME\")")
                    .formatted(owner, place, of.definition()))
            .toList();
    if (!problems.isEmpty()) {
      throw new RunRefused(problems);
    }
    return tree;
  }

  private static ConfigTree reference(Secret<?> secret) {
    return secret
        .variable()
        .map(name -> ConfigTree.entry("env", new ConfigTree.Text(name)))
        .orElse(LITERAL);
  }

  private static Stream<ConfigPath> literals(ConfigTree tree, ConfigPath path) {
    return switch (tree) {
      case ConfigTree.Entries all when all.equals(LITERAL) -> Stream.of(path);
      case ConfigTree.Entries(var entries) ->
          List.copyOf(entries.entrySet()).stream()
              .flatMap(entry -> literals(entry.getValue(), path.entry(entry.getKey())));
      case ConfigTree.Items(var items) ->
          IntStream.range(0, items.size())
              .boxed()
              .flatMap(i -> literals(items.get(i), path.item(i)));
      case ConfigTree.Nothing _,
          ConfigTree.Truth _,
          ConfigTree.Whole _,
          ConfigTree.Decimal _,
          ConfigTree.Text _ ->
          Stream.empty();
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
