package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// The numbers of keys that arithmetic gives none: fixed keys, dynamic ones, and the windows of
/// cron expressions. A key is appended when it is first seen and keeps its number forever, also
/// when it is removed from its definition; no number is used twice.
///
/// Immutable, thread-safe, equal by content.
///
/// ```java
/// PartitionRegistry grown = registry.with(sets.unregistered(customers));
/// ```
public final class PartitionRegistry {
  private static final PartitionRegistry EMPTY = new PartitionRegistry(List.of(), Map.of());

  private final List<PartitionKey> keys;
  private final Map<PartitionKey, Integer> numbers;

  /// By row of windows; worked out when first asked for.
  private final Map<WindowRow, CronIndex> indexes = new ConcurrentHashMap<>();

  private PartitionRegistry(List<PartitionKey> keys, Map<PartitionKey, Integer> numbers) {
    this.keys = keys;
    this.numbers = numbers;
  }

  public static PartitionRegistry empty() {
    return EMPTY;
  }

  /// One in which each key has its place in the list as its number.
  ///
  /// @throws IllegalArgumentException when a key is given twice
  public static PartitionRegistry of(List<PartitionKey> keys) {
    PartitionRegistry registry = EMPTY.with(keys);
    if (registry.size() != keys.size()) {
      throw new IllegalArgumentException(
          "a key has one number, but of %d keys only %d differ"
              .formatted(keys.size(), registry.size()));
    }
    return registry;
  }

  /// This registry and, behind its keys, those of the given ones that it does not have, in their
  /// order.
  public PartitionRegistry with(Collection<PartitionKey> more) {
    List<PartitionKey> unknown =
        more.stream().filter(key -> !numbers.containsKey(key)).distinct().toList();
    if (unknown.isEmpty()) {
      return this;
    }
    List<PartitionKey> all = new ArrayList<>(keys);
    all.addAll(unknown);
    Map<PartitionKey, Integer> byKey = new HashMap<>(numbers);
    unknown.forEach(key -> byKey.put(key, byKey.size()));
    return new PartitionRegistry(List.copyOf(all), byKey);
  }

  public OptionalLong numberOf(PartitionKey key) {
    Integer number = numbers.get(key);
    return number == null ? OptionalLong.empty() : OptionalLong.of(number);
  }

  public Optional<PartitionKey> keyOf(long number) {
    return number >= 0 && number < keys.size()
        ? Optional.of(keys.get(Math.toIntExact(number)))
        : Optional.empty();
  }

  /// How many numbers were given, and the next one to be.
  public int size() {
    return keys.size();
  }

  /// All keys that ever were, by number.
  public List<PartitionKey> keys() {
    return keys;
  }

  CronIndex index(WindowRow row) {
    return indexes.computeIfAbsent(row, of -> CronIndex.of(of, keys));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartitionRegistry registry && keys.equals(registry.keys);
  }

  @Override
  public int hashCode() {
    return keys.hashCode();
  }

  @Override
  public String toString() {
    return keys.toString();
  }
}
