package io.dagwerk.runhost;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/// The clocks of a run host.
///
/// @param wall says when something happens; somebody may set it
/// @param nanos says how long something takes, in nanoseconds as [System#nanoTime]; nobody sets it
record Clocks(InstantSource wall, LongSupplier nanos) {}
