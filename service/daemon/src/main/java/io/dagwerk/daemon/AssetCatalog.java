package io.dagwerk.daemon;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Nearest;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.model.NodeSnapshot.CheckFacts;
import io.dagwerk.plan.Selectables;
import io.dagwerk.selection.Selection;
import io.dagwerk.selection.SelectionGraph;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// The assets that some locations define, by key. One that a location makes and others only read is
/// that of the location that makes it. Immutable.
final class AssetCatalog {
  private final SelectionGraph selectable;
  private final SequencedMap<String, DefinedAsset> byKey = new LinkedHashMap<>();
  private final Set<String> partitioned = new HashSet<>();
  private final List<DefinedAsset> all;

  private AssetCatalog(List<LocationSnapshot> locations) {
    this.selectable = Selectables.assets(locations);
    SequencedMap<String, Made> made = made(locations);
    Map<String, List<CheckFacts>> checks = checks(locations);
    Map<String, List<String>> upstream = new HashMap<>();
    Map<String, List<String>> downstream = new HashMap<>();
    for (SelectionGraph.Item item : selectable.items()) {
      if (made.containsKey(item.name())) {
        List<String> read = item.upstream().stream().filter(made::containsKey).distinct().toList();
        upstream.put(item.name(), read);
        read.forEach(
            key -> downstream.computeIfAbsent(key, _ -> new ArrayList<>()).add(item.name()));
      }
    }
    made.forEach((key, of) -> {
      if (of.node().partitions().isPresent()) {
        partitioned.add(key);
      }
    });
    made.forEach((key, of) ->
        byKey.put(
            key,
            new DefinedAsset(
                key,
                of.location(),
                of.node(),
                of.facts(),
                upstream.getOrDefault(key, List.of()),
                downstream.getOrDefault(key, List.of()),
                checks.getOrDefault(key, List.of()))));
    this.all = byKey.values().stream().sorted(Comparator.comparing(DefinedAsset::key)).toList();
  }

  static AssetCatalog of(List<LocationSnapshot> locations) {
    return new AssetCatalog(locations);
  }

  private record Made(String location, NodeSnapshot node, AssetFacts facts) {}

  private static SequencedMap<String, Made> made(List<LocationSnapshot> locations) {
    SequencedMap<String, Made> made = new LinkedHashMap<>();
    for (LocationSnapshot location : locations) {
      for (NodeSnapshot node : location.nodes()) {
        node.outputs().stream()
            .flatMap(output -> output.asset().stream())
            .forEach(facts ->
                made.merge(
                    facts.key().toString(),
                    new Made(location.name(), node, facts),
                    (first, other) -> first.facts().external() ? other : first));
      }
    }
    return made;
  }

  private static Map<String, List<CheckFacts>> checks(List<LocationSnapshot> locations) {
    Map<String, List<CheckFacts>> checks = new HashMap<>();
    locations.stream()
        .flatMap(location -> location.nodes().stream())
        .flatMap(node -> node.check().stream())
        .forEach(check ->
            checks.computeIfAbsent(check.asset().toString(), _ -> new ArrayList<>()).add(check));
    return checks;
  }

  /// Those that a selection chooses, by key; of all of them always the same list.
  ///
  /// @throws io.dagwerk.selection.InvalidSelection with all that is wrong with it
  List<DefinedAsset> select(String selection) {
    Set<String> chosen = Selection.parse(selection).resolve(selectable);
    List<DefinedAsset> some = all.stream().filter(asset -> chosen.contains(asset.key())).toList();
    return some.size() == all.size() ? all : some;
  }

  /// All of them, by key; always the same list.
  List<DefinedAsset> all() {
    return all;
  }

  /// Keys of those that have partitions.
  Set<String> partitioned() {
    return partitioned;
  }

  /// @throws Refused when there is none
  DefinedAsset get(AssetKey key) {
    String name = key.toString();
    return Optional.ofNullable(byKey.get(name))
        .orElseThrow(() ->
            new Refused(
                "no location defines an asset '%s'%s"
                    .formatted(name, Nearest.hint(name, List.copyOf(byKey.keySet())))));
  }
}
