package io.dagwerk.runhost;

import io.dagwerk.model.PoolLimits;
import java.time.Duration;

/// How long the run host waits, how much it keeps, and what it tells workers to limit.
///
/// @param silence how long a worker may say nothing before it is lost, from the later of its last
///   word and the start of the host; one that may be on another machine may be silent for as long
///   as [#REMOTE] says at least
/// @param cancelGrace how long a canceled run may take to end before its worker is killed; longer
///   than the worker itself gives its steps
/// @param mostPrinted how many bytes are kept of what a run prints; the rest is counted and dropped
/// @param pools how many slots of each pool the steps of one run may hold at once
public record RunHostOptions(
    Duration silence, Duration cancelGrace, long mostPrinted, PoolLimits pools) {
  private static final long MOST_PRINTED = 256L << 20;

  /// For workers on the same machine.
  public static final RunHostOptions LOCAL =
      new RunHostOptions(Duration.ofSeconds(4), Duration.ofSeconds(15));

  /// For workers elsewhere.
  public static final RunHostOptions REMOTE =
      new RunHostOptions(Duration.ofSeconds(60), Duration.ofSeconds(30));

  /// Keeps 256 MiB of what a run prints, and limits no pool.
  public RunHostOptions(Duration silence, Duration cancelGrace) {
    this(silence, cancelGrace, MOST_PRINTED, PoolLimits.NONE);
  }

  /// How long a worker of another machine may say nothing.
  Duration silenceElsewhere() {
    return silence.compareTo(REMOTE.silence) < 0 ? REMOTE.silence : silence;
  }

  public RunHostOptions mostPrinted(long bytes) {
    return new RunHostOptions(silence, cancelGrace, bytes, pools);
  }

  public RunHostOptions pools(PoolLimits limits) {
    return new RunHostOptions(silence, cancelGrace, mostPrinted, limits);
  }
}
