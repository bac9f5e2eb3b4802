package io.dagwerk.plan;

import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.InvalidPartitions;
import io.dagwerk.partitions.NamedPartitions;
import io.dagwerk.partitions.PartitionMap;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.plan.PlanRequest.Targets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/// Which partitions of each selected asset are to be made, given those of one of them.
final class AssetTargets {
  private final PartitionSets sets;
  private final PlanNotes notes;
  private final Optional<Partitions> definition;
  private final List<PartitionKey> keys;
  private final Map<Partitions, List<PartitionKey>> found = new HashMap<>();

  private AssetTargets(
      PartitionSets sets,
      PlanNotes notes,
      Optional<Partitions> definition,
      List<PartitionKey> keys) {
    this.sets = sets;
    this.notes = notes;
    this.definition = definition;
    this.keys = keys;
  }

  /// @param nodes the selected ones, in topological order
  /// @throws PlanProblem when the targets are partitions of none of them
  static AssetTargets of(
      Targets targets, List<NodeSnapshot> nodes, PartitionSets sets, PlanNotes notes) {
    List<Partitions> definitions =
        nodes.stream().map(NodeSnapshot::partitions).flatMap(Optional::stream).distinct().toList();
    return switch (targets) {
      case Targets.None _ -> {
        definitions.forEach(each -> notes.problem(untold(each, nodes, sets)));
        yield new AssetTargets(sets, notes, Optional.empty(), List.of());
      }
      case Targets.Every _ -> {
        Partitions first = definition(List.of(), definitions, sets);
        yield new AssetTargets(sets, notes, Optional.of(first), sets.of(first).keys().toList());
      }
      case Targets.Keys(List<PartitionKey> all) -> {
        Partitions fitting = definition(all, definitions, sets);
        List<PartitionKey> keys = sets.of(fitting).sorted(new LinkedHashSet<>(all));
        yield new AssetTargets(sets, notes, Optional.of(fitting), keys);
      }
      case Targets.Range(PartitionKey first, PartitionKey last) -> {
        Partitions fitting = definition(List.of(first, last), definitions, sets);
        List<PartitionKey> keys = between(first, last, sets.of(fitting));
        yield new AssetTargets(sets, notes, Optional.of(fitting), keys);
      }
      case Targets.Text(String text) -> {
        requirePartitioned(text, definitions);
        NamedPartitions named = named(text, definitions, sets);
        List<PartitionKey> keys = sets.of(named.definition()).keys(named.numbers()).toList();
        yield new AssetTargets(sets, notes, Optional.of(named.definition()), keys);
      }
    };
  }

  /// One problem for all that are partitioned alike, however many they are.
  private static String untold(
      Partitions definition, List<NodeSnapshot> nodes, PartitionSets sets) {
    List<NodeSnapshot> alike =
        nodes.stream().filter(node -> node.partitions().equals(Optional.of(definition))).toList();
    return "%s %s partitioned by %s; say which partitions to make, there are %s"
        .formatted(
            NodeNames.all(alike),
            alike.size() == 1 ? "is" : "are",
            Partitioning.describe(definition),
            sets.of(definition).describe());
  }

  private static NamedPartitions named(
      String text, List<Partitions> definitions, PartitionSets sets) {
    try {
      return NamedPartitions.find(text, definitions, sets);
    } catch (InvalidPartitions e) {
      throw new PlanProblem(e.problems());
    }
  }

  private static void requirePartitioned(Object named, List<Partitions> definitions) {
    if (definitions.isEmpty()) {
      throw new PlanProblem(
          "found the partitions %s, but no selected asset is partitioned; leave them out"
              .formatted(named));
    }
  }

  private static Partitions definition(
      List<PartitionKey> named, List<Partitions> definitions, PartitionSets sets) {
    requirePartitioned(named, definitions);
    Optional<Partitions> fitting =
        definitions.stream()
            .filter(each -> named.stream().allMatch(sets.of(each)::contains))
            .findFirst();
    if (fitting.isEmpty()) {
      String wrong =
          named.stream()
              .filter(key -> definitions.stream().noneMatch(each -> sets.of(each).contains(key)))
              .map(key -> "'" + key + "'")
              .collect(Collectors.joining(", "));
      String there =
          definitions.stream()
              .map(each -> sets.of(each).describe())
              .distinct()
              .collect(Collectors.joining("; or "));
      throw new PlanProblem(
          "no selected asset has the partition%s %s; there are %s"
              .formatted(wrong.contains(",") ? "s" : "", wrong.isEmpty() ? named : wrong, there));
    }
    return fitting.get();
  }

  private static List<PartitionKey> between(
      PartitionKey first, PartitionKey last, PartitionSet set) {
    try {
      return set.between(first, last);
    } catch (IllegalArgumentException e) {
      throw new PlanProblem(String.valueOf(e.getMessage()));
    }
  }

  /// The partitions of a node that are to be made, in order; a single nothing for a node without
  /// partitions. Problems and assets that have none are noted.
  List<Optional<PartitionKey>> of(NodeSnapshot node) {
    if (node.partitions().isEmpty()) {
      return List.of(Optional.empty());
    }
    Partitions own = node.partitions().get();
    if (definition.isEmpty()) {
      return List.of();
    }
    List<PartitionKey> mapped = found.computeIfAbsent(own, this::mapped);
    if (mapped.isEmpty()) {
      notes.note(
          "%s is left out: no partition of it belongs to %s; there are %s"
              .formatted(NodeNames.of(node), NodeNames.several(keys), sets.of(own).describe()));
    }
    return mapped.stream().map(Optional::of).toList();
  }

  private List<PartitionKey> mapped(Partitions own) {
    Partitions given = definition.orElseThrow();
    if (own.equals(given)) {
      return keys;
    }
    PartitionMap map = new PartitionMap(sets, definition, own);
    SequencedSet<PartitionKey> all = new LinkedHashSet<>();
    keys.forEach(key -> all.addAll(map.related(key)));
    return sets.of(own).sorted(all);
  }
}
