package io.dagwerk.execution;

import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.PartitionFunction;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping.Custom;
import io.dagwerk.partitions.EvaluatedMapping;
import io.dagwerk.partitions.PartitionSets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// Asks users' own mappings about the partitions of their readers, so that a plan needs no code.
final class UserMappings {
  private UserMappings() {}

  /// A function, by the partitions of one of its readers.
  private record Use(String mapping, PartitionFunction function, Node reader) {}

  static SequencedMap<String, EvaluatedMapping> of(Collection<Node> nodes, PartitionSets sets) {
    SequencedMap<String, List<Use>> uses = new LinkedHashMap<>();
    nodes.stream()
        .flatMap(node -> node.compute().inputs().stream().flatMap(input -> uses(node, input)))
        .forEach(use -> uses.computeIfAbsent(use.mapping(), _ -> new ArrayList<>()).add(use));
    SequencedMap<String, EvaluatedMapping> evaluated = new LinkedHashMap<>();
    uses.forEach((mapping, all) ->
        evaluated.put(
            mapping,
            EvaluatedMapping.of(
                all.stream().flatMap(use -> readers(use, sets)),
                all.getFirst().function()::upstreamOf)));
    return evaluated;
  }

  private static Stream<Use> uses(Node node, Input<?> input) {
    return switch (input) {
      case Input.ManyPartitions<?> many when many.mapping() instanceof Custom(String name) ->
          many.function().stream().map(function -> new Use(name, function, node));
      case Input.As<?> as -> uses(node, as.of());
      case Input.Several<?> several -> several.inputs().stream().flatMap(each -> uses(node, each));
      case Input<?> _ -> Stream.of();
    };
  }

  private static Stream<PartitionKey> readers(Use use, PartitionSets sets) {
    return NodeSnapshots.partitions(use.reader()).stream()
        .flatMap(definition -> sets.of(definition).keys());
  }
}
