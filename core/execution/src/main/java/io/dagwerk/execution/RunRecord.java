package io.dagwerk.execution;

import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.plan.Progress;
import io.dagwerk.plan.RunOutcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A run that has ended, with all that happened in it.
///
/// @param parent the run that it executed again, if it did
public record RunRecord(
    RunId run, Optional<RunId> parent, Plan plan, RunOutcome outcome, List<RecordedEvent> log) {
  public RunRecord {
    log = List.copyOf(log);
  }

  public boolean succeeded() {
    return outcome instanceof RunOutcome.Succeeded;
  }

  /// How it went, for people: the outcome, and a line for each step that did not come to a good end
  /// and for each check that did not pass.
  public String summary() {
    return Summary.of(this);
  }

  /// Where each step stands; computed from the log.
  public Progress progress() {
    return Progress.of(plan, log);
  }

  /// The events of a kind, in order.
  public <E extends Event> List<E> events(Class<E> kind) {
    return events().filter(kind::isInstance).map(kind::cast).toList();
  }

  public Stream<Event> events() {
    return log.stream().map(RecordedEvent::event);
  }
}
