package io.dagwerk.codeserver;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.worker.LoadedCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls functions of users, each with a deadline. What takes too long is interrupted, and left
/// behind if it does not care; only so many may be under way. Thread-safe.
final class Evaluations {
  private static final int MOST_AT_ONCE = 64;

  private final LoadedCode code;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  Evaluations(LoadedCode code) {
    this.code = code;
  }

  /// What became of calling a function.
  sealed interface Outcome<T> {
    record Returned<T>(T value) implements Outcome<T> {}

    /// It threw, or took too long.
    record Failed<T>(ErrorInfo error) implements Outcome<T> {}
  }

  /// @param what is called, for the error
  <T> Outcome<T> call(String what, Callable<T> function, Duration timeout)
      throws InterruptedException {
    long until = System.nanoTime() + timeout.toNanos();
    if (!places.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      return tooLate(
          "%s was not asked within %s, because %d evaluations are under way"
              .formatted(what, timeout, MOST_AT_ONCE));
    }
    CompletableFuture<Outcome<T>> result = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("dagwerk-evaluation")
            .start(() -> {
              try {
                result.complete(
                    new Outcome.Returned<>(LoadedCode.as(code.classes(), function::call)));
              } catch (Throwable e) {
                result.complete(new Outcome.Failed<>(ErrorInfo.of(e)));
              } finally {
                places.release();
              }
            });
    try {
      return result.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      return tooLate("%s took longer than its timeout of %s".formatted(what, timeout));
    } catch (ExecutionException e) {
      throw new IllegalStateException("completed normally on every path", e);
    }
  }

  private static <T> Outcome<T> tooLate(String message) {
    return new Outcome.Failed<>(ErrorInfo.ofMessage("EvaluationTimeout", message));
  }
}
