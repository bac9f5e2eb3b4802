package io.dagwerk.runhost;

import io.dagwerk.model.RunId;
import io.dagwerk.runhost.EventBatch.Producer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Runs in memory whose store fails a few times at what it is told to. Thread-safe.
final class FailingRuns implements RunStore {
  private final InMemoryRuns runs;
  private final Deque<Failure> failures;

  FailingRuns(InMemoryRuns runs, Failure... failures) {
    this.runs = runs;
    this.failures = new ArrayDeque<>(List.of(failures));
  }

  /// What fails next.
  enum Failure {
    ATTEMPT,
    LOG,
    APPEND
  }

  private synchronized void fail(Failure at) {
    if (failures.peek() == at) {
      failures.remove();
      throw new IllegalStateException("the store cannot be reached");
    }
  }

  synchronized boolean hasFailed() {
    return failures.isEmpty();
  }

  @Override
  public Optional<Attempt> attempt(RunId run) {
    fail(Failure.ATTEMPT);
    return runs.attempt(run);
  }

  @Override
  public List<byte[]> log(RunId run) {
    fail(Failure.LOG);
    return runs.log(run);
  }

  @Override
  public long acknowledged(RunId run, int attempt, Producer producer) {
    return runs.acknowledged(run, attempt, producer);
  }

  @Override
  public CompletionStage<Acknowledgement> append(EventBatch batch) {
    try {
      fail(Failure.APPEND);
      return runs.append(batch);
    } catch (IllegalStateException e) {
      return CompletableFuture.failedStage(e);
    }
  }
}
