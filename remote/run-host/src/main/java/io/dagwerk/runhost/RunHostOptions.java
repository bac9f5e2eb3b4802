package io.dagwerk.runhost;

import io.dagwerk.model.PoolLimits;
import io.dagwerk.model.SizeLimits;
import java.time.Duration;

/// How long the run host waits, and what it limits.
///
/// @param silence how long a worker may say nothing before it is lost, from the later of its last
///   word and the start of the host; one that may be on another machine may be silent for as long
///   as [#REMOTE] says at least
/// @param cancelGrace how long a canceled run may take to end before its worker is killed; longer
///   than the worker itself gives its steps
/// @param limits how large what runs bring may be
/// @param pools how many slots of each pool the steps of one run may hold at once
/// @param waits how long runs wait that say nothing themselves
public record RunHostOptions(
    Duration silence, Duration cancelGrace, SizeLimits limits, PoolLimits pools, RunWaits waits) {
  /// For workers on the same machine.
  public static final RunHostOptions LOCAL =
      new RunHostOptions(Duration.ofSeconds(4), Duration.ofSeconds(15));

  /// For workers elsewhere.
  public static final RunHostOptions REMOTE =
      new RunHostOptions(Duration.ofSeconds(60), Duration.ofSeconds(30));

  /// With the usual limits of sizes, and none of pools.
  public RunHostOptions(Duration silence, Duration cancelGrace) {
    this(silence, cancelGrace, SizeLimits.DEFAULT, PoolLimits.NONE, RunWaits.USUAL);
  }

  /// How long a worker of another machine may say nothing.
  Duration silenceElsewhere() {
    return silence.compareTo(REMOTE.silence) < 0 ? REMOTE.silence : silence;
  }

  public RunHostOptions limits(SizeLimits others) {
    return new RunHostOptions(silence, cancelGrace, others, pools, waits);
  }

  public RunHostOptions pools(PoolLimits others) {
    return new RunHostOptions(silence, cancelGrace, limits, others, waits);
  }

  public RunHostOptions waits(RunWaits others) {
    return new RunHostOptions(silence, cancelGrace, limits, pools, others);
  }
}
