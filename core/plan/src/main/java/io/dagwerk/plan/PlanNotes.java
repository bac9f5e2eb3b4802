package io.dagwerk.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/// What planning has to tell, gathered on the way.
final class PlanNotes {
  private static final int MOST = 100;

  private final SequencedSet<String> problems = new LinkedHashSet<>();
  private final SequencedSet<String> notes = new LinkedHashSet<>();

  void problem(String problem) {
    if (problems.size() < MOST) {
      problems.add(problem);
    }
  }

  void note(String note) {
    if (notes.size() < MOST) {
      notes.add(note);
    }
  }

  List<String> problems() {
    return new ArrayList<>(problems);
  }

  List<String> notes() {
    return new ArrayList<>(notes);
  }

  /// @throws PlanProblem when there are problems
  void stopOnProblems() {
    if (!problems.isEmpty()) {
      throw new PlanProblem(List.of());
    }
  }
}
