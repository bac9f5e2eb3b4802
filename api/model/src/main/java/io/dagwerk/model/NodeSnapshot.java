package io.dagwerk.model;

import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// A node of the graph as the host sees it: everything that planning and showing need, no code.
///
/// @param name unique in its job, and among the assets, bundles and checks of a location. Nested
///   graphs join names by `.`; an asset's is its key; a check's is `asset.check`
/// @param inputs in the order of `from`
/// @param after names of nodes, or keys of assets, that come before
/// @param config what its config section must look like, when it has one
/// @param resources names of the resources it needs, also through other resources and IO
/// @param hooks called when its steps end, also those of the graphs around it and of its job
/// @param partitions how it is partitioned
/// @param wholeRange whether one step makes all planned partitions of a range
/// @param fanOuts the fan-outs around it, outermost first
/// @param check set for a check
public record NodeSnapshot(
    String name,
    NodeKind kind,
    String description,
    SequencedMap<String, String> tags,
    List<InputSnapshot> inputs,
    List<String> after,
    List<OutputSnapshot> outputs,
    Plan.Options options,
    Optional<ConfigSchema> config,
    List<String> resources,
    List<HookSnapshot> hooks,
    CodeVersion codeVersion,
    Optional<Partitions> partitions,
    boolean wholeRange,
    List<String> fanOuts,
    Optional<CheckFacts> check) {
  public NodeSnapshot {
    tags = Ordered.copyOf(tags);
    inputs = List.copyOf(inputs);
    after = List.copyOf(after);
    outputs = List.copyOf(outputs);
    resources = List.copyOf(resources);
    hooks = List.copyOf(hooks);
    fanOuts = List.copyOf(fanOuts);
  }

  /// An output of the node.
  ///
  /// @param type how the type is shown
  /// @param required whether a success without it is a failure
  /// @param asset what is known of the asset it is the value of
  /// @param ioManager the resource that stores it; empty for the default
  /// @param stored whether there is a value to store; not for an asset that its function stores
  public record OutputSnapshot(
      String name,
      String type,
      boolean required,
      Optional<AssetFacts> asset,
      Optional<String> ioManager,
      boolean stored,
      Metadata metadata) {}

  /// What is declared of an asset beside its function.
  ///
  /// @param kinds labels such as `csv`
  /// @param external whether nothing here makes it
  /// @param observed whether a function here looks at it, when it is external
  public record AssetFacts(
      AssetKey key,
      String group,
      List<String> kinds,
      List<String> owners,
      String description,
      SequencedMap<String, String> tags,
      Optional<Condition> condition,
      boolean external,
      boolean observed) {
    public AssetFacts {
      kinds = List.copyOf(kinds);
      owners = List.copyOf(owners);
      tags = Ordered.copyOf(tags);
    }
  }

  /// What is declared of a check.
  public record CheckFacts(
      AssetKey asset, String name, Event.Severity severity, boolean blocking) {}

  /// The assets that this node makes.
  public List<AssetKey> assets() {
    return outputs.stream()
        .flatMap(output -> output.asset().stream())
        .map(AssetFacts::key)
        .toList();
  }
}
