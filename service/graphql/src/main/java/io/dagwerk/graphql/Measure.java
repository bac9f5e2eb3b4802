package io.dagwerk.graphql;

import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// What is measured of runs and steps, lengths in seconds. Pure.
enum Measure {
  /// From the beginning to the end, with all attempts and what lies between them.
  DURATION,
  /// From the beginning of the last attempt to the end.
  LAST_ATTEMPT,
  /// Of a step from the end of what it needed to its beginning, of a run from its creation to its
  /// start.
  WAITING,
  /// Attempts after the first.
  RETRIES,
  /// 1 for what failed, 0 for what came to another end.
  FAILURES;

  private static final double NANOS = 1e9;

  /// Whether more is slower.
  boolean isLength() {
    return switch (this) {
      case DURATION, LAST_ATTEMPT, WAITING -> true;
      case RETRIES, FAILURES -> false;
    };
  }

  /// The value of a run; empty while there is none.
  Optional<Double> of(StoredRun run) {
    StoredRun.Times times = run.times();
    return switch (this) {
      case DURATION, LAST_ATTEMPT -> between(times.started(), times.ended());
      case WAITING -> between(Optional.of(times.created()), times.started());
      case RETRIES -> times.ended().map(_ -> (double) Math.max(0, run.head().attempt() - 1));
      case FAILURES -> times.ended().map(_ -> run.status() == RunStatus.FAILED ? 1.0 : 0.0);
    };
  }

  /// The value of a step; empty while there is none, and of a step that never ran.
  ///
  /// @param ready when all that it needed had ended
  Optional<Double> of(StoredStep step, Optional<Instant> ready) {
    return switch (this) {
      case DURATION -> between(step.began(), step.ended());
      case LAST_ATTEMPT -> between(step.lastBegan(), step.ended());
      case WAITING -> between(ready, step.began());
      case RETRIES ->
          step.began()
              .filter(_ -> step.ended().isPresent())
              .map(_ -> (double) Math.max(0, step.state().attempt() - 1));
      case FAILURES ->
          step.began()
              .filter(_ -> step.ended().isPresent())
              .map(_ -> step.state().status() == StepStatus.FAILED ? 1.0 : 0.0);
    };
  }

  private static Optional<Double> between(Optional<Instant> from, Optional<Instant> to) {
    return from.flatMap(
        begin -> to.map(end -> Math.max(0, Duration.between(begin, end).toNanos() / NANOS)));
  }
}
