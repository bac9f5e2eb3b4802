package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.ConditionAsset.ConditionCheck;
import io.dagwerk.automation.condition.ConditionAsset.Read;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.selection.SelectionGraph.Labels;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// What code locations define, as conditions see it.
final class LocationAssets {
  private final Map<AssetKey, List<ConditionCheck>> checks = new HashMap<>();
  private final Map<String, List<AssetKey>> made = new HashMap<>();
  private final Set<AssetKey> seen = new HashSet<>();

  private LocationAssets() {}

  /// All assets. An external one is left out where another location makes it.
  static List<ConditionAsset> of(List<LocationSnapshot> locations) {
    LocationAssets all = new LocationAssets();
    locations.forEach(all::read);
    List<ConditionAsset> assets = new ArrayList<>();
    for (LocationSnapshot location : locations) {
      all.add(location, asset -> !asset.external(), assets);
    }
    for (LocationSnapshot location : locations) {
      all.add(location, asset -> asset.external() && !all.seen.contains(asset.key()), assets);
    }
    return assets;
  }

  private void read(LocationSnapshot location) {
    for (NodeSnapshot node : location.nodes()) {
      made.computeIfAbsent(node.name(), _ -> new ArrayList<>()).addAll(node.assets());
      node.check()
          .ifPresent(check ->
              checks
                  .computeIfAbsent(check.asset(), _ -> new ArrayList<>())
                  .add(new ConditionCheck(check.name(), check.blocking(), Optional.empty())));
    }
  }

  private void add(
      LocationSnapshot location, Predicate<AssetFacts> wanted, List<ConditionAsset> assets) {
    for (NodeSnapshot node : location.nodes()) {
      node.outputs().stream()
          .flatMap(output -> output.asset().stream())
          .filter(wanted)
          .forEach(asset -> {
            seen.add(asset.key());
            assets.add(asset(location, node, asset));
          });
    }
  }

  private ConditionAsset asset(LocationSnapshot location, NodeSnapshot node, AssetFacts asset) {
    List<Read> reads =
        Stream.concat(
                node.inputs().stream().flatMap(LocationAssets::reads),
                node.after().stream().flatMap(this::readsAfter))
            .toList();
    return new ConditionAsset(
        asset.key(),
        location.name(),
        node.partitions(),
        reads,
        checks.getOrDefault(asset.key(), List.of()),
        asset.external() ? Optional.empty() : asset.condition(),
        new Labels(
            Optional.of(location.name()),
            Optional.of(asset.group()),
            asset.kinds(),
            asset.owners(),
            asset.tags()));
  }

  private static Stream<Read> reads(InputSnapshot input) {
    return switch (input) {
      case InputSnapshot.OfAsset of -> Stream.of(new Read(of.asset(), of.partitions()));
      case InputSnapshot.OfMany(List<InputSnapshot> elements) ->
          elements.stream().flatMap(LocationAssets::reads);
      case InputSnapshot.OfNode _,
          InputSnapshot.OfElement _,
          InputSnapshot.OfBranches _,
          InputSnapshot.OfRunConfig _,
          InputSnapshot.OfResource _,
          InputSnapshot.OfConfig _,
          InputSnapshot.OfFact _ ->
          Stream.empty();
    };
  }

  /// The assets that a node comes after without reading them.
  private Stream<Read> readsAfter(String name) {
    return made.getOrDefault(name, List.of()).stream().map(key -> new Read(key, Optional.empty()));
  }
}
