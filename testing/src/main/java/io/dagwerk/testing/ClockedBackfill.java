package io.dagwerk.testing;

import io.dagwerk.automation.backfill.Backfill;
import io.dagwerk.automation.backfill.Backfill.RunResult;
import io.dagwerk.automation.backfill.BackfillRule;
import io.dagwerk.automation.backfill.BackfillStep;
import io.dagwerk.automation.backfill.BackfillStep.Launch;
import io.dagwerk.automation.backfill.PartitionStates;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.CheckFacts;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunEnd;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.partitions.PartitionSubset;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// A backfill on a virtual clock.
final class ClockedBackfill implements Turned {
  private final LocationSnapshot location;
  private final BackfillRule rule;
  private final PartitionStates states;
  private final ClockedRuns runs;
  private final PartitionSets sets;
  private Backfill backfill;

  ClockedBackfill(
      LocationSnapshot location, Backfill backfill, PartitionStates states, ClockedRuns runs) {
    this.location = location;
    this.rule = new BackfillRule(location);
    this.states = states;
    this.runs = runs;
    this.sets = backfill.moment().sets();
    this.backfill = backfill;
  }

  /// Goes on until no run can be asked for any more.
  @Override
  public boolean turn(Instant now) {
    int before = backfill.runsBegun();
    BackfillStep step = rule.next(backfill, states);
    while (!step.launches().isEmpty()) {
      backfill = step.backfill();
      for (Launch launch : step.launches()) {
        backfill = backfill.ended(launch.number(), run(launch));
      }
      step = rule.next(backfill, states);
    }
    backfill = step.backfill();
    return backfill.runsBegun() > before;
  }

  private RunResult run(Launch launch) {
    try {
      return result(runs.run(launch.run()));
    } catch (RunRefused refused) {
      return new RunResult(RunEnd.FAILED, new LinkedHashMap<>(), new LinkedHashMap<>());
    }
  }

  private RunResult result(RunRecord run) {
    SequencedMap<String, PartitionSubset> made = new LinkedHashMap<>();
    SequencedMap<String, PartitionSubset> failed = new LinkedHashMap<>();
    for (Event.StepSucceeded step : run.events(Event.StepSucceeded.class)) {
      add(step.step().node(), run, step.step(), made);
    }
    for (Event.StepFailed step : run.events(Event.StepFailed.class)) {
      failedNode(step.step()).ifPresent(node -> add(node, run, step.step(), failed));
    }
    return new RunResult(History.end(run.outcome()), made, failed);
  }

  /// The node whose partitions are not good after a step failed: its own, or that of the asset that
  /// it judges and blocks.
  private Optional<String> failedNode(StepKey step) {
    Optional<CheckFacts> check =
        location.nodes().stream()
            .filter(node -> node.name().equals(step.node()))
            .flatMap(node -> node.check().stream())
            .findFirst();
    return check.isEmpty()
        ? Optional.of(step.node())
        : check.filter(CheckFacts::blocking).flatMap(judge -> maker(judge.asset()));
  }

  private Optional<String> maker(AssetKey asset) {
    return location.nodes().stream()
        .filter(node -> node.assets().contains(asset))
        .map(NodeSnapshot::name)
        .findFirst();
  }

  private void add(
      String node, RunRecord run, StepKey step, SequencedMap<String, PartitionSubset> to) {
    Plan.Step planned = run.plan().step(step);
    Optional<PartitionSet> set =
        location.nodes().stream()
            .filter(each -> each.name().equals(node))
            .findFirst()
            .flatMap(each -> each.partitions().map(sets::of));
    PartitionSubset numbers =
        set.map(all -> PartitionSubset.of(planned.partitions().stream().mapToLong(all::numberOf)))
            .orElseGet(() -> PartitionSubset.of(0));
    to.merge(node, numbers, PartitionSubset::or);
  }

  @Override
  public Optional<Instant> wakeAt() {
    return Optional.empty();
  }

  Backfill state() {
    return backfill;
  }

  void change(Backfill other) {
    backfill = other;
  }
}
