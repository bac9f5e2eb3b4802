package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.Step.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// What was recorded since the evaluation before, by subject, with what was known before and after
/// each fact.
final class History {
  private final ConditionGraph graph;
  private final ConditionState state;
  private final SequencedMap<Subject, List<Change>> changes = new LinkedHashMap<>();

  private History(ConditionGraph graph, ConditionState state) {
    this.graph = graph;
    this.state = state;
  }

  static History of(ConditionGraph graph, ConditionState state, Facts facts) {
    History history = new History(graph, state);
    List<Fact> fresh =
        facts.facts().stream()
            .filter(fact -> history.isFresh(fact, facts.position()))
            .sorted(Comparator.comparingLong(fact -> fact.place().position()))
            .toList();
    Instant at = state.at();
    for (Fact fact : fresh) {
      at = laterOf(at, earlierOf(fact.place().at(), facts.now()));
      history.add(fact, Place.of(fact.place().position(), at));
    }
    return history;
  }

  private static Instant laterOf(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }

  private static Instant earlierOf(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /// Whether it has not been seen, and is read already. The past of a subject is told late.
  private boolean isFresh(Fact fact, long position) {
    boolean isNew = fact.place().position() > state.position();
    boolean isPast = fact instanceof Fact.Known && state.find(graph, fact.subject()).isEmpty();
    return graph.contains(fact.subject())
        && fact.place().position() <= position
        && (isNew || isPast);
  }

  private void add(Fact fact, Place place) {
    Subject subject = fact.subject();
    Status before = after(subject);
    add(subject, new Change(place, List.of(fact), before, before.after(fact, place)));
    for (Subject check : graph.checksOf(subject)) {
      Status known = after(check);
      Status changed = known.afterOfAsset(fact);
      if (!changed.equals(known)) {
        add(check, new Change(place, List.of(), known, changed));
      }
    }
  }

  private void add(Subject subject, Change change) {
    List<Change> all = changes.computeIfAbsent(subject, _ -> new ArrayList<>());
    if (!all.isEmpty() && all.getLast().place().position() == change.place().position()) {
      all.add(all.removeLast().and(change));
    } else {
      all.add(change);
    }
  }

  /// What was recorded of a subject, in order.
  List<Change> of(Subject subject) {
    return changes.getOrDefault(subject, List.of());
  }

  /// The subjects of which something was recorded.
  Iterable<Subject> changed() {
    return changes.sequencedKeySet();
  }

  /// What was known of a subject at the evaluation before.
  Status before(Subject subject) {
    return state.find(graph, subject).orElseGet(() -> Status.blank(graph.partitions(subject)));
  }

  /// What is known of a subject now.
  Status after(Subject subject) {
    List<Change> all = of(subject);
    return all.isEmpty() ? before(subject) : all.getLast().after();
  }

  /// What is known of all subjects now.
  SequencedMap<Subject, Status> statuses() {
    SequencedMap<Subject, Status> statuses = new LinkedHashMap<>();
    graph.subjects().forEach(subject -> statuses.put(subject, after(subject)));
    return statuses;
  }
}
