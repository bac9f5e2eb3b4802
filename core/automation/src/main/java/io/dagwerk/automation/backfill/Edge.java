package io.dagwerk.automation.backfill;

import io.dagwerk.model.PartitionMapping;
import io.dagwerk.partitions.PartitionMap;
import io.dagwerk.partitions.PartitionSubset;
import java.util.Optional;

/// What one node reads of another: for each of its partitions some of the other's, by number.
sealed interface Edge {
  /// The node that is read.
  String upstream();

  Need need();

  /// The partitions of the reader that need any of some upstream ones.
  ///
  /// @param among those of the reader that matter to the caller
  PartitionSubset readers(PartitionSubset some, PartitionSubset among);

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

    @Override
    public PartitionSubset readers(PartitionSubset some, PartitionSubset among) {
      return among.and(some);
    }
  }

  /// All of it: it has no partitions, or the reader has none and comes after it.
  record Whole(String upstream, Need need) implements Edge {
    @Override
    public PartitionSubset needed(long reader, PartitionSubset known) {
      return known;
    }

    @Override
    public PartitionSubset readers(PartitionSubset some, PartitionSubset among) {
      return some.isEmpty() ? some : among;
    }
  }

  /// Those that a mapping names.
  record Mapped(String upstream, Need need, PartitionMap map, Optional<PartitionMapping> declared)
      implements Edge {
    @Override
    public PartitionSubset needed(long reader, PartitionSubset known) {
      return map.upstream(PartitionSubset.of(reader), declared).orThrow();
    }

    @Override
    public PartitionSubset readers(PartitionSubset some, PartitionSubset among) {
      return among.and(map.downstream(some, declared));
    }
  }

  /// Those of the same keys or the same time.
  record Related(String upstream, PartitionMap map) implements Edge {
    @Override
    public Need need() {
      return Need.NONE;
    }

    @Override
    public PartitionSubset needed(long reader, PartitionSubset known) {
      return map.related(PartitionSubset.of(reader));
    }

    @Override
    public PartitionSubset readers(PartitionSubset some, PartitionSubset among) {
      return among.and(map.relatedReaders(some));
    }
  }
}
