package io.dagwerk.benchmarks.launch;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.runhost.Acknowledgement;
import io.dagwerk.runhost.Attempt;
import io.dagwerk.runhost.EventBatch;
import io.dagwerk.runhost.EventBatch.Producer;
import io.dagwerk.runhost.RunStore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs of one attempt each and their logs, in memory: what is measured is without what it costs to
/// store durably. Thread-safe.
final class RunsInMemory implements RunStore {
  private static final long LONGEST_RUN_SECONDS = 120;

  private final Map<RunId, Run> runs = new ConcurrentHashMap<>();

  private static final class Run {
    private final Attempt attempt;
    private final List<byte[]> log = new ArrayList<>();
    private final CompletableFuture<Event> end = new CompletableFuture<>();
    private final Map<Producer, Long> acknowledged = new EnumMap<>(Producer.class);

    Run(Attempt attempt) {
      this.attempt = attempt;
    }

    synchronized void append(EventBatch batch) {
      long sequence = batch.firstSequence();
      for (byte[] bytes : batch.events()) {
        if (sequence > acknowledged(batch.producer())) {
          log.add(bytes);
          acknowledged.put(batch.producer(), sequence);
          Event event = EventCodec.decode(bytes).shown();
          if (event instanceof Event.RunSucceeded
              || event instanceof Event.RunFailed
              || event instanceof Event.RunCanceled) {
            end.complete(event);
          }
        }
        sequence++;
      }
    }

    synchronized List<byte[]> log() {
      return List.copyOf(log);
    }

    synchronized long acknowledged(Producer producer) {
      return acknowledged.getOrDefault(producer, 0L);
    }
  }

  void start(Attempt attempt) {
    runs.put(attempt.run(), new Run(attempt));
  }

  private Run get(RunId run) {
    return Optional.ofNullable(runs.get(run))
        .orElseThrow(() -> new IllegalStateException("run %s was not started".formatted(run)));
  }

  /// Waits for the end of a run.
  ///
  /// @throws IllegalStateException when it did not succeed, as the figure would mean nothing
  void awaitSuccess(RunId run) throws InterruptedException {
    try {
      Event end = get(run).end.get(LONGEST_RUN_SECONDS, TimeUnit.SECONDS);
      if (!(end instanceof Event.RunSucceeded)) {
        throw new IllegalStateException("a run that should succeed ended with " + end);
      }
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("run %s did not end".formatted(run), e);
    }
  }

  @Override
  public Optional<Attempt> attempt(RunId run) {
    return Optional.ofNullable(runs.get(run)).filter(it -> !it.end.isDone()).map(it -> it.attempt);
  }

  @Override
  public List<byte[]> log(RunId run) {
    return get(run).log();
  }

  @Override
  public long acknowledged(RunId run, int attempt, Producer producer) {
    return get(run).acknowledged(producer);
  }

  @Override
  public CompletionStage<Acknowledgement> append(EventBatch batch) {
    get(batch.run()).append(batch);
    return CompletableFuture.completedStage(
        new Acknowledgement(batch.lastSequence(), get(batch.run()).end.isDone()));
  }
}
