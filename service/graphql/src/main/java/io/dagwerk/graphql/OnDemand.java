package io.dagwerk.graphql;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What several items of an answer share, and which is read when the first of them is asked for it:
/// never, or once. A failure is remembered too. For one request, which is answered by one thread.
final class OnDemand<T> {
  private final Supplier<T> read;
  private @Nullable T value;
  private @Nullable RuntimeException failed;

  OnDemand(Supplier<T> read) {
    this.read = read;
  }

  T get() {
    if (failed != null) {
      throw failed;
    }
    if (value == null) {
      try {
        value = read.get();
      } catch (RuntimeException e) {
        failed = e;
        throw e;
      }
    }
    return value;
  }
}
