package io.dagwerk.testing;

import io.dagwerk.automation.sensor.Happening;
import io.dagwerk.automation.sensor.SensorFacts;
import io.dagwerk.execution.LocalOptions.DynamicKeys;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.AssetUpdate;
import io.dagwerk.model.ChangeKeys;
import io.dagwerk.model.Delivery;
import io.dagwerk.model.EndedRun;
import io.dagwerk.model.EndedRun.FailedStep;
import io.dagwerk.model.Event;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunEnd;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.RunOutcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.stream.Collectors;

/// What happened on a virtual clock, in one order, and what is known since.
final class History implements SensorFacts.NewestValues, DynamicKeys {
  private final List<Happening> happened = new ArrayList<>();
  private final Map<Place, AssetUpdate> newest = new HashMap<>();
  private final Set<Place> lost = new HashSet<>();
  private final SequencedMap<String, List<PartitionKey>> keys = new LinkedHashMap<>();

  private record Place(AssetKey asset, Optional<PartitionKey> partition) {}

  /// The place of what happened last.
  long position() {
    return happened.size();
  }

  /// Takes over what another knows, as if it had happened before all of this.
  void remember(History earlier) {
    newest.putAll(earlier.newest);
    lost.addAll(earlier.lost);
    keys.putAll(earlier.keys);
  }

  /// What happened after one place and not after another, in order, a page of it.
  List<Happening> between(long after, long upTo) {
    long to = Math.min(upTo, after + SensorFacts.MOST_HAPPENINGS);
    return after >= to ? List.of() : happened.subList(Math.toIntExact(after), Math.toIntExact(to));
  }

  @Override
  public Optional<AssetUpdate> find(AssetKey asset, Optional<PartitionKey> partition) {
    return Optional.ofNullable(newest.get(new Place(asset, partition)));
  }

  /// Whether the last run that was to make it did not.
  boolean isLost(AssetKey asset, Optional<PartitionKey> partition) {
    return lost.contains(new Place(asset, partition));
  }

  /// The partitions of an asset that have a value or were lost.
  Set<Optional<PartitionKey>> partitions(AssetKey asset) {
    Set<Optional<PartitionKey>> all = new HashSet<>();
    newest.keySet().stream()
        .filter(place -> place.asset().equals(asset))
        .forEach(place -> all.add(place.partition()));
    lost.stream()
        .filter(place -> place.asset().equals(asset))
        .forEach(place -> all.add(place.partition()));
    return all;
  }

  void delivered(String path, Delivery delivery) {
    happened.add(new Happening.Delivered(position() + 1, path, delivery));
  }

  /// A run that has ended now.
  ///
  /// @param tags all that it has
  void ended(RunRecord run, LaunchRun launch, SequencedMap<String, String> tags, Instant now) {
    Set<StepKey> succeeded =
        run.events(Event.StepSucceeded.class).stream()
            .map(Event.StepSucceeded::step)
            .collect(Collectors.toSet());
    run.events(Event.MaterializationPlanned.class)
        .forEach(planned -> lost.add(new Place(planned.asset(), planned.partition())));
    for (RecordedEvent recorded : run.log()) {
      if (recorded.event() instanceof Event.AssetMaterialized made
          && succeeded.contains(made.step())) {
        updated(
            new AssetUpdate(
                made.asset(),
                made.partition(),
                run.run(),
                recorded.at(),
                made.dataVersion(),
                made.metadata()));
      }
    }
    happened.add(
        new Happening.RunEnded(
            position() + 1,
            new EndedRun(
                run.run(),
                run.plan().job(),
                end(run.outcome()),
                now,
                reason(run.outcome()),
                launch.partitions(),
                tags,
                failures(run))));
  }

  private void updated(AssetUpdate update) {
    Place place = new Place(update.asset(), update.partition());
    newest.put(place, update);
    lost.remove(place);
    happened.add(new Happening.Updated(position() + 1, update));
  }

  static RunEnd end(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Succeeded _ -> RunEnd.SUCCEEDED;
      case RunOutcome.Failed _ -> RunEnd.FAILED;
      case RunOutcome.Canceled _ -> RunEnd.CANCELED;
    };
  }

  private static String reason(RunOutcome outcome) {
    return switch (outcome) {
      case RunOutcome.Succeeded _ -> "";
      case RunOutcome.Failed failed -> failed.reason();
      case RunOutcome.Canceled canceled -> canceled.reason();
    };
  }

  private static List<FailedStep> failures(RunRecord run) {
    return run.events(Event.StepFailed.class).stream()
        .map(failed -> new FailedStep(failed.step(), failed.error()))
        .toList();
  }

  @Override
  public SequencedMap<String, List<PartitionKey>> present() {
    return new LinkedHashMap<>(keys);
  }

  void change(List<ChangeKeys> changes) {
    for (ChangeKeys change : changes) {
      List<PartitionKey> all = new ArrayList<>(keys.getOrDefault(change.partitions(), List.of()));
      change.added().stream().filter(key -> !all.contains(key)).forEach(all::add);
      all.removeAll(change.removed());
      keys.put(change.partitions(), List.copyOf(all));
    }
  }

  /// Puts the keys back to what they were.
  void restore(SequencedMap<String, List<PartitionKey>> earlier) {
    keys.clear();
    keys.putAll(earlier);
  }
}
