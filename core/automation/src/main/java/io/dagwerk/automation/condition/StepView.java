package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.Memory.Side;
import io.dagwerk.automation.condition.Signal.Asked;
import io.dagwerk.automation.condition.Step.Kind;
import io.dagwerk.model.Condition.Quantifier;
import io.dagwerk.partitions.PartitionSubset;
import java.util.Optional;

/// What the nodes of a condition are at one step.
final class StepView {
  private final Scene scene;
  private final Memory memory;
  private final Step step;
  private final Operands operands;

  StepView(Scene scene, Memory memory, Step step) {
    this.scene = scene;
    this.memory = memory;
    this.step = step;
    this.operands = new Operands(scene, memory, step);
  }

  /// The partitions for which the node may become something else at this step, or happen.
  PartitionSubset reach(Node node) {
    return switch (node) {
      case Node.Operand operand -> operands.reach(operand);
      case Node.Executed executed -> operands.touched(executed.subject());
      case Node.Not not -> reach(not.part());
      case Node.All all -> reach(all.parts());
      case Node.Any any -> reach(any.parts());
      case Node.Rise rise -> reach(rise.part());
      case Node.Named named -> reach(named.part());
      case Node.Latch latch -> reach(latch);
      case Node.Across across -> {
        PartitionSubset all = operands.appearing(across.subject());
        for (Node.Arm arm : across.arms()) {
          all = all.or(scene.relations().near(arm.link(), reach(arm.node())));
        }
        yield all;
      }
    };
  }

  private PartitionSubset reach(Iterable<Node> nodes) {
    PartitionSubset all = PartitionSubset.none();
    for (Node node : nodes) {
      all = all.or(reach(node));
    }
    return all;
  }

  private PartitionSubset reach(Node.Latch latch) {
    PartitionSubset reset =
        latch.reset().map(this::reach).orElseGet(() -> operands.touched(latch.subject()));
    return reach(latch.trigger()).or(reset);
  }

  /// The partitions asked about, as far as they exist.
  Asked asked(Subject subject, PartitionSubset partitions) {
    return new Asked(
        partitions.and(scene.existingBefore(subject, step)),
        partitions.and(scene.existingAfter(subject, step)));
  }

  /// What the node is for some partitions.
  Signal signal(Node node, Asked asked) {
    if (asked.isEmpty()) {
      return Signal.NONE;
    }
    return switch (node) {
      case Node.Operand operand -> operands.signal(operand, asked);
      case Node.Executed executed -> operands.signal(executed, asked);
      case Node.Not not -> {
        Signal part = signal(not.part(), asked);
        yield Signal.ofState(asked.before().minus(part.before()), asked.after().minus(part.at()));
      }
      case Node.All all -> all(all, asked);
      case Node.Any any -> {
        Signal union = Signal.NONE;
        for (Node part : any.parts()) {
          union = union.or(signal(part, asked));
        }
        yield union;
      }
      case Node.Rise rise -> {
        Signal part = signal(rise.part(), asked);
        yield Signal.ofEvent(part.at().minus(part.before()));
      }
      case Node.Named named -> signal(named.part(), asked);
      case Node.Latch latch -> {
        PartitionSubset before = latched(latch, asked.before(), Side.BEFORE);
        PartitionSubset at = latched(latch, asked.after(), Side.AFTER);
        yield new Signal(before, at, at.and(news(latch, asked)));
      }
      case Node.Across across -> across(across, asked);
    };
  }

  /// Parts are only asked of what those before them leave, on either side: what became true at this
  /// step is told from both.
  private Signal all(Node.All all, Asked asked) {
    Signal both = new Signal(asked.before(), asked.after(), PartitionSubset.none());
    for (Node part : all.parts()) {
      PartitionSubset left = both.before().or(both.at());
      Signal signal = signal(part, new Asked(asked.before().and(left), asked.after().and(left)));
      both =
          new Signal(
              both.before().and(signal.before()),
              both.at().and(signal.at()),
              both.news().or(signal.news()));
    }
    return new Signal(both.before(), both.at(), both.at().and(both.news()));
  }

  private Signal across(Node.Across across, Asked asked) {
    boolean isAll = across.quantifier() == Quantifier.ALL;
    Signal result =
        isAll ? new Signal(asked.before(), asked.after(), PartitionSubset.none()) : Signal.NONE;
    for (Node.Arm arm : across.arms()) {
      Signal signal = through(arm, asked);
      if (isAll) {
        result =
            new Signal(
                result
                    .before()
                    .and(signal.before().or(without(arm.link(), asked.before(), Side.BEFORE))),
                result.at().and(signal.at().or(without(arm.link(), asked.after(), Side.AFTER))),
                result.news().or(signal.news()));
      } else {
        result = result.or(signal);
      }
    }
    return new Signal(result.before(), result.at(), result.news().and(result.at()));
  }

  /// The signal of another subject, for the partitions here that belong to its partitions.
  private Signal through(Node.Arm arm, Asked asked) {
    Relations relations = scene.relations();
    Subject far = arm.link().to();
    PartitionSubset there = relations.far(arm.link(), asked.before().or(asked.after()));
    Signal signal = signal(arm.node(), asked(far, there));
    return new Signal(
        relations.near(arm.link(), signal.before()).and(asked.before()),
        relations.near(arm.link(), signal.at()).and(asked.after()),
        relations.near(arm.link(), signal.news()).and(asked.after()));
  }

  /// Those of some partitions that belong to none that another subject has by then.
  PartitionSubset without(Link link, PartitionSubset partitions, Side side) {
    PartitionSubset existing =
        switch (side) {
          case BEFORE -> scene.existingBefore(link.to(), step);
          case AFTER -> scene.existingAfter(link.to(), step);
        };
    PartitionSubset far = scene.relations().far(link, partitions).and(existing);
    return partitions.minus(scene.relations().near(link, far));
  }

  /// Those of some partitions for which a latch is true.
  PartitionSubset latched(Node.Latch latch, PartitionSubset among, Side side) {
    PartitionSubset any = PartitionSubset.none();
    PartitionSubset all = among;
    for (Node.Trigger trigger : latch.triggers()) {
      PartitionSubset held = memory.latch(trigger.slot(), side).partitions().and(among);
      any = any.or(held);
      PartitionSubset exempt =
          trigger.link().map(link -> without(link, among, side)).orElse(PartitionSubset.none());
      all = all.and(held.or(exempt));
    }
    return all.and(any);
  }

  private PartitionSubset news(Node.Latch latch, Asked asked) {
    PartitionSubset news = PartitionSubset.none();
    for (Node.Trigger trigger : latch.triggers()) {
      news = news.or(signal(trigger.node(), asked).news());
    }
    return news;
  }

  /// Lets an operand take in by which run something was updated at this step.
  void update(Node.Executed executed) {
    operands.update(executed);
  }

  /// Lets a latch take in what happens at this step.
  void update(Node.Latch latch) {
    PartitionSubset reach = reach(latch);
    if (reach.isEmpty()) {
      return;
    }
    Asked asked = asked(latch.subject(), reach);
    for (Node.Trigger trigger : latch.triggers()) {
      PlacedSubsets held = memory.latch(trigger.slot(), Side.BEFORE);
      PlacedSubsets rest =
          latch
              .reset()
              .map(reset -> held.without(signal(reset, asked).news()))
              .orElseGet(() -> handled(latch.subject(), held));
      PartitionSubset news = signal(trigger.node(), asked).news();
      PartitionSubset vanished = asked.before().minus(asked.after());
      memory.latch(
          trigger.slot(), rest.without(vanished).with(news, step.place(), Optional.empty()));
    }
  }

  /// What is left of a latch after requests, and after what runs that began to read later made.
  private PlacedSubsets handled(Subject subject, PlacedSubsets held) {
    PlacedSubsets rest = held;
    if (step.kind() == Kind.REQUESTS) {
      rest = rest.without(scene.requestedBefore(subject));
    }
    for (Fact fact : step.facts(subject)) {
      rest =
          switch (fact) {
            case Fact.Updated updated ->
                rest.withoutSeenFrom(fact.partitions(), updated.readingFrom());
            case Fact.Evaluated evaluated ->
                rest.withoutSeenFrom(fact.partitions(), evaluated.readingFrom());
            case Fact.Ended ended when ended.end() == Fact.End.LEFT_OUT ->
                rest.withoutSeenFrom(fact.partitions(), ended.readingFrom());
            case Fact.Ended _,
                Fact.Began _,
                Fact.BackfillBegan _,
                Fact.BackfillEnded _,
                Fact.CodeChanged _,
                Fact.Wiped _,
                Fact.Known _ ->
                rest;
          };
    }
    return rest;
  }
}
