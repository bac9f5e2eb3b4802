package io.dagwerk.execution;

import io.dagwerk.plan.Halt;

/// What the loop of a run hears.
sealed interface Signal {
  record AttemptEnded(Attempt attempt, Ending<StepResult> ending) implements Signal {}

  record LookEnded(Look look, Ending<Boolean> ending) implements Signal {}

  record HookEnded(RunningHook hook, Ending<String> ending) implements Signal {}

  /// It took longer than it may.
  record Expired(Activity activity) implements Signal {}

  /// It took too long, and did not stop when it was asked to.
  record Stuck(Activity activity) implements Signal {}

  /// A step that waited to be tried again may have fallen due.
  record RetryDue() implements Signal {}

  /// The run took longer than it may.
  record RunExpired() implements Signal {}

  record Stop(Halt halt) implements Signal {}

  /// The grace of what still runs in a run that stops is over.
  record GraceOver() implements Signal {}
}
