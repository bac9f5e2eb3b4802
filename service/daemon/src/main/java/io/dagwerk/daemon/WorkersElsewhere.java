package io.dagwerk.daemon;

import io.dagwerk.runhost.Clocks;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.Leases;
import java.time.Duration;
import java.util.Optional;

/// Whether hosts that are not the active one hear workers. A worker knows one address, so the runs
/// of a host whose place was taken go on there, and the active host hears nothing of them.
///
/// Such hosts say so in the name of all of them, by a lease that each takes again and again.
/// Confined to one thread.
final class WorkersElsewhere {
  private static final String LEASE = "workers elsewhere";
  private static final String ALL = "hosts that are not active";
  private static final Duration SAID = Duration.ofSeconds(5);
  private static final Duration GOOD = Duration.ofSeconds(20);

  private final Leases leases;
  private final Clocks clocks;
  private Optional<Long> said = Optional.empty();
  private Optional<SeenLease> seen = Optional.empty();

  WorkersElsewhere(Leases leases, Clocks clocks) {
    this.leases = leases;
    this.clocks = clocks;
  }

  /// Says that there may be some, at most every few seconds.
  void say() {
    long now = clocks.nanos().getAsLong();
    if (said.isEmpty() || now - said.get() >= SAID.toNanos()) {
      var _ = leases.take(LEASE, ALL, GOOD, clocks.wall().instant());
      said = Optional.of(now);
    }
  }

  /// Whether there may be some; to be asked again and again.
  boolean areThere() {
    Optional<Lease> found = leases.find(LEASE);
    if (found.isEmpty()) {
      return false;
    }
    if (seen.isEmpty() && SeenLease.isHistory(found.get(), clocks.wall().instant())) {
      return false;
    }
    long now = clocks.nanos().getAsLong();
    seen =
        seen.map(before -> before.looked(found.get(), now))
            .or(() -> Optional.of(SeenLease.at(found.get(), now)));
    return !seen.get().isUnchangedFor(GOOD);
  }
}
