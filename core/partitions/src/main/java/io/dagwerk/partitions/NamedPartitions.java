package io.dagwerk.partitions;

import io.dagwerk.model.Partitions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// What a text such as `2001-01-01...2001-01-15,2001-02-01` names, in the first partitioning that
/// has all of it.
///
/// @param definition the partitioning
public record NamedPartitions(Partitions definition, PartitionSubset numbers) {
  /// @param definitions at least one
  /// @throws InvalidPartitions when none of the partitionings has all of it, with what is wrong for
  ///   the one that has most
  public static NamedPartitions find(
      String text, List<Partitions> definitions, PartitionSets sets) {
    List<InvalidPartitions> failures = new ArrayList<>();
    for (Partitions definition : definitions) {
      try {
        return new NamedPartitions(definition, PartitionText.parse(text, sets.of(definition)));
      } catch (InvalidPartitions e) {
        failures.add(e);
      }
    }
    throw failures.stream()
        .min(Comparator.comparingInt(failure -> failure.problems().size()))
        .orElseThrow();
  }
}
