package io.dagwerk.partitions;

import java.util.Optional;
import java.util.function.Supplier;

/// A value that is worked out when it is first asked for. Not thread-safe.
final class Once<T> {
  private final Supplier<? extends T> source;
  private Optional<T> value = Optional.empty();

  Once(Supplier<? extends T> source) {
    this.source = source;
  }

  T get() {
    if (value.isEmpty()) {
      value = Optional.of(source.get());
    }
    return value.get();
  }
}
