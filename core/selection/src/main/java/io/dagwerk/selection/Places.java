package io.dagwerk.selection;

import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.IntConsumer;

/// At which places each of some words stands: for each word a chain of entries, the newest first.
/// Filled by its owner, and read only from then on.
final class Places {
  private static final int NONE = -1;

  private final SequencedMap<String, Integer> newest = new LinkedHashMap<>();
  private int[] places = new int[16];
  private int[] older = new int[16];
  private int count;

  void add(String word, int place) {
    if (count == places.length) {
      places = Arrays.copyOf(places, count * 2);
      older = Arrays.copyOf(older, count * 2);
    }
    places[count] = place;
    older[count] = newest.getOrDefault(word, NONE);
    newest.put(word, count);
    count++;
  }

  BitSet of(String word) {
    BitSet found = new BitSet();
    forEach(word, found::set);
    return found;
  }

  void forEach(String word, IntConsumer action) {
    for (int entry = newest.getOrDefault(word, NONE); entry != NONE; entry = older[entry]) {
      action.accept(places[entry]);
    }
  }

  /// In the order in which they came first.
  Collection<String> words() {
    return Collections.unmodifiableCollection(newest.sequencedKeySet());
  }
}
