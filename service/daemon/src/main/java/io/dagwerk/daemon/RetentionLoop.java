package io.dagwerk.daemon;

import io.dagwerk.automation.retention.ExpiryTurn;
import io.dagwerk.automation.retention.LogRetention;
import io.dagwerk.automation.retention.SteadyClock;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredRun;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Deletes the logs of runs that ended long ago, soon after the start of the host and every hour.
/// Several hosts may turn it: one of them holds the lease.
///
/// What is printed goes first: a run of which some is left is found again by the next turn, on
/// whatever host, as long as the store has its log.
final class RetentionLoop implements AutoCloseable {
  /// How many events are deleted in one transaction.
  static final int MOST_EVENTS = 5_000;

  private static final System.Logger LOG = System.getLogger(RetentionLoop.class.getName());

  /// The clocks of machines are set right while they come up.
  static final Duration FIRST = Duration.ofMinutes(10);

  private static final Duration EVERY = Duration.ofHours(1);
  private static final Duration LEASE_LENGTH = Duration.ofMinutes(1);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

  private final Storage storage;
  private final ComputeLogs logs;
  private final LogRetention retention;
  private final InstantSource clock;
  private final ScheduledExecutorService executor;
  private final HeldLease lease;
  private final Pulse pulse = new Pulse();
  private SteadyClock steady = SteadyClock.unknown();
  private volatile boolean closed;

  /// @param executor turns it, and is closed with it
  RetentionLoop(
      Daemon.Stores stores,
      LogRetention retention,
      InstantSource clock,
      ScheduledExecutorService executor) {
    this.storage = stores.storage();
    this.logs = stores.logs();
    this.retention = retention;
    this.clock = clock;
    this.executor = executor;
    this.lease = new HeldLease(storage.leases(), "retention", LEASE_LENGTH);
  }

  void start() {
    var _ =
        executor.scheduleWithFixedDelay(
            this::turnOnce, FIRST.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
  }

  Pulse pulse() {
    return pulse;
  }

  private void turnOnce() {
    try {
      turn(clock.instant());
      pulse.turned();
    } catch (RuntimeException e) {
      pulse.failed();
      LOG.log(Level.WARNING, "old logs cannot be deleted now; it is tried again in an hour", e);
    }
  }

  /// Deletes all that has expired, unless another host does. Called by one thread at a time.
  void turn(Instant now) {
    steady = steady.at(now);
    Instant believed = newest().map(run -> steady.believed(now, run)).orElse(now);
    try (HeldLease _ = lease) {
      retention.expiresBefore(believed).ifPresent(this::expire);
    }
  }

  /// When the newest run was created or ended; empty when there is none.
  private Optional<Instant> newest() {
    return storage.runs().list(RunFilter.all(), Optional.empty(), 1).stream()
        .map(StoredRun::times)
        .map(times -> times.ended().orElse(times.created()))
        .findFirst();
  }

  private void expire(Instant before) {
    ExpiryTurn turn = ExpiryTurn.begin(before);
    List<RunId> page = page(turn);
    while (!page.isEmpty() && goesOn()) {
      for (RunId run : page) {
        try {
          expire(run);
        } catch (RuntimeException e) {
          LOG.log(Level.WARNING, "the log of run %s cannot be deleted now".formatted(run), e);
          turn = turn.passing(run);
        }
      }
      page = page(turn);
    }
    while (goesOn() && storage.journal().expireFeed(before, MOST_EVENTS) == MOST_EVENTS) {
      // There is more.
    }
  }

  private List<RunId> page(ExpiryTurn turn) {
    return turn.next(storage.runs().withLog(turn.before(), turn.lookup()));
  }

  private void expire(RunId run) {
    if (!goesOn()) {
      return;
    }
    logs.delete(run);
    while (goesOn() && storage.journal().expire(run, clock.instant(), MOST_EVENTS) == MOST_EVENTS) {
      // There is more.
    }
  }

  private boolean goesOn() {
    return !closed && lease.hold(clock.instant()).isPresent();
  }

  /// Ends the turn that is under way before its next page.
  @Override
  public void close() {
    closed = true;
    executor.shutdown();
    try {
      if (!executor.awaitTermination(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS)) {
        executor.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
