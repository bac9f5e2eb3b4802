package io.dagwerk.plan;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.time.Instant;
import java.util.List;

/// Where a step stands in its run. A final state is never left.
public sealed interface StepState {
  /// Waits for the steps before it; a template, for the fan-out around it.
  record Pending() implements StepState {}

  /// May start as soon as there is a free place.
  ///
  /// @param attempt the number of the attempt to start, from 1
  /// @param retries how many of the attempts before it failed; a lost attempt does not count
  record Ready(int attempt, int retries) implements StepState {}

  /// An attempt is running.
  ///
  /// @param attempt its number, from 1
  /// @param retries how many of the attempts before it failed
  record Running(int attempt, int retries) implements StepState {}

  /// An attempt failed, the next one starts at `due` or later.
  ///
  /// @param attempt the number of the attempt that failed
  /// @param retries how many attempts failed, with this one
  record WaitingToRetry(int attempt, int retries, Instant due, ErrorInfo error)
      implements StepState {}

  /// Came to its good end.
  ///
  /// @param outputs what it emitted
  record Succeeded(List<String> outputs) implements StepState {
    public Succeeded {
      outputs = List.copyOf(outputs);
    }
  }

  /// The last attempt failed.
  record Failed(ErrorInfo error, FailureKind kind) implements StepState {}

  /// An input had nothing to take its value from.
  ///
  /// @param cause the step at the root of a chain of skips
  /// @param output what that step left out
  record Skipped(StepKey cause, String output) implements StepState {}

  /// Stored outputs were taken instead of running it.
  record Reused(RunId origin, List<String> outputs) implements StepState {
    public Reused {
      outputs = List.copyOf(outputs);
    }
  }

  /// Can never run.
  ///
  /// @param cause the failed or canceled step at the root of it
  record Abandoned(StepKey cause) implements StepState {}

  /// Canceled before it came to an end.
  record Canceled(String reason) implements StepState {}

  /// A template that became one step per key, or one template less deep.
  record FannedOut(List<String> keys) implements StepState {
    public FannedOut {
      keys = List.copyOf(keys);
    }
  }

  default boolean isFinal() {
    return switch (this) {
      case Pending _, Ready _, Running _, WaitingToRetry _ -> false;
      case Succeeded _, Failed _, Skipped _, Reused _, Abandoned _, Canceled _, FannedOut _ -> true;
    };
  }

  /// What it emitted; nothing unless it came to a good end.
  default List<String> emitted() {
    return switch (this) {
      case Succeeded(List<String> outputs) -> outputs;
      case Reused(_, List<String> outputs) -> outputs;
      case Pending _,
          Ready _,
          Running _,
          WaitingToRetry _,
          Failed _,
          Skipped _,
          Abandoned _,
          Canceled _,
          FannedOut _ ->
          List.of();
    };
  }
}
