package io.dagwerk.automation.backfill;

import static java.util.Objects.requireNonNull;

import io.dagwerk.automation.backfill.Backfill.Cancellation;
import io.dagwerk.automation.backfill.BackfillStep.Launch;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.LaunchRun.Target;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.RunTags;
import io.dagwerk.partitions.PartitionSubset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Collectors;

/// The rule of what a backfill does next. A partition is made when all that it reads within the
/// backfill is made; what reads the same partition of another is made in the same run.
public final class BackfillRule {
  private final LocationSnapshot location;

  public BackfillRule(LocationSnapshot location) {
    this.location = location;
  }

  /// The next step. A step that is repeated from the same backfill asks for the same runs under the
  /// same numbers.
  public BackfillStep next(Backfill backfill, PartitionStates states) {
    if (backfill.cancellation().isPresent()) {
      boolean withRuns = backfill.cancellation().get() == Cancellation.WITH_RUNS;
      return new BackfillStep(
          backfill, List.of(), withRuns ? List.copyOf(backfill.runs().keySet()) : List.of());
    }
    BackfillGraph graph = new BackfillGraph(location, backfill.moment().sets());
    Backfill judged = new Judged(graph, backfill).after(states);
    int places = backfill.request().limits().runsAtOnce() - judged.runs().size();
    return places > 0
        ? launched(graph, judged, places)
        : new BackfillStep(judged, List.of(), List.of());
  }

  private static BackfillStep launched(BackfillGraph graph, Backfill backfill, int places) {
    List<Group> groups = groups(graph, ready(graph, backfill));
    List<Launch> launches = new ArrayList<>();
    Backfill now = backfill;
    for (Group group : groups) {
      int left = places - launches.size();
      for (PartitionSubset part : parts(group.numbers(), backfill.request(), left)) {
        SequencedMap<String, PartitionSubset> makes = new LinkedHashMap<>();
        group.nodes().forEach(node -> makes.put(node, part));
        now = now.begun(new BackfillRun(makes));
        launches.add(new Launch(now.runsBegun(), launch(graph, now, group, part)));
      }
    }
    return new BackfillStep(now, launches, List.of());
  }

  /// The partitions of each node that can be made now: on their own, or in one run with the same
  /// partition of what they read.
  private static SequencedMap<String, PartitionSubset> ready(
      BackfillGraph graph, Backfill backfill) {
    SequencedMap<String, PartitionSubset> ready = new LinkedHashMap<>();
    backfill
        .nodes()
        .forEach((name, node) -> {
          PartitionSubset mine = node.items().pending();
          for (Edge edge : graph.find(name).map(graph::edges).orElse(List.of())) {
            BackfillNode upstream = backfill.nodes().get(edge.upstream());
            if (upstream != null && !mine.isEmpty()) {
              PartitionSubset unfinished = upstream.items().unfinished();
              PartitionSubset along = ready.getOrDefault(edge.upstream(), PartitionSubset.none());
              mine = mine.minus(waiting(edge, mine, unfinished, along));
            }
          }
          ready.put(name, mine);
        });
    return ready;
  }

  /// Those that have to wait for something upstream.
  ///
  /// @param along what is made upstream in the same step
  private static PartitionSubset waiting(
      Edge edge, PartitionSubset mine, PartitionSubset unfinished, PartitionSubset along) {
    if (edge instanceof Edge.Same) {
      return unfinished.minus(along);
    }
    return unfinished.isEmpty() ? unfinished : edge.readers(unfinished, mine);
  }

  /// Partitions that the same nodes make.
  ///
  /// @param nodes in topological order
  private record Group(
      Optional<Partitions> definition, List<String> nodes, PartitionSubset numbers) {}

  private static List<Group> groups(
      BackfillGraph graph, SequencedMap<String, PartitionSubset> ready) {
    SequencedMap<Optional<Partitions>, List<Group>> byDefinition = new LinkedHashMap<>();
    ready.forEach((name, numbers) -> {
      if (!numbers.isEmpty()) {
        Optional<Partitions> definition = graph.find(name).flatMap(NodeSnapshot::partitions);
        byDefinition.merge(
            definition,
            List.of(new Group(definition, List.of(name), numbers)),
            (groups, _) -> joined(groups, definition, name, numbers));
      }
    });
    return byDefinition.values().stream().flatMap(List::stream).toList();
  }

  /// The groups with one more node, each split into those that it makes too and the others.
  private static List<Group> joined(
      List<Group> groups, Optional<Partitions> definition, String name, PartitionSubset numbers) {
    List<Group> joined = new ArrayList<>();
    PartitionSubset left = numbers;
    for (Group group : groups) {
      PartitionSubset both = group.numbers().and(numbers);
      if (!both.isEmpty()) {
        List<String> nodes = new ArrayList<>(group.nodes());
        nodes.add(name);
        joined.add(new Group(definition, nodes, both));
      }
      PartitionSubset others = group.numbers().minus(numbers);
      if (!others.isEmpty()) {
        joined.add(new Group(definition, group.nodes(), others));
      }
      left = left.minus(group.numbers());
    }
    if (!left.isEmpty()) {
      joined.add(new Group(definition, List.of(name), left));
    }
    return joined;
  }

  /// What the next runs make, no more of them than are wanted.
  private static List<PartitionSubset> parts(
      PartitionSubset numbers, BackfillRequest request, int runs) {
    int most = request.limits().partitionsPerRun();
    if (numbers.count() <= most) {
      return runs > 0 ? List.of(numbers) : List.of();
    }
    long[] all = numbers.numbers().limit((long) most * runs).toArray();
    List<PartitionSubset> parts = new ArrayList<>();
    for (int from = 0; from < all.length; from += most) {
      int to = Math.min(all.length, from + most);
      parts.add(PartitionSubset.of(Arrays.copyOfRange(all, from, to)));
    }
    return parts;
  }

  private static LaunchRun launch(
      BackfillGraph graph, Backfill backfill, Group group, PartitionSubset part) {
    BackfillRequest request = backfill.request();
    SequencedMap<String, String> tags = new LinkedHashMap<>(request.tags());
    tags.put(RunTags.BACKFILL, backfill.id().text());
    String selection =
        group.nodes().stream()
            .flatMap(name -> requireNonNull(backfill.nodes().get(name), name).assets().stream())
            .map(AssetKey::toString)
            .map("key:\"%s\""::formatted)
            .collect(Collectors.joining(" or "));
    Target target =
        switch (request.target()) {
          case Target.OfJob(String job, _) -> new Target.OfJob(job, Optional.of(selection));
          case Target.OfAssets _ -> new Target.OfAssets(selection);
        };
    return LaunchRun.of(target)
        .keyed(String.valueOf(backfill.runsBegun()))
        .on(keys(graph, group.definition(), part))
        .config(request.config())
        .tagged(tags);
  }

  private static List<PartitionKey> keys(
      BackfillGraph graph, Optional<Partitions> definition, PartitionSubset numbers) {
    if (definition.isEmpty()) {
      return List.of();
    }
    return graph.sets().of(definition.get()).keys(numbers).toList();
  }
}
