package io.dagwerk.plan;

import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ParentRun.Ended;
import io.dagwerk.plan.Reexecution.All;
import io.dagwerk.plan.Reexecution.FromFailure;
import io.dagwerk.plan.Reexecution.Selected;
import io.dagwerk.plan.Reexecution.SelectedAndDownstream;
import io.dagwerk.selection.InvalidSelection;
import io.dagwerk.selection.Selection;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// The rule of which steps of an earlier run are executed again.
final class Rerun {
  private Rerun() {}

  /// @param before what each step there is to choose from comes after
  /// @throws InvalidSelection when a selection names none of them
  static SequencedSet<StepKey> choose(
      Reexecution again, SequencedMap<StepKey, List<StepKey>> before) {
    return switch (again) {
      case All _ -> new LinkedHashSet<>(before.sequencedKeySet());
      case FromFailure(ParentRun parent) -> {
        SequencedSet<StepKey> failed = new LinkedHashSet<>();
        for (StepKey key : before.sequencedKeySet()) {
          if (parent.ended(key) == Ended.NOT_WELL && !Branches.isUnknown(key)) {
            failed.add(key);
          }
        }
        if (failed.isEmpty()) {
          throw new PlanProblem(
              "nothing failed in run %s; execute all of it again, or selected steps"
                  .formatted(parent.id()));
        }
        yield withDownstream(failed, before);
      }
      case Selected(_, String selection) -> named(selection, before);
      case SelectedAndDownstream(_, String selection) ->
          withDownstream(named(selection, before), before);
    };
  }

  private static SequencedSet<StepKey> named(
      String selection, SequencedMap<StepKey, List<StepKey>> before) {
    SequencedSet<String> names = Selection.parse(selection).resolve(Selectables.steps(before));
    SequencedSet<StepKey> chosen = new LinkedHashSet<>();
    for (StepKey key : before.sequencedKeySet()) {
      if (names.contains(key.toString())) {
        chosen.add(key);
      }
    }
    return chosen;
  }

  /// These and all that comes after them, whatever the order of the steps.
  private static SequencedSet<StepKey> withDownstream(
      SequencedSet<StepKey> from, SequencedMap<StepKey, List<StepKey>> before) {
    SequencedMap<StepKey, List<StepKey>> after = new LinkedHashMap<>();
    before.forEach((key, upstream) ->
        upstream.forEach(each -> after.computeIfAbsent(each, _ -> new ArrayList<>()).add(key)));
    SequencedSet<StepKey> reached = new LinkedHashSet<>(from);
    ArrayDeque<StepKey> open = new ArrayDeque<>(from);
    while (!open.isEmpty()) {
      for (StepKey next : after.getOrDefault(open.removeFirst(), List.of())) {
        if (reached.add(next)) {
          open.addLast(next);
        }
      }
    }
    return reached;
  }
}
