package io.dagwerk.automation.backfill;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.partitions.PartitionMap;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSubset;
import java.util.List;
import java.util.Optional;

/// What one node reads of another: for each of its partitions some of the other's, by number.
sealed interface Edge {
  /// The node that is read.
  String upstream();

  Need need();

  /// The partitions of the upstream node that one of the reader needs.
  ///
  /// @param known those of the upstream node that matter to the caller
  PartitionSubset needed(long reader, PartitionSubset known);

  /// How much of what is read has to be there for the reader to run.
  enum Need {
    ALL,
    SOME,
    NONE
  }

  /// The same partition; or both have none.
  record Same(String upstream, Need need) implements Edge {
    @Override
    public PartitionSubset needed(long reader, PartitionSubset known) {
      return PartitionSubset.of(reader);
    }
  }

  /// All of it: it has no partitions, or the reader has none and comes after it.
  record Whole(String upstream, Need need) implements Edge {
    @Override
    public PartitionSubset needed(long reader, PartitionSubset known) {
      return known;
    }
  }

  /// Those that a mapping names.
  record Mapped(String upstream, Need need, Mapping mapping) implements Edge {
    @Override
    public PartitionSubset needed(long reader, PartitionSubset known) {
      Optional<PartitionKey> key = mapping.sides.reader.flatMap(set -> set.keyAt(reader));
      boolean isGone = mapping.sides.reader.isPresent() && key.isEmpty();
      return isGone
          ? PartitionSubset.none()
          : mapping.sides.numbers(mapping.map.upstreamKeys(key, mapping.declared));
    }
  }

  /// Those of the same keys or the same time.
  record Related(String upstream, PartitionMap map, Sides sides) implements Edge {
    @Override
    public Need need() {
      return Need.NONE;
    }

    @Override
    public PartitionSubset needed(long reader, PartitionSubset known) {
      return sides
          .reader
          .flatMap(set -> set.keyAt(reader))
          .map(key -> sides.numbers(map.related(key)))
          .orElseGet(PartitionSubset::none);
    }
  }

  /// A mapping, and what it maps between.
  record Mapping(PartitionMap map, Optional<PartitionMapping> declared, Sides sides) {}

  /// The partitions on both sides.
  record Sides(Optional<PartitionSet> reader, PartitionSet upstream) {
    private PartitionSubset numbers(List<PartitionKey> keys) {
      return PartitionSubset.of(keys.stream().mapToLong(upstream::numberOf));
    }
  }
}
