package io.dagwerk.execution;

import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.plan.ParentRun;
import io.dagwerk.plan.Progress;
import io.dagwerk.plan.RunOutcome;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A run that has ended, with all that happened in it.
///
/// @param ancestors of a run that executed another one again
public record RunRecord(
    RunId run,
    Optional<Ancestors> ancestors,
    Plan plan,
    RunOutcome outcome,
    List<RecordedEvent> log) {
  public RunRecord {
    log = List.copyOf(log);
  }

  /// Where a run stands in the tree of those that executed one another again.
  ///
  /// @param parent the run that was executed again
  /// @param root the first of all, which executed none again
  public record Ancestors(RunId parent, RunId root) {
    static Ancestors of(ParentRun parent) {
      return new Ancestors(parent.id(), parent.root());
    }
  }

  /// The run that it executed again, if it did.
  public Optional<RunId> parent() {
    return ancestors.map(Ancestors::parent);
  }

  /// The first run of its tree, if it is not the first itself.
  public Optional<RunId> root() {
    return ancestors.map(Ancestors::root);
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
