package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.ConditionMemory.Held;
import io.dagwerk.partitions.PartitionSubset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// Goes through the steps of one condition's history and keeps what comes of them.
final class Fold {
  private final Scene scene;
  private final Layout layout;
  private final Memory memory;
  private final Map<Integer, Passed> passed = new HashMap<>();
  private PartitionSubset standing;
  private PartitionSubset lately;

  /// @param held what the condition remembers from before
  /// @param known what is known of subjects before the first step
  Fold(Scene scene, Layout layout, Held held, Function<Subject, Status> known) {
    this.scene = scene;
    this.layout = layout;
    this.memory = new Memory(held, known);
    this.standing = held.standing();
    this.lately = held.standing();
  }

  /// What happened at any step.
  ///
  /// @param newest the place of the newest of it
  record Passed(PartitionSubset partitions, Place newest) {
    Passed and(Passed later) {
      return new Passed(partitions.or(later.partitions), later.newest);
    }
  }

  Memory memory() {
    return memory;
  }

  /// What happened of a node with this number.
  Optional<Passed> passed(int id) {
    return Optional.ofNullable(passed.get(id));
  }

  boolean sawNothing() {
    return passed.isEmpty();
  }

  PartitionSubset standing() {
    return standing;
  }

  void take(List<Step> steps) {
    for (Step step : steps) {
      look(step);
      memory.commit(step);
    }
  }

  /// Takes a step in, and leaves both of its sides to be seen.
  StepView look(Step step) {
    StepView view = new StepView(scene, memory, step);
    layout.executed().forEach(view::update);
    layout.latches().forEach(view::update);
    for (int id = 0; id < layout.passing().size(); id++) {
      Node node = layout.passing().get(id);
      PartitionSubset happening = signal(view, node, view.reach(node)).at();
      if (!happening.isEmpty()) {
        passed.merge(id, new Passed(happening, step.place()), Passed::and);
      }
    }
    standing = standing.isEmpty() ? standing : standing(view);
    return view;
  }

  private static Signal signal(StepView view, Node node, PartitionSubset partitions) {
    return partitions.isEmpty()
        ? Signal.NONE
        : view.signal(node, view.asked(node.subject(), partitions));
  }

  /// What was requested stands for as long as the condition holds without news. What happened at
  /// the step before is over, so what that step touched may hold no more, though this one leaves
  /// it.
  private PartitionSubset standing(StepView view) {
    Node root = layout.root();
    PartitionSubset reach = view.reach(root);
    PartitionSubset touched = reach.or(lately).and(standing);
    lately = reach;
    Signal signal = signal(view, root, touched);
    PartitionSubset still = signal.before().and(signal.at()).minus(signal.news());
    return standing.minus(touched).or(still);
  }
}
