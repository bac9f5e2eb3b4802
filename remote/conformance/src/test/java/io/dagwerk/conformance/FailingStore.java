package io.dagwerk.conformance;

import io.dagwerk.model.RunId;
import io.dagwerk.runhost.Acknowledgement;
import io.dagwerk.runhost.Attempt;
import io.dagwerk.runhost.EventBatch;
import io.dagwerk.runhost.EventBatch.Producer;
import io.dagwerk.runhost.RunStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/// A store that cannot store what comes first and third.
///
/// @param batches how many came
record FailingStore(RunStore store, AtomicInteger batches) implements RunStore {
  FailingStore(RunStore store) {
    this(store, new AtomicInteger());
  }

  @Override
  public Optional<Attempt> attempt(RunId run) {
    return store.attempt(run);
  }

  @Override
  public List<byte[]> log(RunId run) {
    return store.log(run);
  }

  @Override
  public long acknowledged(RunId run, int attempt, Producer producer) {
    return store.acknowledged(run, attempt, producer);
  }

  @Override
  public CompletionStage<Acknowledgement> append(EventBatch batch) {
    int number = batches.incrementAndGet();
    return number == 1 || number == 3
        ? CompletableFuture.failedStage(new IllegalStateException("the store cannot be reached"))
        : store.append(batch);
  }
}
