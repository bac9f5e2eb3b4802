package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.ConditionMemory.Slot;
import io.dagwerk.model.Condition;
import io.dagwerk.model.Condition.AllOf;
import io.dagwerk.model.Condition.AnyOf;
import io.dagwerk.model.Condition.Checks;
import io.dagwerk.model.Condition.CronTickPassed;
import io.dagwerk.model.Condition.DownstreamConditions;
import io.dagwerk.model.Condition.ExecutedWithTags;
import io.dagwerk.model.Condition.Happened;
import io.dagwerk.model.Condition.InLatestWindow;
import io.dagwerk.model.Condition.Is;
import io.dagwerk.model.Condition.Labeled;
import io.dagwerk.model.Condition.NewlyTrue;
import io.dagwerk.model.Condition.OnAsset;
import io.dagwerk.model.Condition.Quantifier;
import io.dagwerk.model.Condition.RootAssets;
import io.dagwerk.model.Condition.Since;
import io.dagwerk.model.Condition.SinceLastHandled;
import io.dagwerk.model.Condition.State;
import io.dagwerk.model.Condition.Upstream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// A condition on the graph: its nodes, and those that need attention at each step.
final class Layout {
  private final ConditionGraph graph;
  private final Node root;
  private final List<Node.Latch> latches = new ArrayList<>();
  private final List<Node.Executed> executed = new ArrayList<>();
  private final List<Node> passing = new ArrayList<>();
  private final SequencedSet<Subject> subjects = new LinkedHashSet<>();
  private final SequencedSet<CronTickPassed> crons = new LinkedHashSet<>();

  private Layout(ConditionGraph graph, Subject subject, Condition condition) {
    this.graph = graph;
    this.root = node(condition, new Where(subject, List.of(), 0));
  }

  static Layout of(ConditionGraph graph, Subject subject, Condition condition) {
    return new Layout(graph, subject, condition);
  }

  Node root() {
    return root;
  }

  /// Inner ones before those around them.
  List<Node.Latch> latches() {
    return latches;
  }

  /// Operands that remember by which run something was updated.
  List<Node.Executed> executed() {
    return executed;
  }

  /// What happens at a step and is over after it; each by its number.
  List<Node> passing() {
    return passing;
  }

  SequencedSet<Subject> subjects() {
    return subjects;
  }

  SequencedSet<CronTickPassed> crons() {
    return crons;
  }

  /// Where in the condition and on the graph a node is.
  ///
  /// @param number that of the part, in reading order
  private record Where(Subject subject, List<Link> way, int number) {
    Slot slot() {
      return new Slot(number, way.stream().map(Link::to).toList());
    }

    Where part(int further) {
      return new Where(subject, way, number + further);
    }

    Where along(Link link, int further) {
      List<Link> longer = new ArrayList<>(way);
      longer.add(link);
      return new Where(link.to(), longer, number + further);
    }
  }

  private Node node(Condition condition, Where where) {
    subjects.add(where.subject());
    return switch (condition) {
      case Is(State state) -> state(state, where);
      case Happened happened -> passing(happened, where);
      case CronTickPassed cron -> {
        crons.add(cron);
        yield passing(cron, where);
      }
      case InLatestWindow latest -> new Node.Operand(where.subject(), latest, -1, where.way());
      case ExecutedWithTags tags -> executed(tags, where);
      case DownstreamConditions _ ->
          throw new IllegalArgumentException("conditions from downstream are put in beforehand");
      case Condition.Not(Condition part) ->
          new Node.Not(where.subject(), node(part, where.part(1)));
      case AllOf(List<Condition> parts) -> new Node.All(where.subject(), nodes(parts, where));
      case AnyOf(List<Condition> parts) -> new Node.Any(where.subject(), nodes(parts, where));
      case NewlyTrue(Condition part) -> {
        Node inner = node(part, where.part(1));
        Node.Rise rise = new Node.Rise(where.subject(), passing.size(), inner);
        passing.add(rise);
        yield rise;
      }
      case Since(Condition trigger, Condition reset) ->
          latch(trigger, Optional.of(node(reset, where.part(1 + size(trigger)))), where);
      case SinceLastHandled(Condition trigger) -> latch(trigger, Optional.empty(), where);
      case Upstream(Quantifier quantifier, Condition part, _) ->
          across(condition, part, quantifier, where);
      case Checks(Quantifier quantifier, Condition part, _) ->
          across(condition, part, quantifier, where);
      case RootAssets(Quantifier quantifier, Condition part) ->
          across(condition, part, quantifier, where);
      case OnAsset(_, Condition part) -> across(condition, part, Quantifier.ANY, where);
      case Labeled(String label, Condition part) ->
          new Node.Named(where.subject(), label, node(part, where.part(1)));
    };
  }

  private List<Node> nodes(List<Condition> parts, Where where) {
    List<Node> nodes = new ArrayList<>();
    int further = 1;
    for (Condition part : parts) {
      nodes.add(node(part, where.part(further)));
      further += size(part);
    }
    return nodes;
  }

  /// How many parts a condition has, itself and parts of parts included.
  private static int size(Condition condition) {
    return 1 + condition.parts().stream().mapToInt(Layout::size).sum();
  }

  private Node state(State state, Where where) {
    Is condition = new Is(state);
    return state == State.EXECUTED_WITH_ROOT_TARGET
        ? executed(condition, where)
        : new Node.Operand(where.subject(), condition, -1, where.way());
  }

  private Node executed(Condition.Operand condition, Where where) {
    Node.Executed node = new Node.Executed(where.subject(), condition, where.slot(), where.way());
    executed.add(node);
    return node;
  }

  private Node passing(Condition.Operand condition, Where where) {
    Node.Operand operand =
        new Node.Operand(where.subject(), condition, passing.size(), where.way());
    passing.add(operand);
    return operand;
  }

  private Node across(Condition condition, Condition part, Quantifier quantifier, Where where) {
    List<Node.Arm> arms = new ArrayList<>();
    for (Link link : SubjectsRead.links(graph, where.subject(), condition).orElseThrow()) {
      arms.add(new Node.Arm(link, node(part, where.along(link, 1))));
    }
    return new Node.Across(where.subject(), Wording.of(condition), quantifier, arms);
  }

  private Node latch(Condition given, Optional<Node> reset, Where where) {
    Node trigger = node(given, where.part(1));
    Node.Latch latch = new Node.Latch(where.subject(), trigger, triggers(trigger, where), reset);
    latches.add(latch);
    return latch;
  }

  private static List<Node.Trigger> triggers(Node trigger, Where where) {
    Node bare = trigger;
    while (bare instanceof Node.Named named) {
      bare = named.part();
    }
    if (!(bare instanceof Node.Across across) || across.quantifier() != Quantifier.ALL) {
      return List.of(new Node.Trigger(where.slot(), trigger, Optional.empty()));
    }
    return across.arms().stream()
        .map(arm ->
            new Node.Trigger(
                where.along(arm.link(), 0).slot(),
                new Node.Across(across.subject(), across.label(), Quantifier.ANY, List.of(arm)),
                Optional.of(arm.link())))
        .toList();
  }
}
