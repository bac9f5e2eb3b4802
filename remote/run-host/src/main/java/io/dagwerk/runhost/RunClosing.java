package io.dagwerk.runhost;

import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.DecodedEvent;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.runhost.EventBatch.Producer;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/// Closes the runs of workers that are lost. What the store refuses is done again when it is asked
/// for. Thread-safe.
final class RunClosing {
  private static final System.Logger LOG = System.getLogger(RunClosing.class.getName());

  private final RunStore store;
  private final Workers workers;
  private final InstantSource clock;
  private final Consumer<RunId> closed;
  private final Set<Lost> lost = ConcurrentHashMap.newKeySet();
  private final Queue<Runnable> failed = new ConcurrentLinkedQueue<>();

  private record Lost(RunId run, int attempt) {}

  /// @param closed told of a run that has its end, by this host or by another
  RunClosing(RunStore store, Workers workers, InstantSource clock, Consumer<RunId> closed) {
    this.store = store;
    this.workers = workers;
    this.clock = clock;
    this.closed = closed;
  }

  /// Notes that a worker is lost; from now on it is not taken any more.
  ///
  /// @return whether it was not known to be
  boolean begin(RunId run, int attempt) {
    return lost.add(new Lost(run, attempt));
  }

  /// Whether a worker is lost, and its run not closed yet.
  boolean isLost(RunId run, int attempt) {
    return lost.contains(new Lost(run, attempt));
  }

  /// Another attempt has taken up the run.
  void takenUp(RunId run, int attempt) {
    lost.removeIf(it -> it.run().equals(run) && it.attempt() < attempt);
  }

  /// Does what a run needs for its end, or does it again later.
  void insist(RunId run, Runnable step) {
    try {
      step.run();
    } catch (RuntimeException e) {
      retry(run, step, e);
    }
  }

  private void retry(RunId run, Runnable step, Throwable cause) {
    LOG.log(
        Level.WARNING,
        "cannot close run %s, whose worker is lost; it is tried again: %s".formatted(run, cause));
    failed.add(() -> insist(run, step));
  }

  /// Begins to do again what has failed.
  void again() {
    for (int i = failed.size(); i > 0; i--) {
      Runnable step = failed.poll();
      if (step != null) {
        Thread.startVirtualThread(step);
      }
    }
  }

  /// Closes the run of a lost worker, unless another attempt takes it up.
  ///
  /// @param before what has to be done first, in whatever way it ends
  void close(Attempt attempt, LostWorker worker, CompletionStage<?> before) {
    // Not on the thread of the store that ends the wait: it asks the store.
    var _ =
        before
            .handle((_, _) -> true)
            .thenAcceptAsync(
                _ -> insist(attempt.run(), () -> settle(attempt, worker)),
                Thread::startVirtualThread);
  }

  private void settle(Attempt attempt, LostWorker worker) {
    if (worker.canceled().isPresent() || !workers.resumes(attempt.run(), worker)) {
      insist(attempt.run(), () -> write(attempt, worker));
    } else {
      // Until the next attempt is written down, it may come after all, or be canceled.
      lost.remove(new Lost(attempt.run(), attempt.number()));
    }
  }

  /// Writes the end of a run that its worker could not write, unless somebody else has, or another
  /// attempt has taken the run up.
  private void write(Attempt attempt, LostWorker worker) {
    RunId run = attempt.run();
    List<byte[]> events =
        store.attempt(run).filter(newest -> newest.number() == attempt.number()).isEmpty()
            ? List.of()
            : ending(attempt, worker);
    if (events.isEmpty()) {
      isClosed(attempt);
      return;
    }
    long next = store.acknowledged(run, attempt.number(), Producer.HOST) + 1;
    var _ =
        append(attempt, next, events)
            .whenComplete((_, refused) -> {
              if (refused == null) {
                isClosed(attempt);
              } else {
                retry(run, () -> write(attempt, worker), refused);
              }
            });
  }

  private void isClosed(Attempt attempt) {
    lost.remove(new Lost(attempt.run(), attempt.number()));
    closed.accept(attempt.run());
  }

  /// Stores as many at once as a batch has; the run's end is in the last.
  private CompletionStage<Acknowledgement> append(Attempt attempt, long first, List<byte[]> all) {
    int count = Math.min(all.size(), EventBatch.MOST_EVENTS);
    EventBatch batch =
        new EventBatch(
            attempt.run(), attempt.number(), Producer.HOST, first, all.subList(0, count));
    CompletionStage<Acknowledgement> stored = store.append(batch);
    return count == all.size()
        ? stored
        : stored.thenComposeAsync(
            _ -> append(attempt, first + count, all.subList(count, all.size())),
            Thread::startVirtualThread);
  }

  private List<byte[]> ending(Attempt attempt, LostWorker worker) {
    Instant now = clock.instant();
    return RunEnding.of(attempt.plan(), decoded(attempt.run()), worker, now).stream()
        .map(event -> EventCodec.encode(now, event))
        .toList();
  }

  private List<RecordedEvent> decoded(RunId run) {
    List<RecordedEvent> log = new ArrayList<>();
    for (byte[] bytes : store.log(run)) {
      DecodedEvent event = EventCodec.decode(bytes);
      log.add(new RecordedEvent(run, log.size() + 1L, event.at(), event.shown()));
    }
    return log;
  }
}
