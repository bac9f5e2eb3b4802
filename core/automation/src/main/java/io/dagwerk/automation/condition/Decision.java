package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.Explanation.Kind;
import io.dagwerk.automation.condition.Memory.Side;
import io.dagwerk.automation.condition.Signal.Asked;
import io.dagwerk.model.Condition.Quantifier;
import io.dagwerk.partitions.PartitionSubset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// What a condition is in an evaluation, and why.
final class Decision {
  private static final Comparator<Place> BY_TIME =
      Comparator.comparing(Place::at).thenComparingLong(Place::position);

  private final Scene scene;
  private final Fold fold;
  private final StepView view;

  /// @param fold all steps, the decision included
  /// @param view of the decision
  Decision(Scene scene, Fold fold, StepView view) {
    this.scene = scene;
    this.fold = fold;
    this.view = view;
  }

  /// What a node is for some partitions of its subject.
  Explanation of(Node node, PartitionSubset asked) {
    return switch (node) {
      case Node.Operand operand -> operand(operand, asked);
      case Node.Executed executed -> executed(executed, asked);
      case Node.Not not -> {
        Explanation part = of(not.part(), asked);
        yield made("not", Kind.NOT, not, asked, asked.minus(part.truth()), List.of(part));
      }
      case Node.All all -> all(all, asked);
      case Node.Any any -> {
        List<Explanation> parts = any.parts().stream().map(part -> of(part, asked)).toList();
        yield made("any of", Kind.ANY_OF, any, asked, union(parts), parts);
      }
      case Node.Rise rise -> {
        Optional<Fold.Passed> passed = fold.passed(rise.id());
        PartitionSubset truth = passed(passed).and(asked);
        yield new Explanation(
            "became true",
            Kind.NEWLY_TRUE,
            rise.subject(),
            asked,
            truth,
            truth.isEmpty() ? Optional.empty() : passed.map(Fold.Passed::newest),
            List.of(of(rise.part(), asked)));
      }
      case Node.Latch latch -> latch(latch, asked);
      case Node.Across across -> across(across, asked);
      case Node.Named named -> {
        Explanation part = of(named.part(), asked);
        yield made(named.label(), Kind.LABELED, named, asked, part.truth(), List.of(part));
      }
    };
  }

  private static PartitionSubset passed(Optional<Fold.Passed> passed) {
    return passed.map(Fold.Passed::partitions).orElse(PartitionSubset.none());
  }

  private static PartitionSubset union(List<Explanation> parts) {
    PartitionSubset all = PartitionSubset.none();
    for (Explanation part : parts) {
      all = all.or(part.truth());
    }
    return all;
  }

  private static Explanation made(
      String label,
      Kind kind,
      Node node,
      PartitionSubset asked,
      PartitionSubset truth,
      List<Explanation> parts) {
    Optional<Place> newest =
        truth.isEmpty()
            ? Optional.empty()
            : parts.stream().flatMap(part -> part.newest().stream()).max(BY_TIME);
    return new Explanation(label, kind, node.subject(), asked, truth, newest, parts);
  }

  private Explanation operand(Node.Operand operand, PartitionSubset asked) {
    Optional<Fold.Passed> passed = fold.passed(operand.id());
    PartitionSubset truth =
        operand.id() >= 0
            ? passed(passed).and(asked)
            : view.signal(operand, new Asked(PartitionSubset.none(), asked)).at();
    return new Explanation(
        Wording.of(operand.condition()),
        Kind.OPERAND,
        operand.subject(),
        asked,
        truth,
        truth.isEmpty() ? Optional.empty() : passed.map(Fold.Passed::newest),
        List.of());
  }

  private Explanation executed(Node.Executed executed, PartitionSubset asked) {
    return new Explanation(
        Wording.of(executed.condition()),
        Kind.OPERAND,
        executed.subject(),
        asked,
        view.signal(executed, new Asked(PartitionSubset.none(), asked)).at(),
        Optional.empty(),
        List.of());
  }

  /// Each part is only asked of what the parts before it leave.
  private Explanation all(Node.All all, PartitionSubset asked) {
    List<Explanation> parts = new ArrayList<>();
    PartitionSubset left = asked;
    for (Node part : all.parts()) {
      Explanation explained = of(part, left);
      parts.add(explained);
      left = explained.truth();
    }
    return made("all of", Kind.ALL_OF, all, asked, left, parts);
  }

  private Explanation latch(Node.Latch latch, PartitionSubset asked) {
    PartitionSubset truth = view.latched(latch, asked, Side.AFTER);
    Optional<Place> newest =
        latch.triggers().stream()
            .flatMap(
                trigger -> fold.memory().latch(trigger.slot(), Side.AFTER).newest(truth).stream())
            .max(BY_TIME);
    List<Explanation> parts = new ArrayList<>();
    parts.add(of(latch.trigger(), asked));
    latch.reset().ifPresent(reset -> parts.add(of(reset, asked)));
    for (Node.Trigger trigger : latch.triggers()) {
      trigger.link().ifPresent(link -> parts.add(share(latch, trigger, link, asked)));
    }
    String label = latch.reset().isPresent() ? "since" : "since last handled";
    return new Explanation(label, Kind.SINCE, latch.subject(), asked, truth, newest, parts);
  }

  private Explanation share(
      Node.Latch latch, Node.Trigger trigger, Link link, PartitionSubset asked) {
    PlacedSubsets held = fold.memory().latch(trigger.slot(), Side.AFTER);
    PartitionSubset truth = held.partitions().and(asked).or(view.without(link, asked, Side.AFTER));
    return new Explanation(
        link.to().toString(),
        Kind.TRIGGER,
        latch.subject(),
        asked,
        truth,
        held.newest(truth),
        List.of());
  }

  private Explanation across(Node.Across across, PartitionSubset asked) {
    Relations relations = scene.relations();
    boolean isAll = across.quantifier() == Quantifier.ALL;
    List<Explanation> parts = new ArrayList<>();
    PartitionSubset truth = isAll ? asked : PartitionSubset.none();
    for (Node.Arm arm : across.arms()) {
      PartitionSubset far =
          relations.far(arm.link(), asked).and(scene.existingNow(arm.link().to()));
      Explanation part = of(arm.node(), far);
      parts.add(part);
      PartitionSubset here = relations.near(arm.link(), part.truth()).and(asked);
      truth =
          isAll ? truth.and(here.or(asked.minus(relations.near(arm.link(), far)))) : truth.or(here);
    }
    return made(
        across.label(), isAll ? Kind.ALL_ACROSS : Kind.ANY_ACROSS, across, asked, truth, parts);
  }
}
