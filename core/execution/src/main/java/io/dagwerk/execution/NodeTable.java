package io.dagwerk.execution;

import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Node;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Nodes that runs may have, by the names that they have in plans, and what is looked up of them
/// for every launch. Immutable.
final class NodeTable {
  private final SequencedMap<String, Node> byName = new LinkedHashMap<>();
  private final List<Node> configurable = new ArrayList<>();
  private final NodeSet all;

  private NodeTable(List<Node> nodes) {
    for (Node node : nodes) {
      byName.put(NodeSnapshots.nameOf(node), node);
      if (isConfigurable(node)) {
        configurable.add(node);
      }
    }
    this.all = NodeSet.of(nodes);
  }

  static NodeTable of(List<Node> nodes) {
    return new NodeTable(nodes);
  }

  /// The assets, bundles and checks, which every asset job chooses from.
  static NodeTable ofAssets(Definitions definitions) {
    List<Node> nodes = new ArrayList<>();
    for (Definition definition : definitions.all()) {
      if (definition instanceof Node node) {
        nodes.add(node);
      }
    }
    return new NodeTable(nodes);
  }

  private static boolean isConfigurable(Node node) {
    return node.compute().inputs().stream().anyMatch(NodeTable::isConfigured)
        || node.outputs().stream().anyMatch(output -> output.type().materializer().isPresent());
  }

  private static boolean isConfigured(Input<?> input) {
    return input instanceof Input.Config<?>
        || input instanceof Input.External<?>
        || (input instanceof Input.As<?> as && isConfigured(as.of()))
        || (input instanceof Input.Several<?> several
            && several.inputs().stream().anyMatch(NodeTable::isConfigured));
  }

  SequencedMap<String, Node> byName() {
    return Collections.unmodifiableSequencedMap(byName);
  }

  NodeSet all() {
    return all;
  }

  /// Those that a run config document can say something to.
  List<Node> configurable() {
    return Collections.unmodifiableList(configurable);
  }
}
