package io.dagwerk.storage.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// The rule of how many values one statement is given.
final class Parts {
  static final int MOST = 5_000;

  private Parts() {}

  /// Asks for all, a few thousand at once, and gives the answers in their order.
  static <V, T> List<T> each(List<V> all, Function<List<V>, List<T>> query) {
    List<T> found = new ArrayList<>();
    for (int from = 0; from < all.size(); from += MOST) {
      found.addAll(query.apply(all.subList(from, Math.min(all.size(), from + MOST))));
    }
    return found;
  }
}
