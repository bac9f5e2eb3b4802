package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.Halt;
import io.dagwerk.plan.MappingKeys;
import io.dagwerk.plan.ProgressBuilder.ReadyStep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Decides which events end an attempt. Pure.
///
/// In a run that stops, what succeeds all the same has succeeded, and all else is canceled. An
/// attempt that took too long failed, even if it came to a good end later.
///
/// @param step the attempt's
/// @param took from its start to its end
/// @param retry what decides about another attempt
/// @param halt why the run stops, if it does
record AttemptEnd(ReadyStep step, Duration took, RetryRule retry, Optional<Halt> halt) {
  List<Event.OfStep> of(Ending<StepResult> ending) {
    return switch (ending) {
      case Ending.Came(StepResult.Succeeded succeeded) -> succeeded(succeeded);
      case Ending.Broke(Throwable thrown) when halt.isEmpty() ->
          List.of(broke(ErrorInfo.of(thrown)));
      case Ending.Came(StepResult.Failed failed) -> orCanceled(failed);
      case Ending.Came(StepResult.RetryWanted wanted) ->
          List.of(
              halt.map(why -> why.cancel(key()))
                  .orElseGet(() -> retry.after(key(), step.attempt(), wanted)));
      case Ending.Interrupted(InterruptedException thrown) ->
          orCanceled(failed(ErrorInfo.of(thrown), FailureKind.EXCEPTION));
      case Ending.Broke(Throwable thrown) ->
          orCanceled(failed(ErrorInfo.of(thrown), FailureKind.ENGINE));
    };
  }

  /// The end of an attempt that stopped when its time was over.
  List<Event.OfStep> expired() {
    return orCanceled(failed(late("it was interrupted"), FailureKind.TIMEOUT));
  }

  /// The end of an attempt that did not stop, so that another would run beside it.
  List<Event.OfStep> stuck() {
    ErrorInfo error =
        late("it did not stop when it was interrupted, so it was left behind and is not retried");
    return orCanceled(
        new StepResult.Failed(
            error, FailureKind.TIMEOUT, Metadata.none(), false, Optional.empty()));
  }

  private List<Event.OfStep> succeeded(StepResult.Succeeded succeeded) {
    boolean fanOut = step.step().kind() == NodeKind.FAN_OUT;
    Optional<String> problem =
        fanOut ? MappingKeys.problem(key(), succeeded.mappingKeys()) : Optional.empty();
    if (problem.isPresent()) {
      return orCanceled(
          failed(ErrorInfo.ofMessage("MappingKey", problem.orElseThrow()), FailureKind.OUTPUT));
    }
    Event.OfStep end = new Event.StepSucceeded(key(), succeeded.emitted(), took);
    return fanOut
        ? List.of(new Event.StepFannedOut(key(), succeeded.mappingKeys()), end)
        : List.of(end);
  }

  private List<Event.OfStep> orCanceled(StepResult.Failed failed) {
    return List.of(
        halt.map(why -> why.cancel(key()))
            .orElseGet(() -> retry.after(key(), step.attempt(), failed)));
  }

  private Event.OfStep broke(ErrorInfo error) {
    return new Event.StepFailed(key(), error, FailureKind.ENGINE, Metadata.none());
  }

  private static StepResult.Failed failed(ErrorInfo error, FailureKind kind) {
    return new StepResult.Failed(error, kind, Metadata.none(), true, Optional.empty());
  }

  private ErrorInfo late(String what) {
    Plan.Options options = step.step().options();
    return ErrorInfo.ofMessage(
        "Timeout",
        "attempt %d took longer than its timeout of %s; %s"
            .formatted(
                step.attempt(), options.timeout().map(Duration::toString).orElse("?"), what));
  }

  private StepKey key() {
    return step.key();
  }
}
