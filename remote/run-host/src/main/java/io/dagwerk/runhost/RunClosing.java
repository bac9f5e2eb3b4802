package io.dagwerk.runhost;

import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.DecodedEvent;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.runhost.EventBatch.Producer;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// Closes the runs of workers that are lost. What the store refuses is done again when it is asked
/// for, after a pause that grows while the same run is refused. Thread-safe.
final class RunClosing {
  private static final System.Logger LOG = System.getLogger(RunClosing.class.getName());
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 10;

  private final RunStore store;
  private final Workers workers;
  private final Clocks clocks;
  private final Consumer<RunId> closed;
  private final Executor executor;
  private final Set<Lost> lost = ConcurrentHashMap.newKeySet();
  private final Queue<Refused> refused = new ConcurrentLinkedQueue<>();

  /// How often in a row each run was refused.
  private final Map<RunId, Integer> refusals = new ConcurrentHashMap<>();

  private record Lost(RunId run, int attempt) {}

  /// @param due on the clock of nanoseconds
  private record Refused(Runnable again, long due) {}

  /// @param closed told of a run that has its end, by this host or by another
  /// @param executor does what asks the store
  RunClosing(
      RunStore store, Workers workers, Clocks clocks, Consumer<RunId> closed, Executor executor) {
    this.store = store;
    this.workers = workers;
    this.clocks = clocks;
    this.closed = closed;
    this.executor = executor;
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
    int times = refusals.merge(run, 1, Integer::sum);
    if (times == 1) {
      LOG.log(
          Level.WARNING,
          "cannot close run %s, whose worker is lost; it is tried again until it is closed: %s"
              .formatted(run, cause));
    }
    refused.add(
        new Refused(
            () -> insist(run, step), clocks.nanos().getAsLong() + pauseAfter(times).toNanos()));
  }

  private static Duration pauseAfter(int refusals) {
    int doublings = Math.min(refusals - 1, MOST_DOUBLINGS);
    Duration pause = FIRST_PAUSE.multipliedBy(1L << doublings);
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  /// Begins to do again what was refused and has paused.
  void again() {
    for (int i = refused.size(); i > 0; i--) {
      Refused step = refused.poll();
      if (step == null) {
        return;
      }
      if (clocks.nanos().getAsLong() - step.due() >= 0) {
        executor.execute(step.again());
      } else {
        refused.add(step);
      }
    }
  }

  /// A run has its end; nothing of it is refused any more.
  void forget(RunId run) {
    if (refusals.remove(run) != null) {
      LOG.log(Level.INFO, "run %s, whose worker is lost, is closed".formatted(run));
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
            .thenAcceptAsync(_ -> insist(attempt.run(), () -> settle(attempt, worker)), executor);
  }

  private void settle(Attempt attempt, LostWorker worker) {
    if (worker.canceled().isPresent() || !workers.resumes(attempt.run(), worker)) {
      LostWorker last =
          worker.canceled().isPresent()
              ? worker
              : workers.whyNotResumed(attempt.run(), worker).map(worker::notResumed).orElse(worker);
      insist(attempt.run(), () -> write(attempt, last));
    } else {
      // Until the next attempt is written down, it may come after all, or be canceled.
      lost.remove(new Lost(attempt.run(), attempt.number()));
    }
  }

  /// Writes the end of a run that its worker could not write, unless somebody else has, or another
  /// attempt or another host has taken the run up.
  private void write(Attempt attempt, LostWorker worker) {
    RunId run = attempt.run();
    List<byte[]> events =
        store
                .attempt(run)
                .filter(newest -> newest.number() == attempt.number())
                .filter(newest -> newest.host().equals(attempt.host()))
                .isEmpty()
            ? List.of()
            : ending(attempt, worker);
    if (events.isEmpty()) {
      isClosed(attempt);
      return;
    }
    long next = store.acknowledged(run, attempt.number(), Producer.HOST) + 1;
    var _ =
        append(attempt, next, events)
            .whenComplete((_, failed) -> {
              if (failed == null) {
                isClosed(attempt);
              } else {
                retry(run, () -> write(attempt, worker), failed);
              }
            });
  }

  private void isClosed(Attempt attempt) {
    lost.remove(new Lost(attempt.run(), attempt.number()));
    forget(attempt.run());
    closed.accept(attempt.run());
  }

  /// Stores as many at once as a batch has; the run's end is in the last.
  private CompletionStage<Acknowledgement> append(Attempt attempt, long first, List<byte[]> all) {
    int count = Math.min(all.size(), EventBatch.MOST_EVENTS);
    EventBatch batch =
        new EventBatch(
            attempt.run(),
            attempt.number(),
            Producer.HOST,
            first,
            all.subList(0, count),
            attempt.host());
    CompletionStage<Acknowledgement> stored = store.append(batch);
    return count == all.size()
        ? stored
        : stored.thenComposeAsync(
            _ -> append(attempt, first + count, all.subList(count, all.size())), executor);
  }

  private List<byte[]> ending(Attempt attempt, LostWorker worker) {
    Instant now = clocks.wall().instant();
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
