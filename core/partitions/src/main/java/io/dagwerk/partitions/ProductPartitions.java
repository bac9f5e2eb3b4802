package io.dagwerk.partitions;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.TimeWindow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Every combination of the keys of several dimensions, the first changing slowest.
final class ProductPartitions implements PartitionSet {
  private final SequencedMap<String, PartitionSet> dimensions;
  private final List<PartitionSet> sets;

  ProductPartitions(SequencedMap<String, PartitionSet> dimensions) {
    this.dimensions = Ordered.copyOf(dimensions);
    this.sets = List.copyOf(dimensions.values());
  }

  @Override
  public long count() {
    return sets.stream().mapToLong(PartitionSet::count).reduce(1, Math::multiplyExact);
  }

  @Override
  public OptionalLong indexOf(PartitionKey key) {
    List<PartitionKey> parts = parts(key);
    if (parts.size() != sets.size()) {
      return OptionalLong.empty();
    }
    long index = 0;
    for (int i = 0; i < sets.size(); i++) {
      OptionalLong place = place(sets.get(i), parts.get(i));
      if (place.isEmpty()) {
        return OptionalLong.empty();
      }
      index = index * sets.get(i).count() + place.getAsLong();
    }
    return OptionalLong.of(index);
  }

  /// Its keys by dimension; empty for text that is no combination.
  private static List<PartitionKey> parts(PartitionKey key) {
    boolean isBroken =
        Stream.of(key.text().split("\\" + PartitionKey.SEPARATOR, -1)).anyMatch(String::isBlank);
    return isBroken ? List.of() : key.dimensions();
  }

  /// The place among the present ones, from 0, which for windows of time is not their number.
  private static OptionalLong place(PartitionSet set, PartitionKey key) {
    OptionalLong index = set.indexOf(key);
    return index.isPresent() && set instanceof TimePartitions windows
        ? OptionalLong.of(windows.placeOf(index.getAsLong()))
        : index;
  }

  @Override
  public Optional<PartitionKey> keyAt(long index) {
    if (index < 0 || index >= count()) {
      return Optional.empty();
    }
    List<PartitionKey> parts = new ArrayList<>();
    long rest = index;
    for (PartitionSet set : sets.reversed()) {
      long place = rest % set.count();
      rest /= set.count();
      parts.addFirst(
          set instanceof TimePartitions windows
              ? windows.keyAtPlace(place)
              : set.keyAt(place).orElseThrow());
    }
    return Optional.of(PartitionKey.ofDimensions(parts));
  }

  @Override
  public Optional<PartitionKey> first() {
    return keyAt(0);
  }

  @Override
  public Optional<PartitionKey> last() {
    return keyAt(count() - 1);
  }

  @Override
  public Optional<PartitionKey> step(PartitionKey key, long places) {
    OptionalLong index = indexOf(key);
    if (index.isEmpty()) {
      return Optional.empty();
    }
    for (int i = 0; i < sets.size(); i++) {
      if (sets.get(i) instanceof TimePartitions windows) {
        List<PartitionKey> parts = new ArrayList<>(key.dimensions());
        int dimension = i;
        return windows
            .step(parts.get(i), places)
            .map(moved -> {
              parts.set(dimension, moved);
              return PartitionKey.ofDimensions(parts);
            });
      }
    }
    return keyAt(index.getAsLong() + places);
  }

  @Override
  public Optional<TimeWindow> window(PartitionKey key) {
    if (!contains(key)) {
      return Optional.empty();
    }
    List<PartitionKey> parts = key.dimensions();
    for (int i = 0; i < sets.size(); i++) {
      if (sets.get(i) instanceof TimePartitions windows) {
        return windows.window(parts.get(i));
      }
    }
    return Optional.empty();
  }

  @Override
  public Stream<PartitionKey> keys() {
    Stream<List<PartitionKey>> combined = Stream.of(List.of());
    for (PartitionSet set : sets) {
      combined = combined.flatMap(before -> set.keys().map(key -> appended(before, key)));
    }
    return combined.map(PartitionKey::ofDimensions);
  }

  private static List<PartitionKey> appended(List<PartitionKey> before, PartitionKey key) {
    List<PartitionKey> keys = new ArrayList<>(before);
    keys.add(key);
    return keys;
  }

  @Override
  public Stream<PartitionKey> keys(long from, long to) {
    long start = Math.max(0, from);
    return keys().skip(start).limit(Math.max(0, to - start + 1));
  }

  @Override
  public String describe() {
    return dimensions.entrySet().stream()
        .map(ProductPartitions::describe)
        .collect(Collectors.joining(" times "));
  }

  private static String describe(Map.Entry<String, PartitionSet> dimension) {
    return "%s (%s)".formatted(dimension.getKey(), dimension.getValue().describe());
  }
}
