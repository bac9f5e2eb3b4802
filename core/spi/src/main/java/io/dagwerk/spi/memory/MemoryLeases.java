package io.dagwerk.spi.memory;

import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.Leases;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Leases in memory.
record MemoryLeases(Tables tables) implements Leases {
  @Override
  public Optional<Lease> take(String name, String holder, Duration length, Instant now) {
    synchronized (tables) {
      Optional<Lease> before = find(name);
      if (before
          .filter(lease -> lease.isHeldAt(now) && !lease.holder().equals(holder))
          .isPresent()) {
        return Optional.empty();
      }
      long fence = before.map(Lease::fence).orElse(0L) + 1;
      return Optional.of(store(new Lease(name, holder, fence, now.plus(length))));
    }
  }

  @Override
  public Optional<Lease> renew(Fence fence, Duration length, Instant now) {
    synchronized (tables) {
      return find(fence.lease())
          .filter(_ -> tables.holds(fence))
          .map(lease ->
              store(
                  new Lease(
                      lease.name(),
                      lease.holder(),
                      lease.fence(),
                      now.plus(length),
                      lease.note())));
    }
  }

  @Override
  public void giveUp(Fence fence) {
    synchronized (tables) {
      find(fence.lease())
          .filter(_ -> tables.holds(fence))
          .ifPresent(lease ->
              store(new Lease(lease.name(), lease.holder(), lease.fence(), Instant.EPOCH)));
    }
  }

  @Override
  public void note(Fence fence, String note) {
    synchronized (tables) {
      find(fence.lease())
          .filter(_ -> tables.holds(fence))
          .ifPresent(lease ->
              store(new Lease(lease.name(), lease.holder(), lease.fence(), lease.expires(), note)));
    }
  }

  @Override
  public List<Lease> list(String prefix) {
    synchronized (tables) {
      return tables.leases.values().stream()
          .filter(lease -> lease.name().startsWith(prefix))
          .sorted(Comparator.comparing(Lease::name))
          .toList();
    }
  }

  @Override
  public Optional<Lease> find(String name) {
    synchronized (tables) {
      return Optional.ofNullable(tables.leases.get(name));
    }
  }

  private Lease store(Lease lease) {
    tables.leases.put(lease.name(), lease);
    return lease;
  }
}
