package io.dagwerk.testing;

import java.time.Instant;
import java.time.InstantSource;

/// A clock that stands until it is set. Read by the threads of runs.
final class VirtualClock implements InstantSource {
  private volatile Instant now;

  VirtualClock(Instant start) {
    this.now = start;
  }

  @Override
  public Instant instant() {
    return now;
  }

  void set(Instant later) {
    now = later;
  }
}
