package io.dagwerk.automation.backfill;

import io.dagwerk.automation.backfill.StaleStep.Why;
import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.plan.KnownState;
import io.dagwerk.plan.StepVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The steps of a plan that a backfill by version would run, each with its reason. Checks are left
/// out: they go with their assets. Immutable.
///
/// @param steps in plan order, by key
public record StaleSteps(SequencedMap<StepKey, StaleStep> steps) {
  public StaleSteps {
    steps = Ordered.copyOf(steps);
  }

  /// @param versions what memoization knows of the steps of the plan
  public static StaleSteps of(Plan plan, List<StepVersion> versions, KnownState known) {
    SequencedMap<StepKey, StaleStep> stale = new LinkedHashMap<>();
    known.expectValues(
        versions.stream()
            .filter(version -> !version.isStored())
            .flatMap(version -> values(plan.step(version.step())))
            .toList());
    for (StepVersion version : versions) {
      Plan.Step step = plan.step(version.step());
      if (!version.isStored() && step.kind() != NodeKind.CHECK) {
        stale.put(
            step.key(),
            new StaleStep(step.key(), step.partitions(), why(step, version, stale, known)));
      }
    }
    return new StaleSteps(stale);
  }

  private static Why why(
      Plan.Step step,
      StepVersion version,
      SequencedMap<StepKey, StaleStep> stale,
      KnownState known) {
    if (version.version() instanceof CodeVersion.Unknown(String reason)) {
      return new Why.NoVersion(reason);
    }
    Optional<StepKey> upstream =
        step.inputs().values().stream()
            .flatMap(InputSource::leaves)
            .flatMap(source ->
                source instanceof InputSource.FromStep from
                    ? Optional.of(from.step()).stream()
                    : Optional.<StepKey>empty().stream())
            .filter(stale::containsKey)
            .findFirst();
    if (upstream.isPresent()) {
      return new Why.ReadsStale(upstream.get());
    }
    return isMade(step, known) ? new Why.OtherVersion() : new Why.NeverMade();
  }

  private static boolean isMade(Plan.Step step, KnownState known) {
    List<OutputAddress.OfAsset> values = values(step).toList();
    return !values.isEmpty()
        && values.stream()
            .allMatch(value -> known.isMaterialized(value.asset(), value.partition()));
  }

  /// The values that a step makes.
  private static Stream<OutputAddress.OfAsset> values(Plan.Step step) {
    List<Optional<PartitionKey>> partitions =
        step.partitions().isEmpty()
            ? List.of(Optional.empty())
            : step.partitions().stream().map(Optional::of).toList();
    return step.outputs().stream()
        .flatMap(output -> output.asset().stream())
        .flatMap(asset -> partitions.stream().map(key -> new OutputAddress.OfAsset(asset, key)));
  }

  /// By partition, in plan order; steps without partitions are under nothing.
  public SequencedMap<Optional<PartitionKey>, List<StaleStep>> byPartition() {
    SequencedMap<Optional<PartitionKey>, List<StaleStep>> all = new LinkedHashMap<>();
    for (StaleStep step : steps.values()) {
      List<Optional<PartitionKey>> keys =
          step.partitions().isEmpty()
              ? List.of(Optional.empty())
              : step.partitions().stream().map(Optional::of).toList();
      for (Optional<PartitionKey> key : keys) {
        all.computeIfAbsent(key, _ -> new ArrayList<>()).add(step);
      }
    }
    return all;
  }

  /// The stale partitions of a node, by number.
  ///
  /// @param set those of the node, if it has some
  public PartitionSubset of(String node, Optional<PartitionSet> set) {
    List<StaleStep> own =
        steps.values().stream().filter(step -> step.step().node().equals(node)).toList();
    if (set.isEmpty()) {
      return own.isEmpty() ? PartitionSubset.none() : PartitionSubset.of(0);
    }
    return PartitionSubset.of(
        own.stream()
            .flatMap(step -> step.partitions().stream())
            .flatMapToLong(key -> set.get().indexOf(key).stream()));
  }
}
