package io.dagwerk.execution;

import io.dagwerk.model.PoolLimits;
import java.time.Duration;
import java.util.Optional;

/// How a run is executed.
///
/// @param mostParallel how many steps run at once; a hook holds the place of its step
/// @param timeout how long the run may take before it is stopped and fails; once all steps have
///   ended it changes nothing any more
/// @param hookTimeout how long one hook may take before it is interrupted and has failed
/// @param grace how long an interrupted step or hook may take to stop before it is left behind
/// @param retries whether failed steps are tried again
/// @param pools how many slots of each pool the steps of the run may hold at once
public record RunOptions(
    int mostParallel,
    Optional<Duration> timeout,
    Duration hookTimeout,
    Duration grace,
    Retries retries,
    PoolLimits pools) {
  /// 64 steps at once, no timeout, a minute for each hook, a grace of 10 seconds, retries, no
  /// limits of pools.
  public static final RunOptions PLAIN =
      new RunOptions(
          64,
          Optional.empty(),
          Duration.ofMinutes(1),
          Duration.ofSeconds(10),
          Retries.ENABLED,
          PoolLimits.NONE);

  public RunOptions {
    if (mostParallel < 1) {
      throw new IllegalArgumentException(
          "expected at least one step at once, but found " + mostParallel);
    }
  }

  /// Whether failed steps are tried again.
  public enum Retries {
    ENABLED,
    DISABLED
  }

  public RunOptions withMostParallel(int steps) {
    return new RunOptions(steps, timeout, hookTimeout, grace, retries, pools);
  }

  public RunOptions withTimeout(Duration most) {
    return new RunOptions(mostParallel, Optional.of(most), hookTimeout, grace, retries, pools);
  }

  public RunOptions withHookTimeout(Duration most) {
    return new RunOptions(mostParallel, timeout, most, grace, retries, pools);
  }

  public RunOptions withGrace(Duration longest) {
    return new RunOptions(mostParallel, timeout, hookTimeout, longest, retries, pools);
  }

  public RunOptions withRetries(Retries which) {
    return new RunOptions(mostParallel, timeout, hookTimeout, grace, which, pools);
  }

  public RunOptions withPools(PoolLimits limits) {
    return new RunOptions(mostParallel, timeout, hookTimeout, grace, retries, limits);
  }
}
