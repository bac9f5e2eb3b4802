package io.dagwerk.plan;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.model.StepKey;
import io.dagwerk.selection.SelectionGraph;
import io.dagwerk.selection.SelectionGraph.Item;
import io.dagwerk.selection.SelectionGraph.Labels;
import io.dagwerk.selection.SelectionGraph.Reach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.stream.Stream;

/// What a selection chooses from, for all that can be selected: assets, ops, jobs and steps. Pure.
public final class Selectables {
  private Selectables() {}

  /// The assets of these locations by their keys, and the checks by `asset.check`, which go with
  /// their assets unless they are named. An asset that one location makes and others only read is
  /// there once.
  public static SelectionGraph assets(List<LocationSnapshot> locations) {
    Set<AssetKey> made = new HashSet<>();
    locations.forEach(location ->
        facts(location).filter(facts -> !facts.external()).map(AssetFacts::key).forEach(made::add));
    List<Item> items = new ArrayList<>();
    for (LocationSnapshot location : locations) {
      addAssets(location, made, items);
    }
    return new SelectionGraph("asset", items);
  }

  private static Stream<AssetFacts> facts(LocationSnapshot location) {
    return location.nodes().stream()
        .flatMap(node -> node.outputs().stream())
        .flatMap(output -> output.asset().stream());
  }

  private static void addAssets(LocationSnapshot location, Set<AssetKey> made, List<Item> items) {
    Map<String, NodeSnapshot> nodes = new HashMap<>();
    location.nodes().forEach(node -> nodes.put(node.name(), node));
    for (NodeSnapshot node : location.nodes()) {
      List<String> upstream = upstream(node, nodes);
      if (node.check().isPresent()) {
        Labels labels = Labels.of(location.name(), node.tags());
        items.add(new Item(node.name(), labels, upstream, Reach.BY_NAME));
      }
      for (OutputSnapshot output : node.outputs()) {
        output
            .asset()
            .filter(facts -> !facts.external() || !made.contains(facts.key()))
            .map(facts -> item(location, facts, upstream))
            .ifPresent(items::add);
      }
    }
  }

  private static Item item(LocationSnapshot location, AssetFacts facts, List<String> upstream) {
    Labels labels =
        new Labels(
            Optional.of(location.name()),
            Optional.of(facts.group()),
            facts.kinds(),
            facts.owners(),
            facts.tags());
    return new Item(facts.key().toString(), labels, upstream, Reach.LISTED);
  }

  private static List<String> upstream(NodeSnapshot node, Map<String, NodeSnapshot> nodes) {
    SequencedSet<String> names = new LinkedHashSet<>();
    node.check().ifPresent(check -> names.add(check.asset().toString()));
    node.inputs().forEach(input -> addRead(input, names));
    for (String name : node.after()) {
      Optional.ofNullable(nodes.get(name))
          .ifPresentOrElse(before -> addAssets(before, names), () -> names.add(name));
    }
    for (OutputSnapshot output : node.outputs()) {
      output.asset().ifPresent(own -> names.remove(own.key().toString()));
    }
    return List.copyOf(names);
  }

  private static void addRead(InputSnapshot input, Set<String> names) {
    if (input instanceof InputSnapshot.OfAsset of) {
      names.add(of.asset().toString());
    } else if (input instanceof InputSnapshot.OfMany(List<InputSnapshot> elements)) {
      elements.forEach(element -> addRead(element, names));
    }
  }

  private static void addAssets(NodeSnapshot node, Set<String> names) {
    node.assets().forEach(asset -> names.add(asset.toString()));
  }

  /// The ops and fan-outs of a job.
  public static SelectionGraph ops(LocationSnapshot location, JobSnapshot job) {
    return new SelectionGraph(
        "op",
        job.nodes().stream()
            .map(node ->
                new Item(
                    node.name(),
                    Labels.of(location.name(), node.tags()),
                    GraphEdges.upstream(node).toList(),
                    Reach.LISTED))
            .toList());
  }

  /// The jobs of these locations, in their order; none comes before another.
  public static SelectionGraph jobs(List<LocationSnapshot> locations) {
    List<Item> items = new ArrayList<>();
    for (LocationSnapshot location : locations) {
      for (JobSnapshot job : location.jobs()) {
        Labels labels = Labels.of(location.name(), job.tags());
        items.add(new Item(job.name(), labels, List.of(), Reach.LISTED));
      }
    }
    return new SelectionGraph("job", items);
  }

  /// Steps by their keys.
  ///
  /// @param before what each step comes after
  static SelectionGraph steps(SequencedMap<StepKey, List<StepKey>> before) {
    List<Item> items = new ArrayList<>();
    before.forEach((key, upstream) ->
        items.add(Item.of(key.toString(), upstream.stream().map(StepKey::toString).toList())));
    return new SelectionGraph("step", items);
  }
}
