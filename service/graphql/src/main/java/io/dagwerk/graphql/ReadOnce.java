package io.dagwerk.graphql;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What one request has read, which several of its fields tell a part of: it is read once, and so
/// they agree. Not for subscriptions, which read again and again. For one thread.
final class ReadOnce {
  /// What is asked for.
  ///
  /// @param <T> what is read
  interface Asked<T> {
    /// The type of what is read.
    Class<T> type();
  }

  private final Map<Asked<?>, @Nullable Object> read = new HashMap<>();

  /// @param asked with a value of its own for each that is to be read
  <T> T of(Asked<T> asked, Supplier<T> reading) {
    Object known = read.get(asked);
    T value = known == null ? reading.get() : asked.type().cast(known);
    read.put(asked, value);
    return Objects.requireNonNull(value);
  }
}
