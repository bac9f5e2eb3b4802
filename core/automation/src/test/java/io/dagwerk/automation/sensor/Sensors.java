package io.dagwerk.automation.sensor;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.AssetUpdate;
import io.dagwerk.model.EndedRun;
import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunEnd;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SensorSnapshot;
import io.dagwerk.model.SensorSnapshot.Trigger;
import io.dagwerk.partitions.PartitionSets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What happens, in one order, and sensors that are told of it.
final class Sensors {
  static final Instant NOW = Instant.parse("2001-03-01T00:00:00Z");

  private final List<Happening> happened = new ArrayList<>();
  private final Map<String, AssetUpdate> newest = new LinkedHashMap<>();

  static SensorSnapshot sensor(Trigger trigger) {
    return new SensorSnapshot(
        "sensor", "", trigger, List.of("job"), InstigatorStatus.RUNNING, new LinkedHashMap<>());
  }

  long position() {
    return happened.size();
  }

  void materialized(String asset, String... partitions) {
    if (partitions.length == 0) {
      add(asset, Optional.empty());
    }
    for (String partition : partitions) {
      add(asset, Optional.of(PartitionKey.of(partition)));
    }
  }

  private void add(String asset, Optional<PartitionKey> partition) {
    AssetUpdate update =
        new AssetUpdate(
            AssetKey.of(asset),
            partition,
            RunId.createdAt(NOW),
            NOW,
            Optional.of(String.valueOf(happened.size() + 1)),
            Metadata.none());
    newest.put(asset + partition, update);
    happened.add(new Happening.Updated(happened.size() + 1L, update));
  }

  RunId ended(String job, RunEnd end, Map<String, String> tags) {
    RunId run = RunId.createdAt(NOW);
    happened.add(
        new Happening.RunEnded(
            happened.size() + 1L,
            new EndedRun(run, job, end, NOW, "", List.of(), new LinkedHashMap<>(tags), List.of())));
    return run;
  }

  /// Lets no asset have a value any more.
  void forget() {
    newest.clear();
  }

  void add(Happening happening) {
    happened.add(happening);
  }

  /// What a turn knows that has read up to the state's position.
  SensorFacts after(SensorState state) {
    return new SensorFacts(
        happened.stream()
            .filter(each -> each.position() > state.seen().position())
            .limit(SensorFacts.MOST_HAPPENINGS)
            .toList(),
        PartitionSets.at(NOW),
        (asset, partition) -> Optional.ofNullable(newest.get(asset.toString() + partition)));
  }
}
