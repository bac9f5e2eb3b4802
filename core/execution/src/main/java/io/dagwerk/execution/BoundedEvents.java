package io.dagwerk.execution;

import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.SizeLimit;
import io.dagwerk.model.SizeLimits;

/// The rule that cuts what an event says where it is larger than the limits of lines and facts
/// allow, so that no step fails because it said too much. Pure.
///
/// It comes after the secrets are hidden: of a secret that is cut, a part would be shown.
public record BoundedEvents(SizeLimits limits) {
  /// The same object when nothing is too large.
  public Event of(Event event) {
    return switch (event) {
      case Event.WithMetadata of -> of(of);
      case Event.Logged logged -> of(logged);
      case Event.Printed printed -> of(printed);
      case Event.OfStep _,
          Event.RunQueued _,
          Event.RunPlanned _,
          Event.RunDequeued _,
          Event.RunAttemptStarted _,
          Event.RunStarted _,
          Event.RunSucceeded _,
          Event.RunFailed _,
          Event.RunFailing _,
          Event.RunCanceling _,
          Event.RunCanceled _,
          Event.ResourceOpened _,
          Event.ResourceClosed _,
          Event.WorkerAttached _,
          Event.WorkerLost _ ->
          event;
    };
  }

  private Event.Logged of(Event.Logged logged) {
    return new Event.Logged(
        logged.step(),
        logged.level(),
        logged.logger(),
        line(logged.message()),
        logged.error(),
        logged.attribution());
  }

  /// What was printed.
  public Event.Printed of(Event.Printed printed) {
    return new Event.Printed(
        printed.step(), printed.stream(), line(printed.line()), printed.attribution());
  }

  private String line(String text) {
    return CutText.of(text, SizeLimit.LOG_LINE, limits.of(SizeLimit.LOG_LINE));
  }

  private Event of(Event.WithMetadata event) {
    BoundedMetadata bounded = new BoundedMetadata(limits.of(SizeLimit.METADATA_VALUE));
    Metadata metadata = event.metadata();
    return bounded.fits(metadata) ? event : with(bounded.of(metadata), event);
  }

  private static Event with(Metadata metadata, Event.WithMetadata event) {
    return switch (event) {
      case Event.StepFailed failed ->
          new Event.StepFailed(failed.step(), failed.error(), failed.kind(), metadata);
      case Event.OutputStored stored ->
          new Event.OutputStored(
              stored.step(),
              stored.output(),
              stored.address(),
              stored.ioManager(),
              stored.inMemory(),
              stored.version(),
              metadata);
      case Event.FactsReported reported -> new Event.FactsReported(reported.step(), metadata);
      case Event.TypeChecked checked ->
          new Event.TypeChecked(
              checked.step(),
              checked.value(),
              checked.type(),
              checked.passed(),
              checked.description(),
              metadata);
      case Event.AssetMaterialized made ->
          new Event.AssetMaterialized(
              made.step(), made.asset(), made.partition(), made.dataVersion(), metadata);
      case Event.AssetObserved observed ->
          new Event.AssetObserved(
              observed.step(),
              observed.asset(),
              observed.partition(),
              observed.dataVersion(),
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
              evaluated.description(),
              metadata);
    };
  }
}
