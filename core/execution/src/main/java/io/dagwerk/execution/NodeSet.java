package io.dagwerk.execution;

import io.dagwerk.definitions.Hook;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Needs;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Resource;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/// Some nodes and the resources that they use by themselves, without those that these are made
/// from. Immutable.
final class NodeSet {
  private final Set<Node> nodes;
  private final SequencedSet<Resource<?>> read = new LinkedHashSet<>();
  private final SequencedSet<Resource<?>> keepers = new LinkedHashSet<>();
  private boolean hasDefaultKeeper;

  private NodeSet(Set<Node> nodes) {
    this.nodes = nodes;
  }

  static NodeSet of(Collection<Node> nodes) {
    NodeSet set = new NodeSet(new LinkedHashSet<>(nodes));
    set.nodes.forEach(set::add);
    return set;
  }

  private void add(Node node) {
    addRead(node.compute().inputs(), read);
    node.settings().hooks().forEach(attached -> addRead(attached.hook(), read));
    addKeepers(node);
    for (Input<?> input : node.compute().inputs()) {
      Needs.nodes(input).forEach(this::addKeepers);
    }
  }

  /// Adds the resources that a hook reads.
  static void addRead(Hook hook, Set<Resource<?>> read) {
    addRead(hook.compute().inputs(), read);
  }

  private static void addRead(List<Input<?>> inputs, Set<Resource<?>> read) {
    for (Input<?> input : inputs) {
      if (input instanceof Resource<?> resource) {
        read.add(resource);
      }
    }
  }

  private void addKeepers(Node node) {
    Needs.keepers(node).forEach(this::addKeeper);
  }

  private void addKeeper(Optional<? extends Resource<?>> io) {
    io.ifPresentOrElse(keepers::add, () -> hasDefaultKeeper = true);
  }

  boolean contains(Node node) {
    return nodes.contains(node);
  }

  Set<Node> nodes() {
    return Collections.unmodifiableSet(nodes);
  }

  /// What the functions and hooks of the nodes read.
  SequencedSet<Resource<?>> read() {
    return Collections.unmodifiableSequencedSet(read);
  }

  /// The IO managers that are named to keep what the nodes make and read.
  SequencedSet<Resource<?>> keepers() {
    return Collections.unmodifiableSequencedSet(keepers);
  }

  /// Whether something that the nodes make or read is kept by the default IO manager.
  boolean hasDefaultKeeper() {
    return hasDefaultKeeper;
  }
}
