package io.dagwerk.definitions;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.Tags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// A named, complete way to launch a job: config, mode, selection and tags. Immutable.
///
/// Parts of the config are merged deeply in the order in which they are said: a later one wins,
/// what stands beside it stays.
///
/// ```java
/// .preset("small", preset -> preset.config(load, new LoadConfig(10)).yaml("execution: ...").mode("test"))
/// ```
public record Preset(
    String name,
    List<Part> parts,
    String mode,
    Optional<String> selection,
    SequencedMap<String, String> tags) {
  public Preset {
    parts = List.copyOf(parts);
    tags = Ordered.copyOf(tags);
  }

  Preset(String name) {
    this(name, List.of(), Mode.DEFAULT, Optional.empty(), new LinkedHashMap<>());
  }

  /// A part of the run config.
  public sealed interface Part {
    /// A plain tree.
    record Tree(SequencedMap<String, Object> tree) implements Part {
      public Tree {
        tree = Ordered.copyOf(tree);
      }
    }

    /// A YAML or JSON text.
    record Text(String text) implements Part {}

    /// A YAML or JSON file, read when the definitions are loaded.
    record File(Path file) implements Part {}

    /// The config of one definition.
    record Of(Handle definition, Record config) implements Part {}
  }

  /// A part of the run config as a plain tree.
  public Preset config(Map<String, ?> tree) {
    return with(new Part.Tree(new LinkedHashMap<>(tree)));
  }

  /// The config of an op, asset, check or resource. A preset is stored and shown, so a secret in it
  /// is the variable that holds it: `Secret.env("NAME")`; any other is refused when the definitions
  /// are loaded.
  public Preset config(Handle definition, Record config) {
    return with(new Part.Of(definition, config));
  }

  /// A part of the run config as YAML or JSON.
  public Preset yaml(String text) {
    return with(new Part.Text(text));
  }

  /// Files of YAML or JSON, merged in this order.
  public Preset files(Path... files) {
    Preset preset = this;
    for (Path file : files) {
      preset = preset.with(new Part.File(file));
    }
    return preset;
  }

  public Preset mode(String other) {
    return new Preset(name, parts, other, selection, tags);
  }

  /// Runs a part of the job only.
  public Preset select(String steps) {
    return new Preset(name, parts, mode, Optional.of(steps), tags);
  }

  public Preset tag(String key, String value) {
    SequencedMap<String, String> more = new LinkedHashMap<>(tags);
    more.put(key, value);
    return new Preset(name, parts, mode, selection, more);
  }

  /// A tag with a structured value, which is stored as its JSON text.
  ///
  /// @throws IllegalArgumentException when JSON cannot say the value
  public Preset tag(String key, Map<String, ?> value) {
    return tag(key, Tags.json(key, value));
  }

  private Preset with(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new Preset(name, more, mode, selection, tags);
  }
}
