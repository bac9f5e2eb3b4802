package io.dagwerk.daemon;

import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.Leases;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Which of the hosts of a database starts runs and judges their workers: the one that holds a
/// lease, which it renews for as long as it lives. The others answer what they are asked, and one
/// of them takes its place when it is gone. Thread-safe.
///
/// A host that starts again under its old name goes on at once.
final class ActiveHost implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ActiveHost.class.getName());
  private static final String LEASE = "active host";
  private static final Duration LENGTH = Duration.ofSeconds(10);
  private static final Duration TURN = Duration.ofSeconds(1);

  private final Leases leases;
  private final String name;
  private final InstantSource clock;
  private final Work work;
  private final ScheduledExecutorService turns =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("dagwerk-active-host").factory());
  private volatile Optional<Lease> lease = Optional.empty();
  private boolean isTold;

  /// What the active host does. Called by one thread.
  interface Work {
    /// Takes up what the host before has left.
    void begin();

    /// Again and again, about once a second.
    void turn();
  }

  /// @param name the same for each start of this host, and that of no other
  ActiveHost(Leases leases, String name, InstantSource clock, Work work) {
    this.leases = leases;
    this.name = name;
    this.clock = clock;
    this.work = work;
  }

  /// Becomes active at once if no other host is.
  void start() {
    turn();
    var _ =
        turns.scheduleWithFixedDelay(
            this::turn, TURN.toMillis(), TURN.toMillis(), TimeUnit.MILLISECONDS);
  }

  /// The right to act as the active host; empty while another is.
  Optional<Fence> fence() {
    return lease.map(Lease::asFence);
  }

  private void turn() {
    try {
      if (lease.isPresent()) {
        hold(lease.get());
      } else {
        take();
      }
      if (lease.isPresent()) {
        work.turn();
      }
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "what the active host does fails now; it is tried again", e);
    }
  }

  private void hold(Lease held) {
    if (clock.instant().isBefore(held.expires().minus(LENGTH.dividedBy(2)))) {
      return;
    }
    lease = leases.renew(held.asFence(), LENGTH, clock.instant());
    if (lease.isEmpty()) {
      LOG.log(Level.WARNING, "another host has become the active one: {0}", holder());
    }
  }

  private void take() {
    Optional<Lease> taken = leases.take(LEASE, name, LENGTH, clock.instant());
    if (taken.isPresent()) {
      work.begin();
      lease = taken;
    } else if (!isTold) {
      isTold = true;
      LOG.log(
          Level.INFO,
          "another host works on this database, {0}; this one takes its place when it is gone",
          holder());
    }
  }

  private String holder() {
    return leases.find(LEASE).map(Lease::holder).orElse("nobody");
  }

  /// Another host may take its place at once.
  @Override
  public void close() {
    turns.shutdownNow();
    try {
      var _ = turns.awaitTermination(LENGTH.toSeconds(), TimeUnit.SECONDS);
      lease.ifPresent(held -> leases.giveUp(held.asFence()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the lease of this host could not be given up; it expires", e);
    }
  }
}
