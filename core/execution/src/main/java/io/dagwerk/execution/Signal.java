package io.dagwerk.execution;

/// What the loop of a run hears.
sealed interface Signal {
  /// The thread of an attempt came back.
  record AttemptEnded(Attempt attempt, Attempt.Ending ending) implements Signal {}

  record HooksEnded(Hooks hooks) implements Signal {}

  /// An attempt took longer than it may.
  record AttemptExpired(Attempt attempt) implements Signal {}

  /// An expired attempt did not stop.
  record AttemptStuck(Attempt attempt) implements Signal {}

  /// A step that waited to be tried again may have fallen due.
  record RetryDue() implements Signal {}

  record Stop(Halt halt) implements Signal {}

  /// The grace of what still runs in a run that stops is over.
  record GraceOver() implements Signal {}
}
