package io.dagwerk.spi;

import io.dagwerk.model.StepKey;
import java.time.Instant;
import java.util.Optional;

/// A step of a run that has begun or ended.
///
/// @param began when its first attempt began; empty when it never ran
/// @param ended when it came to its end, if it has
public record StoredStep(
    StepKey step, StepState state, Optional<Instant> began, Optional<Instant> ended) {
  /// The step after it was moved.
  ///
  /// The rule that all stores keep: an end is never taken back.
  public StoredStep after(Change.StepMoved move, Instant at) {
    return state.status().isFinal() ? this : next(step, move.to(), began, at);
  }

  /// A step that had neither begun nor ended, after it was moved.
  public static StoredStep first(Change.StepMoved move, Instant at) {
    return next(move.step(), move.to(), Optional.empty(), at);
  }

  private static StoredStep next(
      StepKey step, StepState state, Optional<Instant> began, Instant at) {
    boolean begins = began.isEmpty() && state.status() == StepStatus.RUNNING;
    return new StoredStep(
        step,
        state,
        begins ? Optional.of(at) : began,
        state.status().isFinal() ? Optional.of(at) : Optional.empty());
  }
}
