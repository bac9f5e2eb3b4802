package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.TimeWindow;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// The partitions that exist at one moment, in order, without a list of them: a key leads to its
/// number and its window, and back, by arithmetic. Immutable.
public sealed interface PartitionSet permits TimePartitions, ListedPartitions, ProductPartitions {
  /// How many there are.
  long count();

  /// The number of a partition: of a time window it stays the same forever; of any other key it is
  /// the place among the present ones. Empty for a key that does not exist.
  OptionalLong indexOf(PartitionKey key);

  /// The partition of this number, if there is one.
  Optional<PartitionKey> keyAt(long index);

  Optional<PartitionKey> first();

  Optional<PartitionKey> last();

  /// The partition so many places later, or earlier for a negative number. In several dimensions it
  /// is the time that is moved, if there is one.
  Optional<PartitionKey> step(PartitionKey key, long places);

  /// The window of time of a partition; in several dimensions the one of the first that has one.
  Optional<TimeWindow> window(PartitionKey key);

  /// All, in order.
  Stream<PartitionKey> keys();

  /// What there is, for messages: `days from 2001-01-01 to 2001-01-31`.
  String describe();

  default boolean contains(PartitionKey key) {
    return indexOf(key).isPresent();
  }

  /// Those from one to another, both included, in order.
  ///
  /// @throws IllegalArgumentException when one does not exist, or the last comes before the first
  default List<PartitionKey> between(PartitionKey first, PartitionKey last) {
    long from = numberOf(first);
    long to = numberOf(last);
    if (to < from) {
      throw new IllegalArgumentException(
          "a range ends at or after its start, but found %s to %s".formatted(first, last));
    }
    return keys(from, to).toList();
  }

  /// Those whose numbers are in a range, its end included, in order.
  Stream<PartitionKey> keys(long from, long to);

  /// The number of a partition.
  ///
  /// @throws IllegalArgumentException when there is no such partition
  default long numberOf(PartitionKey key) {
    return indexOf(key)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no partition '%s'; there are %s".formatted(key, describe())));
  }
}
