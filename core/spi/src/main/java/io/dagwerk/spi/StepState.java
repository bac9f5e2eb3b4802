package io.dagwerk.spi;

import io.dagwerk.model.RunId;
import java.util.Optional;

/// What a step has come to.
///
/// @param attempt of the step, from 1; 0 for a step that never ran
/// @param reason in one line; empty where nothing is to be said
/// @param origin the run whose outputs were taken instead of running the step
public record StepState(StepStatus status, int attempt, String reason, Optional<RunId> origin) {
  public static StepState of(StepStatus status, int attempt, String reason) {
    return new StepState(status, attempt, reason, Optional.empty());
  }
}
