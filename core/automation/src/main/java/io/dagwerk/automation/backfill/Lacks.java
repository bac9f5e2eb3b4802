package io.dagwerk.automation.backfill;

import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSubset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The rule of what a backfill would read that it does not make and that is not there.
final class Lacks {
  private static final int MOST_SHOWN = 5;
  private static final PartitionSubset ONLY = PartitionSubset.of(0);

  private final BackfillGraph graph;
  private final SequencedMap<String, BackfillNode> wanted;
  private final PartitionStates states;

  Lacks(BackfillGraph graph, SequencedMap<String, BackfillNode> wanted, PartitionStates states) {
    this.graph = graph;
    this.wanted = wanted;
    this.states = states;
  }

  /// One sentence for each reader and what it lacks.
  List<String> find() {
    List<String> problems = new ArrayList<>();
    wanted.forEach((name, node) -> {
      NodeSnapshot reader = graph.find(name).orElseThrow();
      for (Edge edge : graph.edges(reader)) {
        PartitionSubset lacking = lacking(edge, reader, node.items().wanted());
        if (!lacking.isEmpty()) {
          problems.add(problem(reader, edge, lacking));
        }
      }
    });
    return problems;
  }

  /// The partitions of the upstream node that are needed and will not be there.
  private PartitionSubset lacking(Edge edge, NodeSnapshot reader, PartitionSubset numbers) {
    boolean isOwn = edge.upstream().equals(reader.name());
    return switch (edge.need()) {
      case NONE -> PartitionSubset.none();
      case SOME -> isOwn ? PartitionSubset.none() : lacking(edge, numbers);
      case ALL ->
          edge instanceof Edge.Same
              ? numbers.minus(there(edge.upstream()))
              : lacking(edge, numbers);
    };
  }

  private PartitionSubset lacking(Edge edge, PartitionSubset numbers) {
    PartitionSubset there = there(edge.upstream());
    return numbers
        .numbers()
        .mapToObj(number -> edge.needed(number, ONLY))
        .filter(needed ->
            edge.need() == Edge.Need.ALL ? !there.containsAll(needed) : !there.intersects(needed))
        .map(needed -> needed.minus(there))
        .collect(
            Collectors.collectingAndThen(
                Collectors.toList(), all -> PartitionSubset.union(all.stream())));
  }

  private PartitionSubset there(String node) {
    PartitionSubset made =
        Optional.ofNullable(wanted.get(node))
            .map(each -> each.items().wanted())
            .orElseGet(PartitionSubset::none);
    return made.or(states.materialized(node));
  }

  private String problem(NodeSnapshot reader, Edge edge, PartitionSubset lacking) {
    return "'%s' reads '%s'%s, which was never materialized; backfill it too, or materialize it first"
        .formatted(reader.name(), edge.upstream(), shown(edge.upstream(), lacking));
  }

  private String shown(String node, PartitionSubset numbers) {
    Optional<PartitionSet> set =
        graph.find(node).flatMap(NodeSnapshot::partitions).map(graph.sets()::of);
    if (set.isEmpty()) {
      return "";
    }
    String keys =
        set.get()
            .keys(numbers)
            .limit(MOST_SHOWN)
            .map(PartitionKey::text)
            .collect(Collectors.joining(", "));
    return " "
        + keys
        + (numbers.count() > MOST_SHOWN
            ? " and %d more".formatted(numbers.count() - MOST_SHOWN)
            : "");
  }
}
