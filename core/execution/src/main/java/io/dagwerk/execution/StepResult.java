package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What an attempt of a step came to.
public sealed interface StepResult {
  /// @param emitted the outputs that are stored
  /// @param mappingKeys of a fan-out, the keys of its elements in their order; else empty
  record Succeeded(List<String> emitted, List<String> mappingKeys) implements StepResult {
    public Succeeded {
      emitted = List.copyOf(emitted);
      mappingKeys = List.copyOf(mappingKeys);
    }
  }

  /// @param mayRetry whether the step's retry policy applies; a failure may forbid it
  /// @param exception what the attempt ended with, if it did and ran in this process
  record Failed(
      ErrorInfo error,
      FailureKind kind,
      Metadata metadata,
      boolean mayRetry,
      Optional<Throwable> exception)
      implements StepResult {}

  /// User code asked for another attempt.
  ///
  /// @param mostRetries the step fails when it was tried again that often already, for whatever
  ///   reason
  /// @param delay the wait; the one of the step's retry policy if empty
  /// @param exception by which it asked, if the attempt ran in this process
  record RetryWanted(
      ErrorInfo error, int mostRetries, Optional<Duration> delay, Optional<Throwable> exception)
      implements StepResult {}

  /// What the attempt ended with, for hooks.
  default Optional<Throwable> thrown() {
    return switch (this) {
      case Succeeded _ -> Optional.empty();
      case Failed failed -> failed.exception();
      case RetryWanted wanted -> wanted.exception();
    };
  }
}
