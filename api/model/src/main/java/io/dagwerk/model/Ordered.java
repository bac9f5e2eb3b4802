package io.dagwerk.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;

/// Immutable copies that keep their order, which `Map.copyOf` does not.
public final class Ordered {
  private Ordered() {}

  public static <K, V> SequencedMap<K, V> copyOf(Map<K, V> map) {
    return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(map));
  }
}
