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
          Event.RunReplanned _,
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
    return bounded.fits(metadata) ? event : event.with(bounded.of(metadata));
  }
}
