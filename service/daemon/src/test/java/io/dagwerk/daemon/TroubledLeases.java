package io.dagwerk.daemon;

import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.Leases;
import io.dagwerk.spi.StorageException;
import io.dagwerk.spi.memory.MemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Leases of a store that may be away.
final class TroubledLeases implements Leases {
  private final Leases memory = new MemoryStorage().leases();
  boolean isAway;

  /// Whether one lease alone cannot be looked up.
  boolean isHardToFind;

  private Leases asked() {
    if (isAway) {
      throw new StorageException("the database is away");
    }
    return memory;
  }

  @Override
  public Optional<Lease> take(String name, String holder, Duration length, Instant now) {
    return asked().take(name, holder, length, now);
  }

  @Override
  public Optional<Lease> renew(Fence fence, Duration length, Instant now) {
    return asked().renew(fence, length, now);
  }

  @Override
  public void giveUp(Fence fence) {
    asked().giveUp(fence);
  }

  @Override
  public void note(Fence fence, String note) {
    asked().note(fence, note);
  }

  @Override
  public List<Lease> list(String prefix) {
    return asked().list(prefix);
  }

  @Override
  public Optional<Lease> find(String name) {
    if (isHardToFind) {
      throw new StorageException("the connection is lost");
    }
    return asked().find(name);
  }
}
