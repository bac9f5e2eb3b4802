package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.TimeWindow;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// The partitions that exist at one moment, without a list of them where arithmetic does: a key
/// leads to its number and its window, and back. Not thread-safe: it keeps what it has worked out.
///
/// A partition has a **number**, which stays the same forever, and a **place** in the order of the
/// partitions that exist, from 0, which changes as they come and go.
public sealed interface PartitionSet permits WindowPartitions, ListedPartitions, ProductPartitions {
  /// How many there are.
  long count();

  /// The numbers of all.
  PartitionSubset all();

  /// The number of a partition; empty for a key that does not exist.
  OptionalLong indexOf(PartitionKey key);

  /// The partition of this number, if there is one.
  Optional<PartitionKey> keyAt(long number);

  /// The place of a partition; empty for a key that does not exist.
  OptionalLong placeOf(PartitionKey key);

  /// The partition at this place, if there is one.
  Optional<PartitionKey> keyAtPlace(long place);

  default Optional<PartitionKey> first() {
    return keyAtPlace(0);
  }

  default Optional<PartitionKey> last() {
    return keyAtPlace(count() - 1);
  }

  /// The partition so many places later, or earlier for a negative number. In several dimensions it
  /// is the time that is moved, if there is one.
  default Optional<PartitionKey> step(PartitionKey key, long places) {
    OptionalLong place = placeOf(key);
    return place.isPresent() ? keyAtPlace(place.getAsLong() + places) : Optional.empty();
  }

  /// The window of time of a partition; in several dimensions the one of the first that has one.
  Optional<TimeWindow> window(PartitionKey key);

  /// All, in order.
  Stream<PartitionKey> keys();

  /// Those of these numbers that exist, in order.
  Stream<PartitionKey> keys(PartitionSubset numbers);

  /// What there is, for messages: `days from 2001-01-01 to 2001-01-31`.
  String describe();

  default boolean contains(PartitionKey key) {
    return placeOf(key).isPresent();
  }

  /// Those from one to another, both included, in order.
  ///
  /// @throws IllegalArgumentException when one does not exist, or the last comes before the first
  default List<PartitionKey> between(PartitionKey first, PartitionKey last) {
    return places(first, last).mapToObj(this::keyAtPlace).flatMap(Optional::stream).toList();
  }

  /// The numbers of those from one to another, both included.
  ///
  /// @throws IllegalArgumentException as [#between]
  default PartitionSubset range(PartitionKey first, PartitionKey last) {
    return subset(between(first, last));
  }

  private LongStream places(PartitionKey first, PartitionKey last) {
    long from = known(placeOf(first), first);
    long to = known(placeOf(last), last);
    if (to < from) {
      throw new IllegalArgumentException(
          "a range ends at or after its start, but found %s to %s".formatted(first, last));
    }
    return LongStream.rangeClosed(from, to);
  }

  /// The number of a partition.
  ///
  /// @throws IllegalArgumentException when there is no such partition
  default long numberOf(PartitionKey key) {
    return known(indexOf(key), key);
  }

  /// The numbers of some partitions.
  ///
  /// @throws IllegalArgumentException when one does not exist
  default PartitionSubset subset(Collection<PartitionKey> keys) {
    return PartitionSubset.of(keys.stream().mapToLong(this::numberOf));
  }

  /// Keys in the order of the partitions; those that do not exist come first.
  default List<PartitionKey> sorted(Collection<PartitionKey> keys) {
    record Placed(PartitionKey key, long place) {}

    return keys.stream()
        .map(key -> new Placed(key, placeOf(key).orElse(-1)))
        .sorted(Comparator.comparingLong(Placed::place))
        .map(Placed::key)
        .toList();
  }

  private long known(OptionalLong found, PartitionKey key) {
    return found.orElseThrow(() ->
        new IllegalArgumentException("no partition '%s'; there are %s".formatted(key, describe())));
  }
}
