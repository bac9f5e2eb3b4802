package io.dagwerk.execution;

import io.dagwerk.definitions.Resource;
import io.dagwerk.model.ErrorInfo;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/// Closes one resource, on a thread of its own because nobody knows how long it takes.
///
/// @param name of the resource
record ResourceClosing(String name, Callable<Optional<ErrorInfo>> action) {

  /// Empty for what needs no closing.
  static <T> Optional<ResourceClosing> of(Resource<T> resource, Object value) {
    if (resource.settings().closing().isPresent()) {
      T open = resource.type().cast(value);
      return Optional.of(of(resource.name(), () -> resource.settings().closing().get().run(open)));
    }
    return value instanceof AutoCloseable closeable
        ? Optional.of(of(resource.name(), closeable))
        : Optional.empty();
  }

  private static ResourceClosing of(String name, AutoCloseable closeable) {
    return new ResourceClosing(
        name,
        () -> {
          closeable.close();
          return Optional.empty();
        });
  }

  /// What went wrong. One that takes too long is interrupted and left behind.
  Optional<ErrorInfo> within(Duration longest, LogScope scope) {
    FutureTask<Optional<ErrorInfo>> task =
        new FutureTask<>(() -> {
          try {
            return scope.call(action);
          } catch (Throwable e) {
            return Optional.of(ErrorInfo.of(e));
          }
        });
    Thread thread = Thread.ofVirtual().name("close " + name).start(task);
    if (!joined(thread, longest)) {
      thread.interrupt();
      String late = "it did not close within %s and was left behind".formatted(longest);
      return Optional.of(ErrorInfo.ofMessage("Timeout", late));
    }
    return task.resultNow();
  }

  /// An interrupt of the one who waits changes nothing: the resource is closed all the same.
  private static boolean joined(Thread thread, Duration longest) {
    long deadline = System.nanoTime() + Waits.bounded(longest).toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
