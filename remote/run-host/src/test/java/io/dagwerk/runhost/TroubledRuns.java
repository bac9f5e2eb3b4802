package io.dagwerk.runhost;

import io.dagwerk.model.RunId;
import io.dagwerk.runhost.EventBatch.Producer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Runs in memory whose store may be away, or keep an append waiting. Thread-safe.
final class TroubledRuns implements RunStore {
  private final InMemoryRuns runs;
  private final AtomicInteger failures = new AtomicInteger();
  private final AtomicReference<CountDownLatch> appending =
      new AtomicReference<>(new CountDownLatch(0));
  private final AtomicReference<Runnable> beforeWelcome = new AtomicReference<>(() -> {});
  private final AtomicReference<Runnable> beforeAnswer = new AtomicReference<>(() -> {});
  private final AtomicReference<Optional<Error>> breakdown =
      new AtomicReference<>(Optional.empty());
  private volatile boolean isAway;

  TroubledRuns(InMemoryRuns runs) {
    this.runs = runs;
  }

  void leave() {
    isAway = true;
  }

  void comeBack() {
    isAway = false;
  }

  /// How often it was asked while it was away.
  int failures() {
    return failures.get();
  }

  /// Keeps appends waiting until it is counted down.
  CountDownLatch hold() {
    appending.set(new CountDownLatch(1));
    return appending.get();
  }

  /// Does this once, before the next worker that says hello is answered.
  void beforeWelcome(Runnable step) {
    beforeWelcome.set(step);
  }

  /// Does this each time before it is answered which attempt of a run is open.
  void beforeAnswer(Runnable step) {
    beforeAnswer.set(step);
  }

  /// Has the next append break down.
  void breakDown(Error error) {
    breakdown.set(Optional.of(error));
  }

  private void ask() {
    if (isAway) {
      failures.incrementAndGet();
      throw new IllegalStateException("the store cannot be reached");
    }
  }

  @Override
  public Optional<Attempt> attempt(RunId run) {
    ask();
    beforeAnswer.get().run();
    return runs.attempt(run);
  }

  @Override
  public List<byte[]> log(RunId run) {
    ask();
    return runs.log(run);
  }

  @Override
  public long acknowledged(RunId run, int attempt, Producer producer) {
    ask();
    if (producer == Producer.WORKER) {
      beforeWelcome.getAndSet(() -> {}).run();
    }
    return runs.acknowledged(run, attempt, producer);
  }

  @Override
  public CompletionStage<Acknowledgement> append(EventBatch batch) {
    breakdown
        .getAndSet(Optional.empty())
        .ifPresent(error -> {
          throw error;
        });
    try {
      appending.get().await();
      ask();
      return runs.append(batch);
    } catch (IllegalStateException | InterruptedException e) {
      return CompletableFuture.failedStage(e);
    }
  }
}
