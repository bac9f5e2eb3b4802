package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.TimeWindow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Fixed keys, or the dynamic ones there are, in the order of their list.
final class ListedPartitions implements PartitionSet {
  private static final int SHOWN = 5;

  private final List<PartitionKey> keys;
  private final Map<PartitionKey, Integer> places = new HashMap<>();

  ListedPartitions(List<PartitionKey> keys) {
    this.keys = List.copyOf(keys);
    for (PartitionKey key : this.keys) {
      places.putIfAbsent(key, places.size());
    }
  }

  @Override
  public long count() {
    return keys.size();
  }

  @Override
  public OptionalLong indexOf(PartitionKey key) {
    return Optional.ofNullable(places.get(key)).stream().mapToLong(Integer::longValue).findFirst();
  }

  @Override
  public Optional<PartitionKey> keyAt(long index) {
    return index >= 0 && index < keys.size()
        ? Optional.of(keys.get(Math.toIntExact(index)))
        : Optional.empty();
  }

  @Override
  public Optional<PartitionKey> first() {
    return keyAt(0);
  }

  @Override
  public Optional<PartitionKey> last() {
    return keyAt(keys.size() - 1L);
  }

  @Override
  public Optional<PartitionKey> step(PartitionKey key, long distance) {
    OptionalLong index = indexOf(key);
    return index.isPresent() ? keyAt(index.getAsLong() + distance) : Optional.empty();
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
  public Stream<PartitionKey> keys(long from, long to) {
    return keys.stream().skip(Math.max(0, from)).limit(Math.max(0, to - Math.max(0, from) + 1));
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
