package io.dagwerk.plan;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Nearest;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.model.Ordered;
import io.dagwerk.selection.SelectionGraph;
import io.dagwerk.selection.SelectionGraph.Item;
import io.dagwerk.selection.SelectionGraph.Labels;
import io.dagwerk.selection.SelectionGraph.Reach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Stream;

/// The assets of a location and who makes them. Immutable.
final class AssetGraph {
  private final List<NodeSnapshot> nodes;
  private final SequencedMap<AssetKey, Made> assets = new LinkedHashMap<>();
  private final Map<String, NodeSnapshot> byName = new HashMap<>();

  AssetGraph(LocationSnapshot location) {
    this(location.nodes());
  }

  AssetGraph(List<NodeSnapshot> nodes) {
    this.nodes = List.copyOf(nodes);
    for (NodeSnapshot node : nodes) {
      byName.put(node.name(), node);
      for (OutputSnapshot output : node.outputs()) {
        output.asset().ifPresent(facts -> assets.put(facts.key(), new Made(node, output, facts)));
      }
    }
  }

  /// An asset, and the output of the node that it is.
  record Made(NodeSnapshot node, OutputSnapshot output, AssetFacts facts) {}

  List<NodeSnapshot> nodes() {
    return nodes;
  }

  Optional<Made> find(AssetKey key) {
    return Optional.ofNullable(assets.get(key));
  }

  Optional<NodeSnapshot> node(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  /// The name that is nearest to an asset's that does not exist.
  String hint(AssetKey key) {
    return Nearest.hint(
        key.toString(), assets.sequencedKeySet().stream().map(AssetKey::toString).toList());
  }

  /// What a selection chooses from: the assets by their keys, and the checks, which go with their
  /// assets unless they are named.
  SelectionGraph selectable() {
    return new SelectionGraph("asset", items());
  }

  /// The same, of those of these names only.
  SelectionGraph selectable(Set<String> names) {
    return new SelectionGraph(
        "selected asset", items().stream().filter(item -> names.contains(item.name())).toList());
  }

  private List<Item> items() {
    List<Item> items = new ArrayList<>();
    for (NodeSnapshot node : nodes) {
      List<String> upstream = upstream(node);
      if (node.check().isPresent()) {
        items.add(new Item(node.name(), Labels.NONE, upstream, Reach.BY_NAME));
      }
      for (OutputSnapshot output : node.outputs()) {
        output
            .asset()
            .map(facts -> new Item(facts.key().toString(), labels(facts), upstream, Reach.LISTED))
            .ifPresent(items::add);
      }
    }
    return items;
  }

  private List<String> upstream(NodeSnapshot node) {
    List<String> own = node.assets().stream().map(AssetKey::toString).toList();
    Stream<String> checked = node.check().stream().map(check -> check.asset().toString());
    Stream<String> read =
        node.inputs().stream()
            .flatMap(AssetGraph::leaves)
            .filter(InputSnapshot.OfAsset.class::isInstance)
            .map(input -> ((InputSnapshot.OfAsset) input).asset().toString());
    Stream<String> after = node.after().stream().flatMap(this::assetsOf);
    return Stream.of(checked, read, after)
        .flatMap(names -> names)
        .filter(name -> !own.contains(name))
        .distinct()
        .toList();
  }

  private Stream<String> assetsOf(String name) {
    return node(name)
        .map(node -> node.assets().stream().map(AssetKey::toString))
        .orElseGet(() -> Stream.of(name));
  }

  /// The inputs below one, itself if it is not several.
  static Stream<InputSnapshot> leaves(InputSnapshot input) {
    return input instanceof InputSnapshot.OfMany many
        ? many.elements().stream().flatMap(AssetGraph::leaves)
        : Stream.of(input);
  }

  private static Labels labels(AssetFacts facts) {
    return new Labels(
        Optional.of(facts.group()), facts.kinds(), facts.owners(), Ordered.copyOf(facts.tags()));
  }

  /// The names of the assets that nothing here makes.
  Set<String> external() {
    Set<String> names = new HashSet<>();
    assets.forEach((key, made) -> {
      if (made.facts().external()) {
        names.add(key.toString());
      }
    });
    return names;
  }
}
