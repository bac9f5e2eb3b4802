package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.RunOutcome;
import java.util.List;
import java.util.Optional;

/// Why a run stops before all that could run has run.
sealed interface Halt {
  String reason();

  /// Somebody asked for it.
  record Canceled(String reason) implements Halt {}

  /// The run itself cannot go on, because it took too long or the engine broke.
  record Broken(String reason, Optional<ErrorInfo> error) implements Halt {}

  default RunOutcome outcome(List<StepKey> failed) {
    return switch (this) {
      case Canceled(String reason) -> new RunOutcome.Canceled(reason);
      case Broken(String reason, Optional<ErrorInfo> error) ->
          new RunOutcome.Failed(reason, failed, error);
    };
  }

  default Event.OfStep cancel(StepKey key) {
    return new Event.StepCanceled(key, reason());
  }
}
