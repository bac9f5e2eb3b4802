package io.dagwerk.projection;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A list that grows at its end in constant time, while what it was before stays as it was: a step
/// may materialize a hundred thousand partitions, one event after the other. Immutable.
final class Appended<T> {
  private final @Nullable Appended<T> before;
  private final @Nullable T last;
  private final int size;

  private Appended(@Nullable Appended<T> before, @Nullable T last, int size) {
    this.before = before;
    this.last = last;
    this.size = size;
  }

  static <T> Appended<T> none() {
    return new Appended<>(null, null, 0);
  }

  Appended<T> and(T next) {
    return new Appended<>(this, next, size + 1);
  }

  /// All of it, in the order in which it was added.
  List<T> toList() {
    List<T> all = new ArrayList<>(size);
    for (Appended<T> at = this; at != null && at.last != null; at = at.before) {
      all.add(at.last);
    }
    Collections.reverse(all);
    return all;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Appended<?> that && size == that.size && toList().equals(that.toList());
  }

  @Override
  public int hashCode() {
    return toList().hashCode();
  }

  @Override
  public String toString() {
    return toList().toString();
  }
}
