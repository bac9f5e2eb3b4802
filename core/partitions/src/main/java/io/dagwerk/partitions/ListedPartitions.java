package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.TimeWindow;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Fixed keys, or the dynamic ones there are, in the order of their list.
final class ListedPartitions implements PartitionSet {
  /// What stands for the one partition of an asset without partitions.
  static final PartitionSet WHOLE =
      new ListedPartitions(List.of(PartitionKey.of("whole")), PartitionRegistry.empty());

  private static final int SHOWN = 5;

  private final List<PartitionKey> keys;
  private final PartitionRegistry known;
  private final PartitionRegistry registry;
  private final Map<PartitionKey, Integer> places = new HashMap<>();
  private final Once<PartitionSubset> all;

  ListedPartitions(List<PartitionKey> keys, PartitionRegistry known) {
    this.keys = keys.stream().distinct().toList();
    this.known = known;
    this.registry = known.with(this.keys);
    this.keys.forEach(key -> places.put(key, places.size()));
    this.all = new Once<>(() -> subset(this.keys));
  }

  @Override
  public long count() {
    return keys.size();
  }

  @Override
  public PartitionSubset all() {
    return all.get();
  }

  @Override
  public OptionalLong indexOf(PartitionKey key) {
    return places.containsKey(key) ? registry.numberOf(key) : OptionalLong.empty();
  }

  @Override
  public Optional<PartitionKey> keyAt(long number) {
    return registry.keyOf(number).filter(places::containsKey);
  }

  @Override
  public OptionalLong placeOf(PartitionKey key) {
    return Optional.ofNullable(places.get(key)).stream().mapToLong(Integer::longValue).findFirst();
  }

  @Override
  public Optional<PartitionKey> keyAtPlace(long place) {
    return place >= 0 && place < keys.size()
        ? Optional.of(keys.get(Math.toIntExact(place)))
        : Optional.empty();
  }

  @Override
  public Optional<TimeWindow> window(PartitionKey key) {
    return Optional.empty();
  }

  @Override
  public Stream<PartitionKey> keys() {
    return keys.stream();
  }

  @Override
  public Stream<PartitionKey> keys(PartitionSubset numbers) {
    return numbers
        .numbers()
        .mapToObj(this::keyAt)
        .flatMap(Optional::stream)
        .sorted(Comparator.comparingLong(key -> placeOf(key).orElseThrow()));
  }

  /// The keys that the registry does not know yet.
  List<PartitionKey> unregistered() {
    return registry.keys().subList(known.size(), registry.size());
  }

  @Override
  public String describe() {
    if (keys.isEmpty()) {
      return "no keys yet";
    }
    String shown =
        keys.stream().limit(SHOWN).map(PartitionKey::text).collect(Collectors.joining(", "));
    return "the keys " + shown + (keys.size() > SHOWN ? ", ..." : "");
  }
}
