package io.dagwerk.runhost;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.runhost.EventBatch.Producer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/// Runs and their logs in memory. Thread-safe.
public final class InMemoryRuns implements RunStore {
  private final Map<RunId, Attempt> attempts = new HashMap<>();
  private final Map<RunId, List<byte[]>> logs = new HashMap<>();
  private final Map<Source, Long> stored = new HashMap<>();

  private final Set<RunId> ended = new HashSet<>();

  private record Source(RunId run, int attempt, Producer producer) {}

  /// Makes this the newest attempt of its run.
  public synchronized void start(Attempt attempt) {
    attempts.put(attempt.run(), attempt);
    logs.computeIfAbsent(attempt.run(), _ -> new ArrayList<>());
  }

  /// Forgets a run and its log.
  public synchronized void forget(RunId run) {
    attempts.remove(run);
    logs.remove(run);
    ended.remove(run);
    stored.keySet().removeIf(source -> source.run().equals(run));
  }

  @Override
  public synchronized Optional<Attempt> attempt(RunId run) {
    return Optional.ofNullable(attempts.get(run)).filter(_ -> !ended.contains(run));
  }

  @Override
  public synchronized List<byte[]> log(RunId run) {
    return List.copyOf(logs.getOrDefault(run, List.of()));
  }

  /// What is in the log of a run.
  public synchronized List<Event> events(RunId run) {
    return log(run).stream().map(bytes -> EventCodec.decode(bytes).shown()).toList();
  }

  @Override
  public synchronized long acknowledged(RunId run, int attempt, Producer producer) {
    return stored.getOrDefault(new Source(run, attempt, producer), 0L);
  }

  @Override
  public synchronized CompletionStage<Acknowledgement> append(EventBatch batch) {
    Attempt newest = attempts.get(batch.run());
    if (newest == null || newest.number() != batch.attempt()) {
      return CompletableFuture.failedStage(new IllegalStateException("a stale attempt"));
    }
    Source source = new Source(batch.run(), batch.attempt(), batch.producer());
    long sequence = batch.firstSequence();
    for (byte[] event : batch.events()) {
      if (sequence == acknowledged(batch.run(), batch.attempt(), batch.producer()) + 1) {
        logs.computeIfAbsent(batch.run(), _ -> new ArrayList<>()).add(event);
        stored.put(source, sequence);
        if (RunEnding.isEnd(EventCodec.decode(event).shown())) {
          ended.add(batch.run());
        }
      }
      sequence++;
    }
    notifyAll();
    return CompletableFuture.completedStage(
        new Acknowledgement(batch.lastSequence(), ended.contains(batch.run())));
  }

  /// Waits until the log of a run is as it should be.
  ///
  /// @return the log
  public synchronized List<Event> await(RunId run, Predicate<List<Event>> as)
      throws InterruptedException {
    long until = System.nanoTime() + 60_000_000_000L;
    while (!as.test(events(run))) {
      long left = (until - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("in a minute the log came to " + events(run));
      }
      wait(left);
    }
    return events(run);
  }

  /// Waits for the end of a run.
  public List<Event> awaitEnd(RunId run) throws InterruptedException {
    return await(run, events -> events.stream().anyMatch(RunEnding::isEnd));
  }
}
