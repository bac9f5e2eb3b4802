package io.dagwerk.runhost;

import io.dagwerk.model.RunPolicy;
import java.time.Duration;
import java.util.Optional;

/// How long the runs of an instance wait that say nothing themselves. Immutable.
///
/// @param start how long a worker may take to load the code and attach; that its process has ended
///   is known at once
/// @param queue how long a run may wait to be started; empty for as long as it takes
public record RunWaits(Duration start, Optional<Duration> queue) {
  /// 2 minutes for the start, and no end of the wait in the queue.
  public static final RunWaits USUAL = new RunWaits(Duration.ofMinutes(2), Optional.empty());

  /// @throws IllegalArgumentException when one is not positive
  public RunWaits {
    if (!start.isPositive() || queue.filter(it -> !it.isPositive()).isPresent()) {
      throw new IllegalArgumentException(
          "runs wait longer than 0 s, but found %s for the start and %s in the queue"
              .formatted(start, queue));
    }
  }

  /// How long the worker of a run may take to attach.
  public Duration startOf(RunPolicy policy) {
    return policy.startTimeout().orElse(start);
  }

  /// How long a run may wait in the queue.
  public Optional<Duration> queueOf(RunPolicy policy) {
    return policy.queueTimeout().or(() -> queue);
  }
}
