package io.dagwerk.testing;

import io.dagwerk.automation.backfill.Backfill;
import io.dagwerk.automation.backfill.BackfillId;
import io.dagwerk.automation.backfill.BackfillPlanner;
import io.dagwerk.automation.backfill.BackfillRequest;
import io.dagwerk.automation.backfill.BackfillRequest.Only;
import io.dagwerk.automation.backfill.PartitionStates;
import io.dagwerk.automation.backfill.StaleSteps;
import io.dagwerk.execution.Launch;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.SelectedNodes;
import io.dagwerk.plan.SelectedNodes.Selected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/// The backfills on a virtual clock.
final class ClockedBackfills {
  private final Workbench bench;
  private final History history;
  private final ClockedRuns runs;
  private final SequencedMap<BackfillId, ClockedBackfill> all = new LinkedHashMap<>();

  ClockedBackfills(Workbench bench, History history, ClockedRuns runs) {
    this.bench = bench;
    this.history = history;
    this.runs = runs;
  }

  List<ClockedBackfill> all() {
    return List.copyOf(all.values());
  }

  ClockedBackfill get(BackfillId id) {
    return Optional.ofNullable(all.get(id))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "no backfill '%s'; there are %s".formatted(id.text(), all.keySet())));
  }

  /// @throws IllegalArgumentException with all that is wrong with the request
  BackfillId request(BackfillRequest request) {
    Moment moment = bench.runs().moment();
    PartitionStates states = new States(moment, stale(request, moment));
    BackfillId id = new BackfillId("backfill " + (all.size() + 1));
    Backfill backfill = planned(id, request, moment, states);
    all.put(id, new ClockedBackfill(location(), backfill, states, runs));
    return id;
  }

  private Backfill planned(
      BackfillId id, BackfillRequest request, Moment moment, PartitionStates states) {
    return switch (new BackfillPlanner(location(), moment, states).plan(id, request)) {
      case BackfillPlanner.Result.Planned planned -> planned.backfill();
      case BackfillPlanner.Result.Refused refused ->
          throw new IllegalArgumentException(String.join("\n", refused.problems()));
    };
  }

  private Optional<StaleSteps> stale(BackfillRequest request, Moment moment) {
    return request.only() == Only.STALE ? Optional.of(find(request, moment)) : Optional.empty();
  }

  /// The steps that a backfill by version would run.
  StaleSteps find(BackfillRequest request) {
    return find(request, bench.runs().moment());
  }

  private StaleSteps find(BackfillRequest request, Moment moment) {
    Backfill whole =
        planned(
            new BackfillId("whole"),
            request.only(Only.ALL),
            moment,
            new States(moment, Optional.empty()));
    Launch launch =
        runs.launch(
            LaunchRun.of(request.target())
                .on(keys(whole, moment))
                .config(request.config())
                .tagged(request.tags()));
    return StaleSteps.of(bench.plan(launch), bench.versions(launch), bench.runs().known());
  }

  /// The keys of the partitions that were asked for.
  private List<PartitionKey> keys(Backfill whole, Moment moment) {
    PartitionSets sets = moment.sets();
    Optional<Partitions> definition = partitions(whole);
    if (definition.isEmpty()) {
      return List.of();
    }
    PartitionSet set = sets.of(definition.get());
    return set.keys(
            PartitionSubset.union(
                whole.nodes().entrySet().stream()
                    .filter(node -> node(node.getKey()).partitions().equals(definition))
                    .map(node -> node.getValue().items().wanted())))
        .toList();
  }

  private Optional<Partitions> partitions(Backfill whole) {
    return SelectedNodes.partitions(
        whole.nodes().entrySet().stream()
            .map(node -> new Selected(node(node.getKey()), node.getValue().assets()))
            .toList());
  }

  private LocationSnapshot location() {
    return bench.runs().snapshot();
  }

  private NodeSnapshot node(String name) {
    return location().nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// Where the partitions of nodes stand on the clock.
  private final class States implements PartitionStates {
    private final PartitionSets sets;
    private final Optional<StaleSteps> stale;

    States(Moment moment, Optional<StaleSteps> stale) {
      this.sets = moment.sets();
      this.stale = stale;
    }

    @Override
    public PartitionSubset materialized(String name) {
      NodeSnapshot node = node(name);
      return numbers(
          node,
          key -> node.assets().stream().allMatch(asset -> history.find(asset, key).isPresent()));
    }

    @Override
    public PartitionSubset failed(String name) {
      NodeSnapshot node = node(name);
      return numbers(
          node, key -> node.assets().stream().anyMatch(asset -> history.isLost(asset, key)));
    }

    @Override
    public PartitionSubset stale(String name) {
      return stale
          .map(steps -> steps.of(name, node(name).partitions().map(sets::of)))
          .orElseGet(PartitionSubset::none);
    }

    private PartitionSubset numbers(NodeSnapshot node, Predicate<Optional<PartitionKey>> test) {
      return PartitionSubset.of(
          node.assets().stream()
              .flatMap(asset -> history.partitions(asset).stream())
              .filter(test)
              .flatMapToLong(key -> number(node, key)));
    }

    private LongStream number(NodeSnapshot node, Optional<PartitionKey> key) {
      if (node.partitions().isEmpty() || key.isEmpty()) {
        return node.partitions().isEmpty() && key.isEmpty() ? LongStream.of(0) : LongStream.empty();
      }
      return sets.of(node.partitions().get()).indexOf(key.get()).stream();
    }
  }
}
