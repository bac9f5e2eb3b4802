package io.dagwerk.codeserver;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Evaluation;
import io.dagwerk.worker.LoadedCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Calls functions of schedules and sensors, each with a deadline. What takes too long is
/// interrupted, and left behind if it does not care; only so many may be under way. Thread-safe.
final class Evaluations {
  private static final int MOST_AT_ONCE = 64;

  private final LoadedCode code;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE);

  Evaluations(LoadedCode code) {
    this.code = code;
  }

  /// What the function decided, or why it did not.
  Evaluation evaluate(String what, Callable<Evaluation> function, Duration timeout)
      throws InterruptedException {
    long until = System.nanoTime() + timeout.toNanos();
    if (!places.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
      return failed(
          "%s was not asked within %s, because %d evaluations are under way"
              .formatted(what, timeout, MOST_AT_ONCE));
    }
    CompletableFuture<Evaluation> result = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("dagwerk-evaluation")
            .start(() -> {
              try {
                result.complete(LoadedCode.as(code.classes(), function::call));
              } catch (Throwable e) {
                result.complete(new Evaluation.Failed(ErrorInfo.of(e)));
              } finally {
                places.release();
              }
            });
    try {
      return result.get(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      return failed("%s took longer than its timeout of %s".formatted(what, timeout));
    } catch (ExecutionException e) {
      throw new IllegalStateException("completed normally on every path", e);
    }
  }

  private static Evaluation failed(String message) {
    return new Evaluation.Failed(ErrorInfo.ofMessage("EvaluationTimeout", message));
  }
}
