package io.dagwerk.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/// Does the same with several things at once.
final class AtOnce {
  private AtOnce() {}

  /// What is done with each; as much of it as is done in a step may go wrong.
  @FunctionalInterface
  interface Work<T, R> {
    R apply(T each) throws StepFailure, ResourceFailed, InterruptedException;
  }

  /// The results in the order of `all`. Each is done in a thread of its own, whose prints and logs
  /// belong to the step of the caller. When one fails or the caller is interrupted, the others are
  /// interrupted; all have ended on return.
  ///
  /// @param most how many at a time
  static <T, R> List<R> map(List<T> all, int most, Work<T, R> work)
      throws StepFailure, ResourceFailed, InterruptedException {
    Semaphore places = new Semaphore(most);
    AtomicBoolean failed = new AtomicBoolean();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<R>> begun = new ArrayList<>();
      try {
        for (T each : all) {
          places.acquire();
          if (failed.get()) {
            break;
          }
          begun.add(
              threads.submit(() -> {
                try {
                  return work.apply(each);
                } catch (Throwable e) {
                  failed.set(true);
                  throw e;
                } finally {
                  places.release();
                }
              }));
        }
        return results(begun);
      } finally {
        threads.shutdownNow();
      }
    }
  }

  private static <R> List<R> results(List<Future<R>> begun)
      throws StepFailure, ResourceFailed, InterruptedException {
    List<R> results = new ArrayList<>();
    for (Future<R> each : begun) {
      try {
        results.add(each.get());
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case StepFailure failure -> throw failure;
          case ResourceFailed failure -> throw failure;
          case InterruptedException interrupted -> throw interrupted;
          case RuntimeException unchecked -> throw unchecked;
          case Error error -> throw error;
          case null, default -> throw new IllegalStateException(e);
        }
      }
    }
    return results;
  }
}
