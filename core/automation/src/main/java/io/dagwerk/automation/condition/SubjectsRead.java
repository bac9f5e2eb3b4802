package io.dagwerk.automation.condition;

import io.dagwerk.model.Condition;
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
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// Where a condition looks.
final class SubjectsRead {
  private SubjectsRead() {}

  /// The subjects that a condition looks at, its own included.
  static SequencedSet<Subject> by(ConditionGraph graph, Subject subject, Condition condition) {
    SequencedSet<Subject> subjects = new LinkedHashSet<>();
    subjects.add(subject);
    add(graph, subject, condition, subjects);
    return subjects;
  }

  private static void add(
      ConditionGraph graph, Subject subject, Condition condition, SequencedSet<Subject> subjects) {
    Optional<List<Link>> links = links(graph, subject, condition);
    for (Condition part : condition.parts()) {
      if (links.isEmpty()) {
        add(graph, subject, part, subjects);
        continue;
      }
      for (Link link : links.get()) {
        subjects.add(link.to());
        add(graph, link.to(), part, subjects);
      }
    }
  }

  /// The ways on which a condition looks at other subjects; empty if it looks at its own.
  static Optional<List<Link>> links(ConditionGraph graph, Subject subject, Condition condition) {
    return switch (condition) {
      case Upstream upstream -> Optional.of(graph.upstream(subject, upstream.which()));
      case Checks checks -> Optional.of(graph.checks(subject, checks.blocking()));
      case RootAssets _ -> Optional.of(graph.roots(subject));
      case OnAsset on -> Optional.of(List.of(graph.to(subject, on.asset())));
      case Operand _,
          DownstreamConditions _,
          Not _,
          AllOf _,
          AnyOf _,
          NewlyTrue _,
          Since _,
          SinceLastHandled _,
          Labeled _ ->
          Optional.empty();
    };
  }
}
