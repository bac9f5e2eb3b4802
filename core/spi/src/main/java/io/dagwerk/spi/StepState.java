package io.dagwerk.spi;

import io.dagwerk.model.RunId;
import java.util.List;
import java.util.Optional;

/// What a step has come to.
///
/// @param attempt of the step, from 1; 0 for a step that never ran
/// @param reason in one line; empty where nothing is to be said
/// @param origin the run whose outputs were taken instead of running the step
/// @param emitted the names of the outputs that a step which came to its good end gave, also of
///   those that have no value to be stored
public record StepState(
    StepStatus status, int attempt, String reason, Optional<RunId> origin, List<String> emitted) {
  public StepState {
    emitted = List.copyOf(emitted);
  }

  public static StepState of(StepStatus status, int attempt, String reason) {
    return new StepState(status, attempt, reason, Optional.empty(), List.of());
  }

  public static StepState succeeded(int attempt, List<String> emitted) {
    return new StepState(StepStatus.SUCCEEDED, attempt, "", Optional.empty(), emitted);
  }

  public static StepState reused(RunId origin, List<String> emitted) {
    return new StepState(StepStatus.REUSED, 0, "", Optional.of(origin), emitted);
  }
}
