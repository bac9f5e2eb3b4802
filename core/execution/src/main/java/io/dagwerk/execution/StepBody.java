package io.dagwerk.execution;

import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.List;

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

  /// Whether the stored outputs that were planned to stand in for a step are still there. On a
  /// thread as that of an attempt, with the step's timeout.
  ///
  /// What it cannot see, for whatever reason of the user's, it logs and answers with no; whatever
  /// is thrown is an error of the engine.
  ///
  /// @throws InterruptedException when it stopped because the thread was interrupted
  default boolean canReuse(Plan.Step step, StepKey key, Permit permit) throws InterruptedException {
    return true;
  }

  /// The hooks that have their turn after an attempt, in their order. Called on the loop's thread
  /// when the end and what follows from it were logged, so it does no more than choose.
  default List<HookTurn> hooks(FinishedAttempt finished) {
    return List.of();
  }
}
