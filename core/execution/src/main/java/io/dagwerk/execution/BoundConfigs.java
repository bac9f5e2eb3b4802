package io.dagwerk.execution;

import io.dagwerk.config.Binding;
import io.dagwerk.config.Config;
import io.dagwerk.config.ConfigSource;
import io.dagwerk.config.Environment;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Resource;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The config of every node and resource that a run needs, bound before anything runs: an unset
/// variable or a bad value refuses the run, not a step of it. Immutable.
final class BoundConfigs {
  private final Map<Object, Object> values;
  private final Map<Object, ConfigTree> trees;
  private final ConfigTree document;

  private BoundConfigs(
      Map<Object, Object> values, Map<Object, ConfigTree> trees, ConfigTree document) {
    this.values = values;
    this.trees = trees;
    this.document = document;
  }

  /// What is needed, and the document that says it.
  ///
  /// @param planned the nodes that run
  record Needs(
      Definitions definitions, Job job, Mode mode, Set<Node> planned, ConfigTree document) {}

  /// @throws RunRefused with all problems of the document
  static BoundConfigs of(Needs needs, Environment environment) {
    RunConfigSchema schema =
        RunConfigSchema.of(needs.definitions(), needs.job(), needs.planned()::contains);
    List<ConfigProblem> problems =
        new ArrayList<>(Config.check(schema.document(), needs.document()));
    if (!problems.isEmpty()) {
      throw RunRefused.ofConfig(problems);
    }
    Map<Object, Object> values = new HashMap<>();
    Map<Object, ConfigTree> trees = new HashMap<>();
    targets(needs)
        .forEach((owner, target) -> {
          ConfigTree said = at(needs.document(), target.path());
          Binding<?> bound =
              target
                  .source()
                  .bind(
                      said.toPlain(),
                      environment,
                      ConfigPath.of(target.path().toArray(String[]::new)));
          problems.addAll(bound.problems());
          if (bound instanceof Binding.Bound<?>(Object value)) {
            values.put(owner, value);
            trees.put(owner, said);
          }
        });
    if (!problems.isEmpty()) {
      throw RunRefused.ofConfig(problems);
    }
    return new BoundConfigs(values, trees, needs.document());
  }

  private record Target(ConfigSource<?> source, List<String> path) {}

  private static SequencedMap<Object, Target> targets(Needs needs) {
    SequencedMap<Object, Target> targets = new LinkedHashMap<>();
    Set<Resource<?>> resources = new LinkedHashSet<>();
    for (Node node : needs.planned()) {
      find(node.compute().inputs())
          .ifPresent(config -> targets.put(node, new Target(config.source(), path(node, config))));
      resources.addAll(NodeSnapshots.resources(node));
    }
    needs
        .job()
        .settings()
        .hooks()
        .forEach(hook -> hook.hook().compute().inputs().forEach(each -> add(each, resources)));
    for (Resource<?> resource : resources) {
      Resource<?> actual = needs.mode().actual(resource);
      find(actual.compute().inputs())
          .ifPresent(config ->
              targets.put(
                  actual,
                  new Target(config.source(), List.of("resources", actual.name(), "config"))));
    }
    return targets;
  }

  private static void add(Input<?> input, Set<Resource<?>> resources) {
    if (input instanceof Resource<?> resource && resources.add(resource)) {
      resource.compute().inputs().forEach(inner -> add(inner, resources));
    }
  }

  private static List<String> path(Node node, Input.Config<?> config) {
    List<String> path =
        new ArrayList<>(
            config.graph().map(ConfigPlaces::ofOp).orElseGet(() -> ConfigPlaces.of(node)));
    path.add("config");
    return path;
  }

  private static Optional<Input.Config<?>> find(List<Input<?>> inputs) {
    for (Input<?> input : inputs) {
      if (input instanceof Input.Config<?> config) {
        return Optional.of(config);
      }
    }
    return Optional.empty();
  }

  /// The bound config of a node or resource that has some.
  Object of(Object owner) {
    return Objects.requireNonNull(values.get(owner), () -> owner + " has no config");
  }

  Optional<Object> find(Object owner) {
    return Optional.ofNullable(values.get(owner));
  }

  /// What the document says for a node or resource; variables are still references.
  ConfigTree treeOf(Object owner) {
    return trees.getOrDefault(owner, ConfigTree.empty());
  }

  /// The tree at a place of the document.
  ConfigTree at(List<String> place) {
    return at(document, place);
  }

  static ConfigTree at(ConfigTree tree, List<String> place) {
    ConfigTree at = tree;
    for (String name : place) {
      ConfigTree inner =
          at instanceof ConfigTree.Entries entries ? entries.entries().get(name) : null;
      if (inner == null) {
        return ConfigTree.nothing();
      }
      at = inner;
    }
    return at;
  }
}
