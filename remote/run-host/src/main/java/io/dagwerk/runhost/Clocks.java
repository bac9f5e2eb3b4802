package io.dagwerk.runhost;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The clocks of a host.
///
/// @param wall says when something happens; somebody may set it
/// @param nanos says how long something takes, in nanoseconds as [System#nanoTime]; nobody sets it
public record Clocks(InstantSource wall, LongSupplier nanos) {
  /// Those of this process, with another wall clock.
  public static Clocks of(InstantSource wall) {
    return new Clocks(wall, System::nanoTime);
  }
}
