package io.dagwerk.daemon;

import io.dagwerk.runhost.Clocks;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.Leases;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Which of the hosts of a database turns the queue, and gives the runs of hosts that are gone to
/// others: the one that holds a lease, which it renews for as long as it lives. One of the others
/// takes its place when it is gone. Thread-safe.
///
/// A host that starts again under its old name goes on at once.
final class ActiveHost implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(ActiveHost.class.getName());
  static final String LEASE = "active host";
  static final Duration LENGTH = Duration.ofSeconds(10);
  private static final Duration TURN = Duration.ofSeconds(1);

  private final Leases leases;
  private final Clocks clocks;
  private final Work work;
  private final ScheduledExecutorService turns =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("dagwerk-active-host").factory());
  private final Pulse pulse = new Pulse();
  private volatile Optional<Lease> lease = Optional.empty();
  private volatile Optional<Readiness.Role> role = Optional.empty();
  private Optional<SeenLease> others = Optional.empty();
  private String name;
  private long renewed;
  private boolean isTold;

  /// What a host does. Called by one thread.
  interface Work {
    /// Again and again, about once a second, before it is looked who is the active host.
    void turn();

    /// Whether this host may be the active one: not one that looks after a part of the runs alone,
    /// while there is one that looks after all.
    boolean mayBeActive();

    /// This host is the active one from now on.
    void begin();

    /// Whether runs are under way that no other host has, so that this one is to come back.
    boolean isUnderWay();

    /// This host ends.
    void end();
  }

  /// @param name the same for each start of this host, and that of no other
  ActiveHost(Leases leases, String name, Clocks clocks, Work work) {
    this.leases = leases;
    this.name = name;
    this.clocks = clocks;
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

  /// What this host does; empty before it knows, and while the database fails.
  Optional<Readiness.Role> role() {
    return role;
  }

  Pulse pulse() {
    return pulse;
  }

  void turn() {
    try {
      work.turn();
      if (!work.mayBeActive()) {
        leave();
      } else if (lease.isPresent()) {
        hold(lease.get());
      } else {
        take();
      }
      role = Optional.of(lease.isPresent() ? Readiness.Role.ACTIVE : Readiness.Role.STANDBY);
      pulse.turned();
    } catch (RuntimeException e) {
      role = Optional.empty();
      pulse.failed();
      LOG.log(Level.WARNING, "what the active host does fails now; it is tried again", e);
    }
  }

  private void leave() {
    Optional<Lease> held = lease;
    lease = Optional.empty();
    held.ifPresent(it -> leases.giveUp(it.asFence()));
  }

  private void hold(Lease held) {
    long now = clocks.nanos().getAsLong();
    if (now - renewed < LENGTH.dividedBy(2).toNanos()) {
      return;
    }
    // Each renewal is seen to differ from the one before, also by a clock that was set back.
    Instant later = later(clocks.wall().instant(), held.expires().minus(LENGTH).plusMillis(1));
    lease = leases.renew(held.asFence(), LENGTH, later);
    renewed = now;
    if (lease.isEmpty()) {
      LOG.log(Level.WARNING, "another host has become the active one: {0}", holder());
      distinguish();
    }
  }

  /// Two hosts of one name would take the lease from each other for ever.
  private void distinguish() {
    if (holder().equals(name)) {
      LOG.log(
          Level.WARNING,
          "another host of this database has the name of this one, {0}: its folder was copied; delete 'host.id' in one of the folders",
          name);
      name = name + "-" + UUID.randomUUID();
    }
  }

  private void take() {
    Optional<Lease> before = leases.find(LEASE);
    Optional<Lease> ofAnother = before.filter(it -> !it.holder().equals(name));
    if (ofAnother.isPresent() && !isOver(ofAnother.get())) {
      tell(ofAnother.get());
      return;
    }
    Optional<Lease> taken =
        ofAnother.isPresent()
            ? takeFrom(ofAnother.get())
            : leases.take(LEASE, name, LENGTH, clocks.wall().instant());
    if (taken.isPresent()) {
      work.begin();
      renewed = clocks.nanos().getAsLong();
      others = Optional.empty();
      isTold = false;
      lease = taken;
    }
  }

  /// What was renewed since it was seen expires later, and is not taken.
  private Optional<Lease> takeFrom(Lease another) {
    return leases
        .take(LEASE, name, LENGTH, another.expires())
        .flatMap(taken -> leases.renew(taken.asFence(), LENGTH, clocks.wall().instant()));
  }

  private boolean isOver(Lease ofAnother) {
    long now = clocks.nanos().getAsLong();
    SeenLease seen =
        others
            .map(before -> before.looked(ofAnother, now))
            .orElseGet(() -> SeenLease.at(ofAnother, now));
    others = Optional.of(seen);
    return SeenLease.isGivenUp(ofAnother) || seen.isUnchangedFor(LENGTH);
  }

  private static Instant later(Instant one, Instant other) {
    return one.isBefore(other) ? other : one;
  }

  private void tell(Lease ofAnother) {
    if (!isTold) {
      isTold = true;
      LOG.log(
          Level.INFO,
          "another host turns the queue of this database, {0}; this one takes its place when it is gone",
          ofAnother.holder());
    }
  }

  private String holder() {
    return leases.find(LEASE).map(Lease::holder).orElse("nobody");
  }

  /// Another host may take its place at once, unless runs are under way that no other has: then
  /// this one has time to start again.
  @Override
  public void close() {
    // A turn that is under way ends first: of a write that is broken off nobody knows whether it
    // was made.
    turns.shutdown();
    try {
      if (!turns.awaitTermination(LENGTH.toSeconds(), TimeUnit.SECONDS)) {
        turns.shutdownNow();
      }
      work.end();
      if (lease.isPresent() && !work.isUnderWay()) {
        leases.giveUp(lease.get().asFence());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the lease of this host could not be given up; it expires", e);
    }
  }
}
