package io.dagwerk.graphql;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A part of a list.
///
/// @param after the key of the last item, where more come after it
record Page<T>(List<T> items, Optional<String> after) {
  /// The most items of a page.
  static final int MOST = 10_000;

  /// The page of a list that its arguments `after` and `limit` name.
  ///
  /// @param all in a lasting order
  /// @param key what an item is known by
  /// @throws BadRequest when there is no item with the key to go on after
  static <T> Page<T> of(List<T> all, Function<T, String> key, Arguments arguments) {
    int limit = arguments.number("limit", 1, MOST);
    int from = arguments.findText("after").map(last -> indexAfter(all, key, last)).orElse(0);
    int to = Math.min(all.size(), from + limit);
    Optional<String> after =
        to < all.size() && to > from ? Optional.of(key.apply(all.get(to - 1))) : Optional.empty();
    return new Page<>(all.subList(from, to), after);
  }

  /// The page that a list begins with.
  ///
  /// @param found its items, and one more where more come after it
  /// @param key what an item is known by
  static <T> Page<T> first(List<T> found, Function<T, String> key, int limit) {
    return found.size() <= limit
        ? new Page<>(found, Optional.empty())
        : new Page<>(found.subList(0, limit), Optional.of(key.apply(found.get(limit - 1))));
  }

  private static <T> int indexAfter(List<T> all, Function<T, String> key, String last) {
    for (int i = 0; i < all.size(); i++) {
      if (key.apply(all.get(i)).equals(last)) {
        return i + 1;
      }
    }
    throw new BadRequest(
        "there is no '%s' to go on after; ask for the first page again".formatted(last));
  }
}
