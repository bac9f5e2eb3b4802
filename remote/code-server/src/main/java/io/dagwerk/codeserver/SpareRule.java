package io.dagwerk.codeserver;

import java.time.Duration;

/// The rule of how many workers wait for a run: one where nothing is launched, and as many as were
/// launched lately, up to a bound; but no more than memory is free for.
///
/// @param most how many may wait
/// @param waiting how many do
/// @param launched how many got a run lately
/// @param freeMebibytes the memory that is free beside them
record SpareRule(int most, int waiting, int launched, long freeMebibytes) {
  /// What is lately.
  static final Duration LATELY = Duration.ofMinutes(2);

  /// What one takes while it waits, in MiB.
  private static final long COST = 100;

  /// What is left to everything else, in MiB.
  private static final long LEFT = 512;

  /// How many should wait. Those that wait already cost no more memory than they do.
  int wanted() {
    long room = waiting + Math.max(0, (freeMebibytes - LEFT) / COST);
    return (int) Math.min(Math.min(most, Math.max(1, launched)), room);
  }
}
