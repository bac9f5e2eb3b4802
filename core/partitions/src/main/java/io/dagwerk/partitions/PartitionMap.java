package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.PartitionMapping.Overlapping;
import io.dagwerk.model.Partitions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// From the partitions of a reader to the partitions of an upstream asset that they need, and back,
/// at one moment. Not thread-safe.
///
/// Windows are related as spans of time, so that a million partitions in a row cost as much as one.
/// A reader without partitions has a single one, of number 0.
///
/// ```java
/// PartitionMap map = new PartitionMap(sets, Optional.of(days), hours);
/// PartitionSubset needed = map.upstream(someDays, Optional.empty()).existing();
/// PartitionSubset stale = map.downstream(changedHours, Optional.empty());
/// ```
public final class PartitionMap {
  private static final Optional<PartitionMapping> RELATED = Optional.of(new Overlapping(0, 0));

  private final PartitionSet reader;
  private final PartitionSet upstream;
  private final Optional<Partitions> readerDefinition;
  private final Relations relations;
  private final Map<Optional<PartitionMapping>, Relation> made = new HashMap<>();

  /// @param reader how the reader is partitioned, if it is
  public PartitionMap(PartitionSets sets, Optional<Partitions> reader, Partitions upstream) {
    this.readerDefinition = reader;
    this.reader = reader.map(sets::of).orElse(ListedPartitions.WHOLE);
    this.upstream = sets.of(upstream);
    this.relations = new Relations(sets, reader, this.reader, upstream);
  }

  /// What some partitions of the reader need.
  ///
  /// @param mapping which ones; if not declared, the one of the same key or window
  public MappedPartitions upstream(PartitionSubset readers, Optional<PartitionMapping> mapping) {
    return relation(mapping).upstream(readers);
  }

  /// The partitions of the reader that need any of some upstream partitions.
  public PartitionSubset downstream(PartitionSubset some, Optional<PartitionMapping> mapping) {
    return relation(mapping).downstream(some);
  }

  /// The existing partitions that a reader's partition needs, in order.
  ///
  /// @param key the reader's partition, if it is partitioned
  /// @throws IllegalArgumentException when a function of the user's own failed
  public List<PartitionKey> upstreamKeys(
      Optional<PartitionKey> key, Optional<PartitionMapping> mapping) {
    return upstream.keys(upstream(number(key), mapping).orThrow()).toList();
  }

  /// The keys that a reader's partition needs but that do not exist.
  ///
  /// @param key the reader's partition, if it is partitioned
  public Stream<PartitionKey> nonexistentKeys(
      Optional<PartitionKey> key, Optional<PartitionMapping> mapping) {
    return upstream(number(key), mapping).nonexistent();
  }

  private PartitionSubset number(Optional<PartitionKey> key) {
    if (readerDefinition.isEmpty()) {
      return ListedPartitions.WHOLE.all();
    }
    OptionalLong number = reader.indexOf(key.orElseThrow());
    return number.isPresent() ? PartitionSubset.of(number.getAsLong()) : PartitionSubset.none();
  }

  /// The upstream partitions that belong to some of the reader's: of the same keys, and of every
  /// window that overlaps theirs. None when the two have nothing in common.
  public PartitionSubset related(PartitionSubset readers) {
    return relations.haveCommon() ? upstream(readers, RELATED).existing() : PartitionSubset.none();
  }

  /// The partitions of the reader that some upstream ones belong to, as [#related].
  public PartitionSubset relatedReaders(PartitionSubset some) {
    return relations.haveCommon() ? downstream(some, RELATED) : PartitionSubset.none();
  }

  /// The keys of those that belong to a partition of the reader, in order, as [#related].
  public List<PartitionKey> related(PartitionKey key) {
    return upstream.keys(related(number(Optional.of(key)))).toList();
  }

  private Relation relation(Optional<PartitionMapping> mapping) {
    Relation known = made.get(mapping);
    if (known != null) {
      return known;
    }
    Relation relation = relations.of(mapping.orElseGet(PartitionMapping.Same::new));
    made.put(mapping, relation);
    return relation;
  }
}
