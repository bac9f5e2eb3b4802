package io.dagwerk.plan;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import java.util.List;
import java.util.Optional;

/// Why a run stops before all that could run has run. The first one of a run counts.
public sealed interface Halt {
  String reason();

  /// Somebody asked for it.
  record Canceled(String reason) implements Halt {}

  /// The run itself cannot go on, because it took too long or the engine broke.
  record Broken(String reason, Optional<ErrorInfo> error) implements Halt {}

  /// What a log says of it, if it does.
  static Optional<Halt> of(Event event) {
    if (event instanceof Event.RunCanceling(String reason)) {
      return Optional.of(new Canceled(reason));
    }
    return event instanceof Event.RunFailing(String reason, Optional<ErrorInfo> error)
        ? Optional.of(new Broken(reason, error))
        : Optional.empty();
  }

  /// Tells a log of it, before anything is stopped: whoever reads the log then knows how the run
  /// has to end, though the process that wrote it may be gone.
  default Event event() {
    return switch (this) {
      case Canceled(String reason) -> new Event.RunCanceling(reason);
      case Broken(String reason, Optional<ErrorInfo> error) -> new Event.RunFailing(reason, error);
    };
  }

  /// How the run ends.
  ///
  /// @param failed the steps that failed, in plan order
  default RunOutcome outcome(List<StepKey> failed) {
    return switch (this) {
      case Canceled(String reason) -> new RunOutcome.Canceled(reason);
      case Broken(String reason, Optional<ErrorInfo> error) ->
          new RunOutcome.Failed(reason, failed, error);
    };
  }

  /// How a step ends that is stopped by it.
  default Event.OfStep cancel(StepKey key) {
    return new Event.StepCanceled(key, reason());
  }
}
