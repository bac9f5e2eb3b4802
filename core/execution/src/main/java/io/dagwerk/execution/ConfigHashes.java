package io.dagwerk.execution;

import io.dagwerk.config.Config;
import io.dagwerk.definitions.Fn.Fn0;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Resource;
import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.plan.VersionInputs;
import io.dagwerk.plan.VersionInputs.OfNode;
import io.dagwerk.plan.VersionInputs.OfResource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// The rule of what stored outputs are told apart by, beside the code of their steps: what config
/// says to nodes, resources and external inputs, and the code of resources and loaders.
final class ConfigHashes {
  private final RunFacts facts;
  private final BoundConfigs configs;
  private final CodeVersions versions;
  private final SequencedMap<String, OfNode> nodes = new LinkedHashMap<>();
  private final SequencedMap<String, OfResource> resources = new LinkedHashMap<>();
  private final SequencedMap<String, CodeVersion> externals = new LinkedHashMap<>();

  private ConfigHashes(RunFacts facts, BoundConfigs configs, CodeVersions versions) {
    this.facts = facts;
    this.configs = configs;
    this.versions = versions;
  }

  static VersionInputs of(RunFacts facts, BoundConfigs configs, CodeVersions versions) {
    ConfigHashes hashes = new ConfigHashes(facts, configs, versions);
    facts.nodes().forEach(hashes::addNode);
    return new VersionInputs(hashes.nodes, hashes.resources, hashes.externals);
  }

  private void addNode(String name, Node node) {
    Set<Resource<?>> own = NodeSnapshots.ownResources(node);
    nodes.put(name, new OfNode(hash(node), names(own)));
    own.forEach(this::addResource);
    node.compute().inputs().forEach(this::addExternals);
  }

  private void addResource(Resource<?> declared) {
    if (resources.containsKey(declared.name())) {
      return;
    }
    Resource<?> actual = facts.mode().actual(declared);
    List<Resource<?>> needs =
        actual.compute().inputs().stream().flatMap(NodeSnapshots::resource).toList();
    resources.put(declared.name(), new OfResource(versions.of(actual), hash(actual), names(needs)));
    needs.forEach(this::addResource);
  }

  private static List<String> names(Collection<Resource<?>> resources) {
    return resources.stream().map(Resource::name).toList();
  }

  /// Of the bound value, so that constants, mappings and variables count. A secret does not: it
  /// opens a door, and may be changed from time to time.
  private String hash(Object owner) {
    return configs
        .find(owner)
        .map(value ->
            value instanceof Record record
                ? record.getClass().getSimpleName() + ":" + Config.treeOf(record).hash()
                : ConfigTree.of(value).hash())
        .orElse("none");
  }

  private void addExternals(Input<?> input) {
    switch (input) {
      case Input.External<?> external ->
          externals.computeIfAbsent(external.name(), _ -> external(external));
      case Input.Several<?> several -> several.inputs().forEach(this::addExternals);
      case Input.As<?> as -> addExternals(as.of());
      default -> {}
    }
  }

  /// Of what is given in the end: the bound value, or the default, which is a part of the code.
  private CodeVersion external(Input.External<?> external) {
    if (configs.of(external).isEmpty()) {
      return external
          .byDefault()
          .map(value -> versions.of((Fn0<Object>) () -> value))
          .orElseGet(() -> new CodeVersion.Unknown("the run does not read it"));
    }
    String said = Externals.tree(external.type(), configs.of(external).get()).hash();
    return external
        .type()
        .loader()
        .map(loader -> loaded(said, versions.of(loader.function())))
        .orElseGet(() -> new CodeVersion.Known(said));
  }

  private static CodeVersion loaded(String said, CodeVersion loader) {
    return switch (loader) {
      case CodeVersion.Known(String code) -> new CodeVersion.Known(said + " " + code);
      case CodeVersion.Unknown(String reason) ->
          new CodeVersion.Unknown("its loader has none: " + reason);
    };
  }
}
