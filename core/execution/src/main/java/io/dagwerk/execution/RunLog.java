package io.dagwerk.execution;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The log of one run in memory: all that is recorded passes here, and leaves behind its secrets
/// and what is too large. The listener is told in the order of the log, but not of what it logs
/// itself while it listens: that is recorded only, as it would never end. Thread-safe.
final class RunLog implements EventSink {
  private final RunId run;
  private final InstantSource clock;
  private final UnaryOperator<Event> shown;
  private final Consumer<RecordedEvent> ledger;
  private final List<RecordedEvent> events = new ArrayList<>();
  private Consumer<RecordedEvent> listener;
  private boolean telling;

  /// @param shown gives events as they may be shown
  /// @param listener is told no more once it has thrown something, which is logged
  RunLog(
      RunId run,
      InstantSource clock,
      UnaryOperator<Event> shown,
      Consumer<RecordedEvent> ledger,
      Consumer<RecordedEvent> listener) {
    this.run = run;
    this.clock = clock;
    this.shown = shown;
    this.ledger = ledger;
    this.listener = listener;
  }

  @Override
  public void append(Event event) {
    record(shown.apply(event));
  }

  private synchronized void record(Event event) {
    RecordedEvent recorded =
        new RecordedEvent(
            run, events.size() + 1L, clock.instant().truncatedTo(ChronoUnit.MICROS), event);
    events.add(recorded);
    ledger.accept(recorded);
    if (!telling) {
      tell(recorded);
    }
  }

  private void tell(RecordedEvent recorded) {
    telling = true;
    try {
      LogScope.outside(() -> listener.accept(recorded));
    } catch (Throwable e) {
      listener = _ -> {};
      complain(recorded.event(), e);
    } finally {
      telling = false;
    }
  }

  private void complain(Event heard, Throwable thrown) {
    switch (heard) {
      case Event.RunSucceeded _, Event.RunFailed _, Event.RunCanceled _ -> {
        // Nothing follows the end of a run.
      }
      default ->
          append(
              new Event.Logged(
                  Optional.empty(),
                  Event.Level.WARN,
                  "dagwerk",
                  "what listens to the run threw this, and is told nothing more",
                  Optional.of(ErrorInfo.of(thrown))));
    }
  }

  synchronized List<RecordedEvent> events() {
    return List.copyOf(events);
  }
}
