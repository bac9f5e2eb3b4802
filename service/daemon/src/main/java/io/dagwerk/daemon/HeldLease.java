package io.dagwerk.daemon;

import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A lease as a loop of this host holds it: taken when it is needed, renewed when half of it is
/// over. Confined to the thread of its loop.
final class HeldLease implements AutoCloseable {
  private final Leases leases;
  private final String name;
  private final Duration length;
  private final String holder = "host-" + UUID.randomUUID();
  private Optional<Lease> held = Optional.empty();

  HeldLease(Leases leases, String name, Duration length) {
    this.leases = leases;
    this.name = name;
    this.length = length;
  }

  /// The fence under which this host may act now; empty when another host may.
  Optional<Fence> hold(Instant now) {
    held =
        held.flatMap(lease ->
                lease.isHeldAt(now.plus(length.dividedBy(2)))
                    ? Optional.of(lease)
                    : leases.renew(lease.asFence(), length, now))
            .or(() -> leases.take(name, holder, length, now));
    return held.map(Lease::asFence);
  }

  /// Gives it up, if it is held.
  @Override
  public void close() {
    held.ifPresent(lease -> leases.giveUp(lease.asFence()));
    held = Optional.empty();
  }
}
