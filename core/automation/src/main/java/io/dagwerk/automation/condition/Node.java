package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.ConditionMemory.Slot;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Condition.Quantifier;
import java.util.List;
import java.util.Optional;

/// A part of a condition on the subject of which it is asked: the condition laid out on the graph.
sealed interface Node {
  Subject subject();

  /// A condition without parts.
  ///
  /// @param id its number among what happens ([Layout#passing]); -1 for what holds
  /// @param way from the root to the subject
  record Operand(Subject subject, Condition.Operand condition, int id, List<Link> way)
      implements Node {}

  /// By which run it was last updated.
  ///
  /// @param slot where it remembers that
  /// @param way from the root to the subject
  record Executed(Subject subject, Condition.Operand condition, Slot slot, List<Link> way)
      implements Node {}

  record Not(Subject subject, Node part) implements Node {}

  record All(Subject subject, List<Node> parts) implements Node {}

  record Any(Subject subject, List<Node> parts) implements Node {}

  /// Became true.
  ///
  /// @param id its number among what happens
  record Rise(Subject subject, int id, Node part) implements Node {}

  /// A trigger came about after the reset.
  ///
  /// @param trigger all of it, to be shown
  /// @param triggers what each has to come about; more than one for *all upstream*
  /// @param reset empty for: handled
  record Latch(Subject subject, Node trigger, List<Trigger> triggers, Optional<Node> reset)
      implements Node {}

  /// One of the triggers of a latch.
  ///
  /// @param slot where it remembers when it came about
  /// @param link to the subject that it is about, where it is one of several: partitions that have
  ///   none there do not wait for it
  record Trigger(Slot slot, Node node, Optional<Link> link) {}

  /// Over other subjects.
  record Across(Subject subject, String label, Quantifier quantifier, List<Arm> arms)
      implements Node {}

  /// One of the other subjects.
  record Arm(Link link, Node node) {}

  record Named(Subject subject, String label, Node part) implements Node {}
}
