package io.dagwerk.execution;

import io.dagwerk.model.Event;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The log of one run in memory. Listeners are told in the order of the log. Thread-safe.
final class RunLog implements EventSink {
  private final RunId run;
  private final InstantSource clock;
  private final Consumer<RecordedEvent> listener;
  private final List<RecordedEvent> events = new ArrayList<>();

  RunLog(RunId run, InstantSource clock, Consumer<RecordedEvent> listener) {
    this.run = run;
    this.clock = clock;
    this.listener = listener;
  }

  @Override
  public synchronized void append(Event event) {
    RecordedEvent recorded =
        new RecordedEvent(
            run, events.size() + 1L, clock.instant().truncatedTo(ChronoUnit.MICROS), event);
    events.add(recorded);
    listener.accept(recorded);
  }

  synchronized List<RecordedEvent> events() {
    return List.copyOf(events);
  }
}
