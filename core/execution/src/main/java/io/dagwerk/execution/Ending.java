package io.dagwerk.execution;

import java.util.Optional;
import java.util.concurrent.Callable;

/// How something came back that ran on a thread of its own.
sealed interface Ending<T> {
  /// By its result.
  record Came<T>(T result) implements Ending<T> {}

  /// By an interrupt.
  record Interrupted<T>(InterruptedException cause) implements Ending<T> {}

  /// By an exception that it should not have thrown.
  record Broke<T>(Throwable cause) implements Ending<T> {}

  /// Calls the work, whatever becomes of it. A log that did not take an event breaks it, even if
  /// the work has hidden that.
  static <T> Ending<T> of(Permit permit, Callable<T> work) {
    Ending<T> ending = of(work);
    return permit.broken().<Ending<T>>map(Broke::new).orElse(ending);
  }

  private static <T> Ending<T> of(Callable<T> work) {
    try {
      return new Came<>(work.call());
    } catch (InterruptedException e) {
      return new Interrupted<>(e);
    } catch (Throwable e) {
      return new Broke<>(e);
    }
  }

  default Optional<Throwable> thrown() {
    return switch (this) {
      case Came<T> _ -> Optional.empty();
      case Interrupted<T>(InterruptedException cause) -> Optional.of(cause);
      case Broke<T>(Throwable cause) -> Optional.of(cause);
    };
  }
}
