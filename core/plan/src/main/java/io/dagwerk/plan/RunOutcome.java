package io.dagwerk.plan;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.StepKey;
import java.util.List;
import java.util.Optional;

/// How a run ended.
public sealed interface RunOutcome {
  record Succeeded() implements RunOutcome {}

  /// @param reason one sentence, such as `steps failed: [parse]`
  /// @param steps the steps that failed, in plan order
  /// @param error what was thrown outside of any step's own work
  record Failed(String reason, List<StepKey> steps, Optional<ErrorInfo> error)
      implements RunOutcome {
    public Failed {
      steps = List.copyOf(steps);
    }
  }

  record Canceled(String reason) implements RunOutcome {}
}
