package io.dagwerk.model;

import io.dagwerk.model.Condition.AllOf;
import io.dagwerk.model.Condition.AnyOf;
import io.dagwerk.model.Condition.Checks;
import io.dagwerk.model.Condition.DownstreamConditions;
import io.dagwerk.model.Condition.Labeled;
import io.dagwerk.model.Condition.NewlyTrue;
import io.dagwerk.model.Condition.Not;
import io.dagwerk.model.Condition.OnAsset;
import io.dagwerk.model.Condition.Operand;
import io.dagwerk.model.Condition.RootAssets;
import io.dagwerk.model.Condition.Since;
import io.dagwerk.model.Condition.SinceLastHandled;
import io.dagwerk.model.Condition.Upstream;
import io.dagwerk.model.Condition.Which;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// What conditions are made of, and how one is made from another by exchanging parts.
final class ConditionParts {
  private ConditionParts() {}

  static List<Condition> of(Condition condition) {
    return switch (condition) {
      case Operand _, DownstreamConditions _ -> List.of();
      case Not(Condition part) -> List.of(part);
      case AllOf(List<Condition> parts) -> parts;
      case AnyOf(List<Condition> parts) -> parts;
      case NewlyTrue(Condition part) -> List.of(part);
      case Since(Condition trigger, Condition reset) -> List.of(trigger, reset);
      case SinceLastHandled(Condition trigger) -> List.of(trigger);
      case Upstream upstream -> List.of(upstream.condition());
      case Checks checks -> List.of(checks.condition());
      case RootAssets roots -> List.of(roots.condition());
      case OnAsset on -> List.of(on.condition());
      case Labeled(_, Condition part) -> List.of(part);
    };
  }

  /// The same condition of other parts.
  private static Condition mapped(Condition condition, UnaryOperator<Condition> each) {
    return switch (condition) {
      case Operand _, DownstreamConditions _ -> condition;
      case Not(Condition part) -> new Not(each.apply(part));
      case AllOf(List<Condition> parts) -> new AllOf(parts.stream().map(each).toList());
      case AnyOf(List<Condition> parts) -> new AnyOf(parts.stream().map(each).toList());
      case NewlyTrue(Condition part) -> new NewlyTrue(each.apply(part));
      case Since(Condition trigger, Condition reset) ->
          new Since(each.apply(trigger), each.apply(reset));
      case SinceLastHandled(Condition trigger) -> new SinceLastHandled(each.apply(trigger));
      case Upstream(Condition.Quantifier quantifier, Condition part, Which which) ->
          new Upstream(quantifier, each.apply(part), which);
      case Checks(Condition.Quantifier quantifier, Condition part, Condition.Blocking blocking) ->
          new Checks(quantifier, each.apply(part), blocking);
      case RootAssets(Condition.Quantifier quantifier, Condition part) ->
          new RootAssets(quantifier, each.apply(part));
      case OnAsset(AssetKey asset, Condition part) -> new OnAsset(asset, each.apply(part));
      case Labeled(String label, Condition part) -> new Labeled(label, each.apply(part));
    };
  }

  /// Looks, wherever it looks upstream, at fewer assets.
  static Condition narrowed(Condition condition, Which narrower) {
    Condition inner = mapped(condition, part -> narrowed(part, narrower));
    return inner instanceof Upstream(Condition.Quantifier quantifier, Condition part, Which which)
        ? new Upstream(
            quantifier,
            part,
            new Which(
                joined(which.allowed(), narrower.allowed(), " and "),
                joined(which.ignored(), narrower.ignored(), " or ")))
        : inner;
  }

  private static Optional<String> joined(
      Optional<String> first, Optional<String> second, String word) {
    return first.isPresent() && second.isPresent()
        ? Optional.of("(%s)%s(%s)".formatted(first.get(), word, second.get()))
        : first.or(() -> second);
  }

  static Condition replaced(
      Condition condition, Predicate<Condition> old, String description, Condition part) {
    if (!contains(condition, old)) {
      throw new IllegalArgumentException(
          "expected %s in the condition, but found none; its parts are %s"
              .formatted(description, condition.parts()));
    }
    return replaced(condition, old, part);
  }

  private static Condition replaced(Condition condition, Predicate<Condition> old, Condition part) {
    return old.test(condition) ? part : mapped(condition, each -> replaced(each, old, part));
  }

  private static boolean contains(Condition condition, Predicate<Condition> wanted) {
    return wanted.test(condition)
        || condition.parts().stream().anyMatch(part -> contains(part, wanted));
  }

  static Condition without(Condition condition, Condition part) {
    if (!contains(condition, part::equals)) {
      throw new IllegalArgumentException(
          "expected the part %s in the condition, but found none; its parts are %s"
              .formatted(part, condition.parts()));
    }
    return left(condition, part)
        .orElseThrow(
            () -> new IllegalArgumentException("nothing is left of the condition without " + part));
  }

  /// What is left without a part, if anything is.
  private static Optional<Condition> left(Condition condition, Condition part) {
    if (condition.equals(part)) {
      return Optional.empty();
    }
    List<Condition> rest = new ArrayList<>();
    condition.parts().forEach(each -> left(each, part).ifPresent(rest::add));
    if (condition instanceof AllOf || condition instanceof AnyOf) {
      return rest.isEmpty() ? Optional.empty() : Optional.of(of(condition, rest));
    }
    return rest.size() == condition.parts().size()
        ? Optional.of(mapped(condition, each -> left(each, part).orElseThrow()))
        : Optional.empty();
  }

  private static Condition of(Condition junction, List<Condition> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    return junction instanceof AllOf ? new AllOf(parts) : new AnyOf(parts);
  }
}
