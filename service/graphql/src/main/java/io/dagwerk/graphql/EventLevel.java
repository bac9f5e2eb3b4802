package io.dagwerk.graphql;

import io.dagwerk.model.Event;

/// How important an event is to who looks for what went wrong.
enum EventLevel {
  /// How the engine did its work, and what is said to debug.
  DEBUG,
  /// What a run is made of, and what was printed.
  INFO,
  /// Something that a run outlives.
  WARN,
  /// Something for whose sake a run or a step did not come to its good end, or a check not pass.
  ERROR;

  /// The level of an event, by what it says alone.
  static EventLevel of(Event event) {
    return switch (event) {
      case Event.OfStep step -> ofStep(step);
      case Event.RunFailed _, Event.RunFailing _ -> ERROR;
      case Event.RunCanceling _, Event.RunCanceled _, Event.WorkerLost _ -> WARN;
      case Event.ResourceClosed closed -> closed.error().isPresent() ? WARN : DEBUG;
      case Event.RunDequeued _,
          Event.RunAttemptStarted _,
          Event.WorkerAttached _,
          Event.ResourceOpened _ ->
          DEBUG;
      case Event.RunQueued _,
          Event.RunPlanned _,
          Event.RunReplanned _,
          Event.RunStarted _,
          Event.RunSucceeded _,
          Event.Printed _ ->
          INFO;
      case Event.Logged logged ->
          switch (logged.level()) {
            case TRACE, DEBUG -> DEBUG;
            case INFO -> INFO;
            case WARN -> WARN;
            case ERROR -> ERROR;
          };
    };
  }

  private static EventLevel ofStep(Event.OfStep event) {
    return switch (event) {
      case Event.StepFailed _ -> ERROR;
      case Event.StepWaitingToRetry _,
          Event.StepAbandoned _,
          Event.StepCanceled _,
          Event.HookFailed _ ->
          WARN;
      case Event.CheckEvaluated check ->
          check.passed()
              ? INFO
              : switch (check.severity()) {
                case WARN -> WARN;
                case ERROR -> ERROR;
              };
      case Event.TypeChecked checked -> checked.passed() ? DEBUG : ERROR;
      case Event.InputLoaded _,
          Event.OutputStored _,
          Event.MaterializationPlanned _,
          Event.HookSucceeded _,
          Event.HookSkipped _,
          Event.PoolWaiting _,
          Event.PoolClaimed _ ->
          DEBUG;
      case Event.StepStarted _,
          Event.StepRestarted _,
          Event.StepFannedOut _,
          Event.StepSucceeded _,
          Event.StepSkipped _,
          Event.StepReused _,
          Event.FactsReported _,
          Event.AssetMaterialized _,
          Event.AssetObserved _ ->
          INFO;
    };
  }
}
