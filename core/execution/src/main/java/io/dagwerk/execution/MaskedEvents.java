package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.plan.RunOutcome;
import java.util.Optional;

/// The rule of which texts of an event are free, so that a secret may stand in them, and shows them
/// without it. Pure.
///
/// Keys and names of what is declared or run are not free: they say which thing is meant, and would
/// mean none with a part of them hidden.
record MaskedEvents(SecretMask secrets) {

  Event of(Event event) {
    return secrets.isEmpty() ? event : masked(event);
  }

  private Event masked(Event event) {
    return switch (event) {
      case Event.OfStep ofStep -> masked(ofStep);
      case Event.RunFailed(String reason, Optional<ErrorInfo> error) ->
          new Event.RunFailed(masked(reason), masked(error));
      case Event.RunFailing(String reason, Optional<ErrorInfo> error) ->
          new Event.RunFailing(masked(reason), masked(error));
      case Event.RunCanceling(String reason) -> new Event.RunCanceling(masked(reason));
      case Event.RunCanceled(String reason) -> new Event.RunCanceled(masked(reason));
      case Event.ResourceClosed closed ->
          new Event.ResourceClosed(closed.resource(), closed.took(), masked(closed.error()));
      case Event.WorkerLost lost ->
          new Event.WorkerLost(lost.worker(), lost.attempt(), masked(lost.reason()));
      case Event.Logged logged ->
          new Event.Logged(
              logged.step(),
              logged.level(),
              masked(logged.logger()),
              masked(logged.message()),
              masked(logged.error()),
              logged.attribution());
      case Event.Printed printed ->
          new Event.Printed(
              printed.step(), printed.stream(), masked(printed.line()), printed.attribution());
      case Event.RunQueued _,
          Event.RunPlanned _,
          Event.RunReplanned _,
          Event.RunDequeued _,
          Event.RunAttemptStarted _,
          Event.RunStarted _,
          Event.RunSucceeded _,
          Event.ResourceOpened _,
          Event.WorkerAttached _ ->
          event;
    };
  }

  private Event.OfStep masked(Event.OfStep event) {
    return switch (event) {
      case Event.WithMetadata withMetadata -> masked(withMetadata);
      case Event.StepWaitingToRetry waiting ->
          new Event.StepWaitingToRetry(
              waiting.step(), waiting.attempt(), waiting.delay(), of(waiting.error()));
      case Event.StepCanceled canceled ->
          new Event.StepCanceled(canceled.step(), masked(canceled.reason()));
      case Event.HookFailed failed ->
          new Event.HookFailed(failed.step(), failed.hook(), of(failed.error()));
      case Event.StepStarted _,
          Event.StepRestarted _,
          Event.StepFannedOut _,
          Event.StepSucceeded _,
          Event.StepSkipped _,
          Event.StepReused _,
          Event.StepAbandoned _,
          Event.InputLoaded _,
          Event.MaterializationPlanned _,
          Event.HookSucceeded _,
          Event.HookSkipped _,
          Event.PoolWaiting _,
          Event.PoolClaimed _ ->
          event;
    };
  }

  private Event.OfStep masked(Event.WithMetadata event) {
    Metadata metadata = new MaskedMetadata(secrets).of(event.metadata());
    return switch (event.with(metadata)) {
      case Event.StepFailed failed ->
          new Event.StepFailed(failed.step(), of(failed.error()), failed.kind(), metadata);
      case Event.TypeChecked checked ->
          new Event.TypeChecked(
              checked.step(),
              checked.value(),
              checked.type(),
              checked.passed(),
              masked(checked.description()),
              metadata);
      case Event.AssetMaterialized made ->
          new Event.AssetMaterialized(
              made.step(),
              made.asset(),
              made.partition(),
              made.dataVersion().map(secrets::mask),
              metadata);
      case Event.AssetObserved observed ->
          new Event.AssetObserved(
              observed.step(),
              observed.asset(),
              observed.partition(),
              observed.dataVersion().map(secrets::mask),
              metadata);
      case Event.CheckEvaluated evaluated ->
          new Event.CheckEvaluated(
              evaluated.step(),
              evaluated.asset(),
              evaluated.check(),
              evaluated.partition(),
              evaluated.passed(),
              evaluated.severity(),
              evaluated.blocking(),
              masked(evaluated.description()),
              metadata);
      case Event.OutputStored stored -> stored;
      case Event.FactsReported reported -> reported;
    };
  }

  /// How a run ended, as it is shown.
  RunOutcome of(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Succeeded _ -> outcome;
      case RunOutcome.Failed failed ->
          new RunOutcome.Failed(masked(failed.reason()), failed.steps(), masked(failed.error()));
      case RunOutcome.Canceled(String reason) -> new RunOutcome.Canceled(masked(reason));
    };
  }

  /// An exception: its message, its stack and its causes.
  ErrorInfo of(ErrorInfo error) {
    return new ErrorInfo(
        error.type(),
        masked(error.message()),
        error.frames().stream().map(secrets::mask).toList(),
        masked(error.cause()));
  }

  private Optional<ErrorInfo> masked(Optional<ErrorInfo> error) {
    return error.map(this::of);
  }

  private String masked(String text) {
    return secrets.mask(text);
  }
}
