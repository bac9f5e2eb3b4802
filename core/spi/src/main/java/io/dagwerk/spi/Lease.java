package io.dagwerk.spi;

import java.time.Instant;

/// The right to do something alone, until it expires.
///
/// @param fence grows with every taking, also by the same holder
/// @param note what the holder says to those who look at it; empty after each taking
public record Lease(String name, String holder, long fence, Instant expires, String note) {
  /// Of a holder that says nothing.
  public Lease(String name, String holder, long fence, Instant expires) {
    this(name, holder, fence, expires, "");
  }

  public Fence asFence() {
    return new Fence(name, fence);
  }

  public boolean isHeldAt(Instant now) {
    return now.isBefore(expires);
  }
}
