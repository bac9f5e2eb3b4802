package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;

/// Given partitions for each of the reader's.
///
/// @param failures why nothing is given for some of the reader's, one sentence each
record TabledKeys(
    PartitionSet reader,
    PartitionSet upstream,
    SequencedMap<PartitionKey, List<PartitionKey>> table,
    SequencedMap<PartitionKey, String> failures)
    implements Relation {
  @Override
  public MappedPartitions upstream(PartitionSubset readers) {
    List<PartitionKey> unknown = new ArrayList<>();
    List<Long> known = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    readers
        .numbers()
        .mapToObj(reader::keyAt)
        .flatMap(Optional::stream)
        .forEach(key -> {
          Optional.ofNullable(failures.get(key)).ifPresent(failed::add);
          for (PartitionKey needed : table.getOrDefault(key, List.of())) {
            OptionalLong number = upstream.indexOf(needed);
            if (number.isPresent()) {
              known.add(number.getAsLong());
            } else {
              unknown.add(needed);
            }
          }
        });
    return MappedPartitions.of(
            PartitionSubset.of(known.stream().mapToLong(Long::longValue)),
            () -> unknown.stream().distinct())
        .failing(failed);
  }

  @Override
  public PartitionSubset downstream(PartitionSubset some) {
    return PartitionSubset.of(
        table.entrySet().stream()
            .filter(entry -> entry.getValue().stream().anyMatch(key -> isAmong(some, key)))
            .map(entry -> reader.indexOf(entry.getKey()))
            .flatMapToLong(OptionalLong::stream));
  }

  private boolean isAmong(PartitionSubset some, PartitionKey key) {
    OptionalLong number = upstream.indexOf(key);
    return number.isPresent() && some.contains(number.getAsLong());
  }
}
