package io.dagwerk.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Immutable copies that keep their order, which `Map.copyOf` does not.
public final class Ordered {
  private static final SequencedMap<?, ?> EMPTY =
      Collections.unmodifiableSequencedMap(new LinkedHashMap<>());

  private Ordered() {}

  @SuppressWarnings("unchecked") // an empty map holds no keys or values of any other type
  public static <K, V> SequencedMap<K, V> copyOf(Map<K, V> map) {
    return map.isEmpty()
        ? (SequencedMap<K, V>) EMPTY
        : Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }
}
