package io.dagwerk.definitions;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;

/// How a step ended, for a hook.
///
/// @param attempt from 1
/// @param config the config record that the step was given, if it has one
/// @param error what the attempt failed with
/// @param exception the exception itself, when the hook runs in the step's process
/// @param retryIn the wait before the next attempt
public record StepEnd(
    Hook.End end,
    String job,
    RunId run,
    StepKey step,
    int attempt,
    Optional<Object> config,
    Optional<ErrorInfo> error,
    Optional<Throwable> exception,
    Optional<Duration> retryIn,
    Logger log) {
  /// One line for people, such as `step 'load' of job 'etl' failed: IOException: no route`.
  public String summary() {
    String what =
        switch (end) {
          case SUCCESS -> "succeeded";
          case FAILURE -> "failed";
          case RETRY -> "is tried again";
        };
    return "step '%s' of job '%s' %s%s"
        .formatted(step, job, what, error.map(cause -> ": " + cause.summary()).orElse(""));
  }
}
