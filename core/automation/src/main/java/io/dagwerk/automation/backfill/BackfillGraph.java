package io.dagwerk.automation.backfill;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.InputSnapshot.OfAsset;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.OutputSnapshot;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.PartitionMap;
import io.dagwerk.partitions.PartitionSets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// What the nodes of a backfill read, with the partitions of one moment. Not thread-safe.
final class BackfillGraph {
  private final PartitionSets sets;
  private final SequencedMap<String, NodeSnapshot> nodes = new LinkedHashMap<>();
  private final Map<AssetKey, NodeSnapshot> makers = new HashMap<>();
  private final Map<AssetKey, List<NodeSnapshot>> checks = new HashMap<>();
  private final Map<String, List<Edge>> edges = new HashMap<>();

  BackfillGraph(LocationSnapshot location, PartitionSets sets) {
    this.sets = sets;
    for (NodeSnapshot node : location.nodes()) {
      node.check()
          .ifPresentOrElse(
              check -> checks.computeIfAbsent(check.asset(), _ -> new ArrayList<>()).add(node),
              () -> nodes.put(node.name(), node));
      for (OutputSnapshot output : node.outputs()) {
        output
            .asset()
            .filter(facts -> !facts.external())
            .ifPresent(facts -> makers.put(facts.key(), node));
      }
    }
  }

  PartitionSets sets() {
    return sets;
  }

  Optional<NodeSnapshot> find(String node) {
    return Optional.ofNullable(nodes.get(node));
  }

  /// What a node and the checks on its assets read of other nodes, or of earlier partitions of its
  /// own.
  List<Edge> edges(NodeSnapshot node) {
    return edges.computeIfAbsent(node.name(), _ -> read(node));
  }

  private List<Edge> read(NodeSnapshot node) {
    List<Edge> found = new ArrayList<>();
    Stream.concat(
            Stream.of(node),
            node.assets().stream()
                .map(asset -> checks.getOrDefault(asset, List.of()))
                .flatMap(Collection::stream))
        .forEach(reader -> addEdges(node, reader, found));
    return found.stream().distinct().toList();
  }

  private void addEdges(NodeSnapshot node, NodeSnapshot reader, List<Edge> found) {
    boolean isCheck = reader.check().isPresent();
    reader.inputs().stream()
        .flatMap(BackfillGraph::leaves)
        .forEach(input -> {
          NodeSnapshot maker = makers.get(input.asset());
          boolean isJudged = isCheck && node.equals(maker);
          if (maker != null && !isJudged) {
            found.add(edge(reader, maker, input));
          }
        });
    for (String name : reader.after()) {
      Optional.ofNullable(nodes.get(name))
          .or(() -> Optional.ofNullable(makers.get(AssetKey.of(name))))
          .filter(before -> !before.equals(node))
          .ifPresent(before -> found.add(order(reader, before)));
    }
  }

  private static Stream<OfAsset> leaves(InputSnapshot input) {
    return switch (input) {
      case OfAsset asset -> Stream.of(asset);
      case InputSnapshot.OfMany(List<InputSnapshot> elements) ->
          elements.stream().flatMap(BackfillGraph::leaves);
      case InputSnapshot.OfNode _, InputSnapshot.OfElement _, InputSnapshot.OfBranches _ ->
          Stream.empty();
      case InputSnapshot.OfRunConfig _,
          InputSnapshot.OfResource _,
          InputSnapshot.OfConfig _,
          InputSnapshot.OfFact _ ->
          Stream.empty();
    };
  }

  private Edge edge(NodeSnapshot reader, NodeSnapshot maker, OfAsset input) {
    Optional<PartitionMapping> mapping = input.partitions();
    boolean readsOne = mapping.isEmpty() || mapping.get() instanceof PartitionMapping.Same;
    Edge.Need need =
        mapping.isPresent() && !readsOne
            ? input.optional() ? Edge.Need.NONE : Edge.Need.SOME
            : Edge.Need.ALL;
    if (readsOne && reader.partitions().equals(maker.partitions())) {
      return new Edge.Same(maker.name(), need);
    }
    return maker
        .partitions()
        .<Edge>map(upstream -> new Edge.Mapped(maker.name(), need, map(reader, upstream), mapping))
        .orElseGet(() -> new Edge.Whole(maker.name(), need));
  }

  /// Of steps of the same partition, or of the same time.
  private Edge order(NodeSnapshot reader, NodeSnapshot before) {
    if (reader.partitions().equals(before.partitions())) {
      return new Edge.Same(before.name(), Edge.Need.NONE);
    }
    if (before.partitions().isEmpty() || reader.partitions().isEmpty()) {
      return new Edge.Whole(before.name(), Edge.Need.NONE);
    }
    return new Edge.Related(before.name(), map(reader, before.partitions().get()));
  }

  private PartitionMap map(NodeSnapshot reader, Partitions upstream) {
    return new PartitionMap(sets, reader.partitions(), upstream);
  }
}
