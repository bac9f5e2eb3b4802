package io.dagwerk.plan;

import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.StepKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The steps that a job came to in an earlier run, the branches of its fan-outs included, and which
/// comes after which. A fan-out without elements has one unknown branch, `?`: run again, it may
/// come to some.
final class Branches {
  private static final List<String> UNKNOWN = List.of("?");

  private final ParentRun parent;
  private final SequencedMap<String, NodeSnapshot> nodes = new LinkedHashMap<>();
  private final Map<String, List<List<String>>> scopes = new HashMap<>();

  /// @param nodes in topological order
  Branches(ParentRun parent, List<NodeSnapshot> nodes) {
    this.parent = parent;
    nodes.forEach(node -> this.nodes.put(node.name(), node));
    nodes.forEach(node -> scopes.put(node.name(), scopes(node)));
  }

  private List<String> keys(StepKey fanOut) {
    List<String> keys = parent.mappingKeys(fanOut);
    return keys.isEmpty() ? UNKNOWN : keys;
  }

  /// Whether this is a branch that there is only when its fan-out is run again.
  static boolean isUnknown(StepKey step) {
    return step.keys().stream().anyMatch(UNKNOWN::contains);
  }

  private List<List<String>> scopes(NodeSnapshot node) {
    List<List<String>> all = List.of(List.of());
    for (String fanOut : node.fanOuts()) {
      List<List<String>> deeper = new ArrayList<>();
      for (List<String> outer : all) {
        StepKey key = StepKey.of(fanOut).withKeys(outer);
        keys(key).forEach(inner -> deeper.add(key.at(inner).keys()));
      }
      all = deeper;
    }
    return all;
  }

  /// What each step comes after, in the order of the nodes.
  SequencedMap<StepKey, List<StepKey>> before() {
    SequencedMap<StepKey, List<StepKey>> before = new LinkedHashMap<>();
    for (NodeSnapshot node : nodes.values()) {
      for (List<String> scope : scopes.getOrDefault(node.name(), List.of())) {
        before.put(StepKey.of(node.name()).withKeys(scope), before(node, scope));
      }
    }
    return before;
  }

  private List<StepKey> before(NodeSnapshot node, List<String> scope) {
    Stream<StepKey> around =
        Stream.concat(node.fanOuts().stream(), node.after().stream())
            .flatMap(name -> find(name).stream())
            .flatMap(each -> instance(each, scope));
    Stream<StepKey> read = node.inputs().stream().flatMap(input -> read(input, scope));
    return Stream.concat(around, read).distinct().toList();
  }

  private Stream<StepKey> read(InputSnapshot input, List<String> scope) {
    return switch (input) {
      case InputSnapshot.OfNode(String name, _) ->
          find(name).stream().flatMap(node -> instance(node, scope));
      case InputSnapshot.OfElement(String name) ->
          find(name).stream().flatMap(node -> instance(node, scope));
      case InputSnapshot.OfBranches(String fanOut, String branch, _) ->
          find(fanOut).stream().flatMap(node -> collected(node, branch, scope));
      case InputSnapshot.OfMany(List<InputSnapshot> elements) ->
          elements.stream().flatMap(element -> read(element, scope));
      case InputSnapshot.OfAsset _,
          InputSnapshot.OfRunConfig _,
          InputSnapshot.OfResource _,
          InputSnapshot.OfConfig _,
          InputSnapshot.OfFact _ ->
          Stream.empty();
    };
  }

  private Stream<StepKey> collected(NodeSnapshot fanOut, String branch, List<String> scope) {
    List<String> outer = scope.subList(0, fanOut.fanOuts().size());
    Stream<StepKey> branches =
        scopes.getOrDefault(branch, List.of()).stream()
            .filter(keys -> keys.subList(0, outer.size()).equals(outer))
            .map(keys -> StepKey.of(branch).withKeys(keys));
    return Stream.concat(instance(fanOut, scope), branches);
  }

  /// The instance of a node that an instance with these keys reads.
  private static Stream<StepKey> instance(NodeSnapshot node, List<String> scope) {
    int depth = node.fanOuts().size();
    return depth > scope.size()
        ? Stream.empty()
        : Stream.of(StepKey.of(node.name()).withKeys(scope.subList(0, depth)));
  }

  private Optional<NodeSnapshot> find(String name) {
    return Optional.ofNullable(nodes.get(name));
  }

  /// The nodes directly inside a fan-out.
  List<NodeSnapshot> inside(String fanOut) {
    return nodes.values().stream()
        .filter(node -> !node.fanOuts().isEmpty() && node.fanOuts().getLast().equals(fanOut))
        .toList();
  }

  static boolean isFanOut(NodeSnapshot node) {
    return node.kind() == NodeKind.FAN_OUT;
  }
}
