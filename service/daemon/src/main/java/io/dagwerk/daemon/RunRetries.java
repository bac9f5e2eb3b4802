package io.dagwerk.daemon;

import io.dagwerk.automation.recovery.RunRetry;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunPolicy;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredRun;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Executes failed runs again whose jobs ask for it, on the active host. Which run that comes to
/// follows from the failed one, so that hosts which end in the middle, or think the same at once,
/// come to one run.
final class RunRetries implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RunRetries.class.getName());

  /// A run that failed earlier is left to people: nobody waited for it any more.
  private static final Duration LONGEST_AGO = Duration.ofHours(12);

  /// A run that was created earlier is not looked at any more.
  private static final Duration OLDEST = Duration.ofDays(7);

  private static final Duration WHOLE_LOOK = Duration.ofMinutes(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  /// Between two turns, however many runs end.
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(200);

  private static final int NEWEST = 100;
  private static final int MOST_KNOWN = 100_000;

  private final Storage storage;
  private final LostRuns lost;
  private final Work work;
  private final InstantSource clock;
  private final Supplier<Optional<Fence>> fence;
  private final Semaphore wakes = new Semaphore(0);
  private Instant nextWholeLook = Instant.MIN;

  /// Runs of which nothing is to be done any more.
  private final Set<RunId> settled = new HashSet<>();

  private final Thread thread =
      Thread.ofPlatform().daemon().name("dagwerk-run-retries").unstarted(this::turnAgainAndAgain);

  /// What executes a run again.
  interface Work {
    /// Whether the code of a location is there.
    boolean isReady(String location);

    /// @throws Refused when that is not possible
    void retry(RunId failed, RunRetry retry);
  }

  /// @param fence of the active host; while it is empty, nothing is retried
  RunRetries(
      Storage storage,
      LostRuns lost,
      Work work,
      InstantSource clock,
      Supplier<Optional<Fence>> fence) {
    this.storage = storage;
    this.lost = lost;
    this.work = work;
    this.clock = clock;
    this.fence = fence;
  }

  void start() {
    thread.start();
  }

  /// A run has ended.
  void wake() {
    wakes.release();
  }

  private void turnAgainAndAgain() {
    Semaphore never = new Semaphore(0);
    while (!Thread.currentThread().isInterrupted()) {
      try {
        turn(clock.instant());
      } catch (RuntimeException e) {
        LOG.log(Level.WARNING, "failed runs cannot be looked at now; it is tried again", e);
      }
      try {
        var _ = wakes.tryAcquire(LONGEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        var _ = never.tryAcquire(SHORTEST_PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        wakes.drainPermits();
      } catch (InterruptedException closed) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Retries what failed. The newest runs are looked at each time, all others now and then.
  void turn(Instant now) {
    if (fence.get().isEmpty()) {
      nextWholeLook = Instant.MIN;
      return;
    }
    boolean isWhole = !now.isBefore(nextWholeLook);
    RunFilter failed = RunFilter.all().of(RunStatus.FAILED);
    int limit = isWhole ? Runs.MOST : NEWEST;
    List<StoredRun> page = storage.runs().list(failed, Optional.empty(), limit);
    page.forEach(run -> retry(run, now));
    while (isWhole
        && page.size() == limit
        && page.getLast().times().created().isAfter(now.minus(OLDEST))) {
      page = storage.runs().list(failed, Optional.of(page.getLast().id()), limit);
      page.forEach(run -> retry(run, now));
    }
    if (isWhole) {
      nextWholeLook = now.plus(WHOLE_LOOK);
    }
  }

  /// One run that cannot be retried holds up no other.
  private void retry(StoredRun run, Instant now) {
    RunPolicy policy = RunPolicy.of(run.run().tags());
    Optional<Instant> ended = run.times().ended().filter(now.minus(LONGEST_AGO)::isBefore);
    if (policy.retries() == 0 || ended.isEmpty() || settled.contains(run.id())) {
      return;
    }
    try {
      int resumed = policy.resumes() == 0 ? 0 : lost.resumed(run.id());
      Optional<RunRetry> retry =
          RunRetry.of(
              new RunRetry.FailedRun(
                  run.id(), run.run().tags(), run.head().attempt(), resumed, ended.get()));
      if (retry.isEmpty() || storage.runs().find(retry.get().id()).isPresent()) {
        settle(run.id());
      } else if (work.isReady(run.run().work().location())) {
        work.retry(run.id(), retry.get());
        settle(run.id());
        LOG.log(
            Level.INFO,
            "run %s has failed; run %s is retry %d of %d"
                .formatted(run.id(), retry.get().id(), retry.get().number(), policy.retries()));
      }
    } catch (NotServed later) {
      LOG.log(Level.INFO, "run %s is retried when its code is served".formatted(run.id()));
    } catch (Refused refused) {
      settle(run.id());
      LOG.log(
          Level.WARNING,
          "run %s has failed and cannot be retried: %s".formatted(run.id(), refused.getMessage()));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "run %s cannot be retried now".formatted(run.id()), e);
    }
  }

  private void settle(RunId run) {
    if (settled.size() >= MOST_KNOWN) {
      // Each is only looked up once more.
      settled.clear();
    }
    settled.add(run);
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      if (thread.getState() != Thread.State.NEW) {
        thread.join(LONGEST_PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
