package io.dagwerk.spi;

import io.dagwerk.model.StepKey;
import java.time.Instant;
import java.util.Optional;

/// A step of a run that has begun or ended.
///
/// @param began when its first attempt began; empty when it never ran
/// @param lastBegan when its last attempt began; empty when it never ran, or when that was not
///   written down
/// @param ended when it came to its end, if it has
public record StoredStep(
    StepKey step,
    StepState state,
    Optional<Instant> began,
    Optional<Instant> lastBegan,
    Optional<Instant> ended) {
  /// A step of whose last attempt nothing more is known: it is the first, or began nobody knows
  /// when.
  public StoredStep(
      StepKey step, StepState state, Optional<Instant> began, Optional<Instant> ended) {
    this(step, state, began, state.attempt() <= 1 ? began : Optional.empty(), ended);
  }

  /// The step after it was moved.
  ///
  /// The rule that all stores keep: an end is never taken back.
  public StoredStep after(Change.StepMoved move, Instant at) {
    return state.status().isFinal() ? this : next(move, began, lastBegan, at);
  }

  /// A step that had neither begun nor ended, after it was moved.
  public static StoredStep first(Change.StepMoved move, Instant at) {
    return next(move, Optional.empty(), Optional.empty(), at);
  }

  private static StoredStep next(
      Change.StepMoved move, Optional<Instant> began, Optional<Instant> lastBegan, Instant at) {
    StepStatus status = move.to().status();
    boolean begins = status == StepStatus.RUNNING;
    return new StoredStep(
        move.step(),
        move.to(),
        begins && began.isEmpty() ? Optional.of(at) : began,
        begins ? Optional.of(at) : lastBegan,
        status.isFinal() ? Optional.of(at) : Optional.empty());
  }
}
