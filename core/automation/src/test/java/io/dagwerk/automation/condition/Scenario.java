package io.dagwerk.automation.condition;

import io.dagwerk.model.Condition;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SortedSet;
import java.util.TreeSet;

/// A graph, a history and the moments at which somebody evaluates.
///
/// @param facts by position
record Scenario(List<ConditionAsset> assets, List<Fact> facts, List<Look> looks) {
  /// A moment of evaluation, with the position up to which the log is read then.
  record Look(Instant now, long position) {}

  static final Instant START = Instant.parse("2001-01-03T00:00:00Z");

  ConditionGraph graph() {
    return ConditionGraph.of(assets, List.of());
  }

  /// The conditions, in the order in which they are decided.
  SequencedMap<Subject, Condition> conditions() {
    SequencedMap<Subject, Condition> conditions = new LinkedHashMap<>();
    for (Subject subject : graph().subjects()) {
      graph().given(subject).ifPresent(condition -> conditions.put(subject, condition));
    }
    return conditions;
  }

  /// What comes of each look.
  List<Evaluation> evaluations() {
    ConditionState state = ConditionState.startingAt(START);
    List<Evaluation> evaluations = new ArrayList<>();
    for (Look look : looks) {
      Evaluation evaluation =
          new ConditionEvaluator(graph())
              .evaluate(state, Facts.of(look.now(), look.position(), facts));
      evaluations.add(evaluation);
      state = evaluation.next();
    }
    return evaluations;
  }

  /// What the evaluator asks for at each look.
  List<Map<Subject, SortedSet<Long>>> requests() {
    return evaluations().stream().map(each -> numbers(each.requests())).toList();
  }

  private static Map<Subject, SortedSet<Long>> numbers(Map<Subject, PartitionSubset> subsets) {
    Map<Subject, SortedSet<Long>> numbers = new LinkedHashMap<>();
    subsets.forEach((subject, subset) ->
        numbers.put(subject, new TreeSet<>(subset.numbers().boxed().toList())));
    return numbers;
  }
}
