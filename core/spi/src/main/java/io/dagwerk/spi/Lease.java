package io.dagwerk.spi;

import java.time.Instant;

/// The right to do something alone, until it expires.
///
/// @param fence grows with every taking, also by the same holder
public record Lease(String name, String holder, long fence, Instant expires) {
  public Fence asFence() {
    return new Fence(name, fence);
  }

  public boolean isHeldAt(Instant now) {
    return now.isBefore(expires);
  }
}
