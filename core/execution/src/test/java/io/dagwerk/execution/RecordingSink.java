package io.dagwerk.execution;

import io.dagwerk.model.Event;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// Keeps what a run logs, and lets tests wait for it.
final class RecordingSink implements EventSink {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Timer timer;
  private final RunId run;
  private final List<RecordedEvent> log = new ArrayList<>();

  RecordingSink(Timer timer) {
    this.timer = timer;
    this.run = RunId.createdAt(timer.now());
  }

  @Override
  public synchronized void append(Event event) {
    log.add(new RecordedEvent(run, log.size() + 1L, timer.now(), event));
    notifyAll();
  }

  synchronized List<RecordedEvent> log() {
    return List.copyOf(log);
  }

  List<Event> events() {
    return log().stream().map(RecordedEvent::event).toList();
  }

  /// The events as short words, such as `StepStarted a`.
  List<String> told() {
    return events().stream().map(RecordingSink::told).toList();
  }

  List<String> told(String step) {
    return told().stream().filter(line -> line.endsWith(" " + step)).toList();
  }

  private static String told(Event event) {
    String type = event.getClass().getSimpleName();
    return event instanceof Event.OfStep ofStep ? type + " " + ofStep.step() : type;
  }

  void await(String line) throws InterruptedException {
    await(event -> told(event).equals(line));
  }

  synchronized void await(Predicate<Event> wanted) throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (log.stream().noneMatch(recorded -> wanted.test(recorded.event()))) {
      long left = (deadline - System.nanoTime()) / 1_000_000;
      if (left <= 0) {
        throw new AssertionError("not logged in time; the log is " + log);
      }
      wait(left);
    }
  }
}
