package io.dagwerk.automation.backfill;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.InvalidPartitions;
import io.dagwerk.partitions.NamedPartitions;
import io.dagwerk.partitions.PartitionMap;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.plan.PlanRequest.Targets;
import io.dagwerk.plan.SelectedNodes;
import io.dagwerk.plan.SelectedNodes.Selected;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The partitions that a request chooses, of whichever partitioning they are keys of, and those of
/// other partitionings that belong to them.
record Chosen(PartitionSets sets, Optional<Partitions> definition, PartitionSubset numbers) {
  private static final PartitionSubset ONLY = PartitionSubset.of(0);

  /// @throws RefusedBackfill when the keys are partitions of none of the nodes
  static Chosen of(Targets targets, List<Selected> nodes, PartitionSets sets) {
    List<Partitions> all =
        Stream.concat(
                SelectedNodes.partitions(nodes).stream(),
                nodes.stream().flatMap(each -> each.node().partitions().stream()))
            .distinct()
            .toList();
    return switch (targets) {
      case Targets.None _ when all.isEmpty() -> new Chosen(sets, Optional.empty(), ONLY);
      case Targets.None _ ->
          throw new RefusedBackfill(
              "the assets are partitioned; say which partitions to make, there are "
                  + described(all, sets));
      case Targets.Every _ when all.isEmpty() -> new Chosen(sets, Optional.empty(), ONLY);
      case Targets.Every _ -> {
        Partitions definition = all.getFirst();
        yield new Chosen(sets, Optional.of(definition), sets.of(definition).all());
      }
      case Targets.Keys(List<PartitionKey> keys) -> {
        Partitions definition = definition(keys, all, sets);
        yield new Chosen(sets, Optional.of(definition), sets.of(definition).subset(keys));
      }
      case Targets.Range(PartitionKey first, PartitionKey last) -> {
        Partitions definition = definition(List.of(first, last), all, sets);
        yield new Chosen(sets, Optional.of(definition), range(sets.of(definition), first, last));
      }
      case Targets.Text(String text) -> {
        requirePartitioned(text, all);
        NamedPartitions named = named(text, all, sets);
        yield new Chosen(sets, Optional.of(named.definition()), named.numbers());
      }
    };
  }

  private static NamedPartitions named(String text, List<Partitions> all, PartitionSets sets) {
    try {
      return NamedPartitions.find(text, all, sets);
    } catch (InvalidPartitions e) {
      throw new RefusedBackfill(String.valueOf(e.getMessage()));
    }
  }

  private static void requirePartitioned(Object named, List<Partitions> all) {
    if (all.isEmpty()) {
      throw new RefusedBackfill(
          "found the partitions %s, but none of the assets is partitioned; leave them out"
              .formatted(named));
    }
  }

  private static Partitions definition(
      List<PartitionKey> keys, List<Partitions> all, PartitionSets sets) {
    requirePartitioned(keys, all);
    Optional<Partitions> fitting =
        all.stream().filter(each -> keys.stream().allMatch(sets.of(each)::contains)).findFirst();
    return fitting.orElseThrow(() -> {
      List<PartitionKey> unknown =
          keys.stream()
              .filter(key -> all.stream().noneMatch(each -> sets.of(each).contains(key)))
              .toList();
      return new RefusedBackfill(
          "none of the assets has the partitions %s; there are %s"
              .formatted(unknown.isEmpty() ? keys : unknown, described(all, sets)));
    });
  }

  private static String described(List<Partitions> all, PartitionSets sets) {
    return all.stream()
        .map(each -> sets.of(each).describe())
        .distinct()
        .collect(Collectors.joining("; or "));
  }

  private static PartitionSubset range(PartitionSet set, PartitionKey first, PartitionKey last) {
    try {
      return set.range(first, last);
    } catch (IllegalArgumentException e) {
      throw new RefusedBackfill(String.valueOf(e.getMessage()));
    }
  }

  /// Those of a node that is partitioned so; the number 0 for one without partitions.
  PartitionSubset numbers(Optional<Partitions> own) {
    if (own.isEmpty()) {
      return ONLY;
    }
    if (own.equals(definition)) {
      return numbers;
    }
    return new PartitionMap(sets, definition, own.get()).related(numbers);
  }
}
