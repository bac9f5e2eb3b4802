package io.dagwerk.execution;

import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;

/// What the steps of a run do. Called on many threads at once.
public interface StepBody {
  /// Runs one attempt of a step on the calling thread, which is interrupted when the attempt should
  /// stop.
  ///
  /// Every error of the user's is a result; whatever is thrown is an error of the engine, ends the
  /// run and fails it.
  ///
  /// @throws InterruptedException when it stopped because the thread was interrupted
  StepResult run(StepAttempt attempt) throws InterruptedException;

  /// Whether the stored outputs that were planned to stand in for a step are still there.
  default boolean canReuse(Plan.Step step, StepKey key) {
    return true;
  }

  /// Called on the attempt's place after `end` and what follows from it were logged: for hooks. Not
  /// called for steps that never started.
  ///
  /// @param end of the step, or a [Event.StepWaitingToRetry]
  /// @param events where what hooks did is logged; it takes nothing more once the run was canceled
  ///   and the grace is over
  default void finished(StepKey key, Event.OfStep end, EventSink events) {}
}
