package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.Subject.OfAsset;
import io.dagwerk.automation.condition.Subject.OfJob;
import io.dagwerk.cron.Cron;
import io.dagwerk.model.AssetKey;
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
import io.dagwerk.model.Condition.Not;
import io.dagwerk.model.Condition.OnAsset;
import io.dagwerk.model.Condition.RootAssets;
import io.dagwerk.model.Condition.Since;
import io.dagwerk.model.Condition.SinceLastHandled;
import io.dagwerk.model.Condition.Upstream;
import io.dagwerk.model.Condition.Which;
import io.dagwerk.model.Nearest;
import io.dagwerk.model.Zones;
import io.dagwerk.selection.InvalidSelection;
import io.dagwerk.selection.Selection;
import io.dagwerk.selection.SelectionGraph;
import io.dagwerk.selection.SelectionGraph.Item;
import io.dagwerk.selection.SelectionGraph.Reach;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;

/// The conditions as users gave them, made ready: checked against the graph, selections resolved,
/// conditions from downstream put in.
final class GivenConditions {
  private final ConditionGraph graph;
  private final List<String> problems;
  private final Map<Which, Set<AssetKey>> choices = new HashMap<>();
  private final Map<AssetKey, List<Subject>> readers = new HashMap<>();
  private Optional<SelectionGraph> selectable = Optional.empty();

  /// @param problems gets what is wrong
  GivenConditions(ConditionGraph graph, List<String> problems) {
    this.graph = graph;
    this.problems = problems;
    for (Subject subject : graph.subjects()) {
      if (subject instanceof OfAsset) {
        for (Link link : graph.upstream(subject)) {
          if (link.to() instanceof OfAsset(AssetKey key) && !link.to().equals(subject)) {
            readers.computeIfAbsent(key, _ -> new ArrayList<>()).add(subject);
          }
        }
      }
    }
  }

  /// The assets that each choice of upstream assets leaves, for all conditions that were found.
  Map<Which, Set<AssetKey>> choices() {
    return choices;
  }

  /// The condition of a subject, if it has one.
  Optional<Condition> find(Subject subject) {
    Optional<Condition> condition = graph.given(subject).map(each -> full(subject, each));
    condition.ifPresent(each -> check(subject, each, Where.OWN));
    checkRoots(subject);
    return condition;
  }

  /// With the conditions from downstream where they are meant.
  private Condition full(Subject subject, Condition condition) {
    return isFromDownstream(condition)
        ? condition.replace(new DownstreamConditions(), fromDownstream(subject))
        : condition;
  }

  private static boolean isFromDownstream(Condition condition) {
    return condition instanceof DownstreamConditions
        || condition.parts().stream().anyMatch(GivenConditions::isFromDownstream);
  }

  private Condition fromDownstream(Subject subject) {
    SequencedSet<Condition> distinct = new LinkedHashSet<>();
    if (subject instanceof OfAsset(AssetKey key)) {
      for (Subject reader : readers.getOrDefault(key, List.of())) {
        graph.given(reader).ifPresent(condition -> distinct.add(full(reader, condition)));
      }
    }
    return new AnyOf(List.copyOf(distinct));
  }

  /// What a part of a condition is asked of.
  private enum Where {
    OWN,
    ASSET,
    CHECK
  }

  private void check(Subject subject, Condition condition, Where where) {
    boolean isJob = subject instanceof OfJob && where == Where.OWN;
    boolean isAsset = where == Where.ASSET || (subject instanceof OfAsset && where == Where.OWN);
    switch (condition) {
      case Upstream(_, Condition part, Which which) -> {
        if (isJob) {
          problem(
              subject,
              "looks upstream, but a job has no upstream; say of which assets: anyRootAsset(...) or allRootAssets(...)");
        }
        resolve(subject, which);
        check(subject, part, Where.ASSET);
      }
      case Checks(_, Condition part, _) -> {
        if (!isAsset) {
          problem(
              subject,
              "looks at checks, but only an asset has any; look at the asset first, by on(...)");
        }
        check(subject, part, Where.CHECK);
      }
      case RootAssets(_, Condition part) -> {
        if (!isJob) {
          problem(subject, "looks at root assets, but only a job has any");
        }
        check(subject, part, Where.ASSET);
      }
      case OnAsset(AssetKey asset, Condition part) -> {
        checkExists(subject, asset);
        check(subject, part, Where.ASSET);
      }
      case CronTickPassed(String cron, String zone) -> check(subject, cron, zone);
      case Is _,
          Happened _,
          InLatestWindow _,
          ExecutedWithTags _,
          DownstreamConditions _,
          Not _,
          AllOf _,
          AnyOf _,
          NewlyTrue _,
          Since _,
          SinceLastHandled _,
          Labeled _ ->
          condition.parts().forEach(part -> check(subject, part, where));
    }
  }

  private void check(Subject subject, String cron, String zone) {
    Cron.problemsOf(cron).forEach(problem -> problem(subject, "has a bad cron: " + problem));
    try {
      Zones.of(zone);
    } catch (IllegalArgumentException e) {
      problem(subject, "has a bad zone: " + e.getMessage());
    }
  }

  /// A job has the partitions of its roots, so they have to be partitioned alike.
  private void checkRoots(Subject subject) {
    List<Link> roots = graph.roots(subject);
    roots.stream()
        .filter(
            link -> !graph.definition(link.to()).equals(graph.definition(roots.getFirst().to())))
        .findFirst()
        .ifPresent(link ->
            problem(
                subject,
                "speaks of root assets that are partitioned differently: '%s' by %s, '%s' by %s"
                    .formatted(
                        roots.getFirst().to(),
                        graph.definition(roots.getFirst().to()),
                        link.to(),
                        graph.definition(link.to()))));
  }

  private void checkExists(Subject subject, AssetKey asset) {
    if (graph.find(asset).isEmpty()) {
      List<String> known = graph.assets().stream().map(each -> each.key().toString()).toList();
      problem(
          subject,
          "looks at the asset '%s', which is not defined%s"
              .formatted(asset, Nearest.hint(asset.toString(), known)));
    }
  }

  private void problem(Subject subject, String what) {
    problems.add("the condition of %s %s".formatted(subject, what));
  }

  private void resolve(Subject subject, Which which) {
    if (which.equals(Which.ALL) || choices.containsKey(which)) {
      return;
    }
    try {
      Set<String> chosen = new HashSet<>(select(which.allowed().orElse("*")));
      which.ignored().map(this::select).ifPresent(chosen::removeAll);
      choices.put(which, keys(chosen));
    } catch (InvalidSelection e) {
      choices.put(which, Set.of());
      e.problems().forEach(problem -> problem(subject, "has a bad selection: " + problem));
    }
  }

  private SequencedSet<String> select(String text) {
    if (selectable.isEmpty()) {
      List<Item> items = graph.assets().stream().map(GivenConditions::item).toList();
      selectable = Optional.of(new SelectionGraph("asset", items));
    }
    return Selection.parse(text).resolve(selectable.get());
  }

  private Set<AssetKey> keys(Set<String> names) {
    Set<AssetKey> keys = new HashSet<>();
    for (ConditionAsset asset : graph.assets()) {
      if (names.contains(asset.key().toString())) {
        keys.add(asset.key());
      }
    }
    return keys;
  }

  private static Item item(ConditionAsset asset) {
    return new Item(
        asset.key().toString(),
        asset.labels(),
        asset.reads().stream().map(read -> read.asset().toString()).toList(),
        Reach.LISTED);
  }
}
