package io.dagwerk.execution;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;

/// What is kept of runs when their logs are gone: which outputs are stored where and under which
/// version, and which assets and partitions are materialized. In memory. Thread-safe.
///
/// What an attempt recorded counts when its step has succeeded, and is forgotten otherwise.
public final class Ledger {
  private final Map<StepOf, List<Event>> pending = new HashMap<>();
  private final SequencedMap<AssetKey, SequencedMap<Optional<PartitionKey>, Materialization>>
      assets = new LinkedHashMap<>();
  private final Map<Versioned, Plan.Reuse> byVersion = new HashMap<>();
  private final Map<StepOf, List<String>> mappingKeys = new HashMap<>();
  private final Map<RunId, SequencedMap<StepKey, SequencedMap<String, OutputAddress>>> outputs =
      new HashMap<>();

  private final Map<StepOf, List<Event.MaterializationPlanned>> planned = new HashMap<>();

  private record StepOf(RunId run, StepKey step) {}

  private record Versioned(StepKey step, String version) {}

  /// The newest materialization of an asset or partition.
  ///
  /// @param version of the step that made it, if it has one
  public record Materialization(
      RunId run, StepKey step, Event.AssetMaterialized event, Optional<String> version) {}

  /// Takes an event of any run.
  public synchronized void record(RecordedEvent recorded) {
    if (!(recorded.event() instanceof Event.OfStep event)) {
      return;
    }
    StepOf step = new StepOf(recorded.run(), event.step());
    switch (event) {
      case Event.OutputStored _, Event.AssetMaterialized _ ->
          pending.computeIfAbsent(step, _ -> new ArrayList<>()).add(event);
      case Event.MaterializationPlanned will ->
          planned.computeIfAbsent(step, _ -> new ArrayList<>()).add(will);
      case Event.StepStarted _, Event.StepRestarted _ -> {
        pending.remove(step);
        planned.getOrDefault(step, List.of()).forEach(this::distrust);
      }
      case Event.StepFailed _,
          Event.StepCanceled _,
          Event.StepSkipped _,
          Event.StepAbandoned _,
          Event.StepReused _ -> {
        pending.remove(step);
        planned.remove(step);
      }
      case Event.StepFannedOut fannedOut -> mappingKeys.put(step, fannedOut.keys());
      case Event.StepSucceeded succeeded -> settle(step, succeeded);
      default -> {}
    }
  }

  /// From its start to its success a step may have overwritten what it makes, so that has no
  /// version.
  private void distrust(Event.MaterializationPlanned will) {
    find(will.asset(), will.partition())
        .ifPresent(newest ->
            assets
                .computeIfAbsent(will.asset(), _ -> new LinkedHashMap<>())
                .put(
                    will.partition(),
                    new Materialization(
                        newest.run(), newest.step(), newest.event(), Optional.empty())));
  }

  private void settle(StepOf step, Event.StepSucceeded succeeded) {
    planned.remove(step);
    List<Event> events = Optional.ofNullable(pending.remove(step)).orElse(List.of());
    SequencedMap<String, OutputAddress> stored = new LinkedHashMap<>();
    for (String output : succeeded.outputs()) {
      stored.put(output, new OutputAddress.OfStep(step.run(), step.step(), output));
    }
    Optional<String> version = Optional.empty();
    for (Event event : events) {
      if (event instanceof Event.OutputStored output) {
        if (isOwn(output, step)) {
          stored.put(output.output(), output.address());
        }
        version = output.version().isPresent() ? output.version() : version;
      }
    }
    for (Event event : events) {
      if (event instanceof Event.AssetMaterialized materialized) {
        assets
            .computeIfAbsent(materialized.asset(), _ -> new LinkedHashMap<>())
            .put(
                materialized.partition(),
                new Materialization(step.run(), step.step(), materialized, version));
      }
    }
    outputs.computeIfAbsent(step.run(), _ -> new LinkedHashMap<>()).put(step.step(), stored);
    version.ifPresent(known -> remember(step, known, stored));
  }

  /// Not one element of a list that a fan-out returned.
  private static boolean isOwn(Event.OutputStored output, StepOf step) {
    return !(output.address() instanceof OutputAddress.OfStep of)
        || (of.output().equals(output.output()) && of.step().equals(step.step()));
  }

  private void remember(StepOf step, String version, SequencedMap<String, OutputAddress> stored) {
    byVersion.put(
        new Versioned(step.step(), version),
        new Plan.Reuse(
            step.run(), Optional.of(version), stored, mappingKeys.getOrDefault(step, List.of())));
  }

  /// The newest materialization.
  public synchronized Optional<Materialization> find(
      AssetKey asset, Optional<PartitionKey> partition) {
    return Optional.ofNullable(assets.get(asset)).map(all -> all.get(partition));
  }

  /// The partitions of an asset that are materialized.
  public synchronized Set<PartitionKey> partitions(AssetKey asset) {
    Set<PartitionKey> keys = new LinkedHashSet<>();
    Optional.ofNullable(assets.get(asset))
        .ifPresent(all -> all.keySet().forEach(key -> key.ifPresent(keys::add)));
    return keys;
  }

  /// Outputs of a step that are stored under a version.
  synchronized Optional<Plan.Reuse> find(StepKey step, String version) {
    return Optional.ofNullable(byVersion.get(new Versioned(step, version)));
  }

  /// Where a step of a run stored its outputs.
  public synchronized SequencedMap<String, OutputAddress> outputs(RunId run, StepKey step) {
    return Optional.ofNullable(outputs.get(run))
        .map(steps -> steps.get(step))
        .orElseGet(LinkedHashMap::new);
  }

  /// Takes over all that another ledger has.
  void addAll(Ledger other) {
    synchronized (other) {
      synchronized (this) {
        other.assets.forEach(
            (asset, all) -> assets.computeIfAbsent(asset, _ -> new LinkedHashMap<>()).putAll(all));
        byVersion.putAll(other.byVersion);
        mappingKeys.putAll(other.mappingKeys);
        outputs.putAll(other.outputs);
      }
    }
  }

  /// Takes an asset as materialized by something outside, such as an external one.
  public synchronized void report(RunId run, Event.AssetMaterialized event) {
    assets
        .computeIfAbsent(event.asset(), _ -> new LinkedHashMap<>())
        .put(event.partition(), new Materialization(run, event.step(), event, Optional.empty()));
  }
}
