package io.dagwerk.plan;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Nearest;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.selection.SelectionGraph;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The assets of a location and who makes them. Immutable.
final class AssetGraph {
  private final List<NodeSnapshot> nodes;
  private final SequencedMap<AssetKey, Made> assets = new LinkedHashMap<>();
  private final Map<String, NodeSnapshot> byName = new HashMap<>();
  private final Map<String, Integer> makers = new HashMap<>();
  private final Map<String, List<Integer>> checks = new HashMap<>();
  private final SelectionGraph selectable;

  AssetGraph(LocationSnapshot location) {
    this.nodes = location.nodes();
    for (int place = 0; place < nodes.size(); place++) {
      add(nodes.get(place), place);
    }
    this.selectable = Selectables.assets(List.of(location));
  }

  private void add(NodeSnapshot node, int place) {
    byName.put(node.name(), node);
    node.check()
        .ifPresent(check -> {
          makers.put(node.name(), place);
          checks.computeIfAbsent(check.asset().toString(), _ -> new ArrayList<>()).add(place);
        });
    for (OutputSnapshot output : node.outputs()) {
      output
          .asset()
          .ifPresent(facts -> {
            assets.put(facts.key(), new Made(node, output, facts));
            makers.put(facts.key().toString(), place);
          });
    }
  }

  /// An asset, and the output of the node that it is.
  record Made(NodeSnapshot node, OutputSnapshot output, AssetFacts facts) {}

  List<NodeSnapshot> nodes() {
    return nodes;
  }

  Map<String, NodeSnapshot> byName() {
    return Collections.unmodifiableMap(byName);
  }

  Optional<NodeSnapshot> node(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  Optional<Made> find(AssetKey key) {
    return Optional.ofNullable(assets.get(key));
  }

  /// The name that is nearest to an asset's that does not exist.
  String hint(AssetKey key) {
    return Nearest.hint(
        key.toString(), assets.sequencedKeySet().stream().map(AssetKey::toString).toList());
  }

  /// What a selection chooses from: the assets by their keys, and the checks, which go with their
  /// assets unless they are named.
  SelectionGraph selectable() {
    return selectable;
  }

  /// The same, of those of these names only.
  SelectionGraph selectable(Set<String> names) {
    return new SelectionGraph(
        "selected asset",
        selectable.items().stream().filter(item -> names.contains(item.name())).toList());
  }

  /// The places among the nodes of those that make these assets or are these checks.
  BitSet makersOf(Collection<String> names) {
    BitSet places = new BitSet();
    for (String name : names) {
      Optional.ofNullable(makers.get(name)).ifPresent(places::set);
    }
    return places;
  }

  /// The places among the nodes of the checks that judge these assets.
  BitSet checksOf(Collection<String> names) {
    BitSet places = new BitSet();
    for (String name : names) {
      checks.getOrDefault(name, List.of()).forEach(places::set);
    }
    return places;
  }

  /// The nodes at these places, in topological order.
  List<NodeSnapshot> at(BitSet places) {
    return places.stream().mapToObj(nodes::get).toList();
  }
}
