package io.dagwerk.automation.sensor;

import static java.util.Objects.requireNonNull;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.AssetUpdate;
import io.dagwerk.model.AssetUpdates;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.SensorSnapshot.Match;
import io.dagwerk.model.SensorSnapshot.Trigger;
import io.dagwerk.model.SensorSnapshot.Watched;
import io.dagwerk.partitions.PartitionMap;
import io.dagwerk.partitions.PartitionSubset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.LongStream;

/// The rule of which partition a sensor on materializations is asked about.
///
/// Every watched asset is partitioned as the sensor is, or by windows that the sensor's cover, so
/// each of its partitions belongs to one of the sensor's.
final class Watch {
  private static final long ONLY = 0;

  private final Trigger.Updated trigger;
  private final SensorFacts facts;
  private final Map<AssetKey, PartitionMap> maps = new HashMap<>();

  Watch(Trigger.Updated trigger, SensorFacts facts) {
    this.trigger = trigger;
    this.facts = facts;
  }

  /// A partition that enough has arrived for.
  ///
  /// @param after how far the sensor has read when it was asked about it
  record Ready(AssetUpdates updates, Seen after) {}

  /// Takes note of what has arrived.
  Seen absorb(Seen seen) {
    SequencedMap<AssetKey, LongStream.Builder> numbers = new LinkedHashMap<>();
    trigger.assets().forEach(watched -> numbers.put(watched.asset(), LongStream.builder()));
    long position = seen.position();
    for (Happening happening : facts.happened()) {
      position = happening.position();
      if (happening instanceof Happening.Updated(_, AssetUpdate update)) {
        find(update.asset())
            .ifPresent(watched ->
                number(watched.partitions(), update.partition())
                    .ifPresent(number ->
                        requireNonNull(numbers.get(update.asset()), "a watched asset")
                            .add(number)));
      }
    }
    SequencedMap<AssetKey, PartitionSubset> arrived = new LinkedHashMap<>();
    numbers.forEach((asset, fresh) ->
        arrived.put(asset, seen.arrived(asset).or(PartitionSubset.of(fresh.build()))));
    return new Seen(position, arrived);
  }

  private Optional<Watched> find(AssetKey asset) {
    return trigger.assets().stream().filter(each -> each.asset().equals(asset)).findFirst();
  }

  private OptionalLong number(Optional<Partitions> partitions, Optional<PartitionKey> key) {
    if (partitions.isEmpty() || key.isEmpty()) {
      return partitions.isEmpty() && key.isEmpty() ? OptionalLong.of(ONLY) : OptionalLong.empty();
    }
    return facts.sets().of(partitions.get()).indexOf(key.get());
  }

  private Optional<PartitionKey> key(Optional<Partitions> partitions, long number) {
    return partitions.flatMap(definition -> facts.sets().of(definition).keyAt(number));
  }

  /// The first partition that enough has arrived for.
  Optional<Ready> findReady(Seen seen) {
    PartitionSubset candidates = PartitionSubset.none();
    for (Watched watched : trigger.assets()) {
      PartitionSubset touched = touched(watched, seen);
      boolean isFirst = watched.equals(trigger.assets().getFirst());
      candidates =
          trigger.match() == Match.ALL && !isFirst
              ? candidates.and(touched)
              : candidates.or(touched);
    }
    return candidates
        .numbers()
        .filter(target -> isReady(target, seen))
        .boxed()
        .findFirst()
        .map(target -> ready(target, seen));
  }

  /// The sensor's partitions that something of an asset has arrived for.
  private PartitionSubset touched(Watched watched, Seen seen) {
    PartitionSubset arrived = seen.arrived(watched.asset());
    if (watched.partitions().equals(trigger.per())) {
      return arrived;
    }
    return new PartitionMap(facts.sets(), watched.partitions(), definition())
        .upstream(arrived, Optional.empty())
        .existing();
  }

  private Partitions definition() {
    return trigger.per().orElseThrow();
  }

  private boolean isReady(long target, Seen seen) {
    if (trigger.per().isPresent() && key(trigger.per(), target).isEmpty()) {
      return false;
    }
    List<Watched> all = trigger.assets();
    return switch (trigger.match()) {
      case ALL -> all.stream().allMatch(watched -> hasArrived(watched, target, seen));
      case ANY ->
          all.stream()
              .anyMatch(watched -> touches(watched, target, seen) && hasValues(watched, target));
      case ANY_ONCE_ALL -> all.stream().allMatch(watched -> hasValues(watched, target));
    };
  }

  private boolean touches(Watched watched, long target, Seen seen) {
    return seen.arrived(watched.asset()).intersects(needed(watched, target));
  }

  private boolean hasArrived(Watched watched, long target, Seen seen) {
    return seen.arrived(watched.asset()).containsAll(needed(watched, target));
  }

  private boolean hasValues(Watched watched, long target) {
    return needed(watched, target)
        .numbers()
        .allMatch(number ->
            facts.newest().find(watched.asset(), key(watched.partitions(), number)).isPresent());
  }

  /// The partitions of an asset that belong to one of the sensor's.
  private PartitionSubset needed(Watched watched, long target) {
    if (watched.partitions().equals(trigger.per())) {
      return PartitionSubset.of(target);
    }
    PartitionMap down =
        maps.computeIfAbsent(
            watched.asset(),
            _ -> new PartitionMap(facts.sets(), trigger.per(), watched.partitions().orElseThrow()));
    return down.related(PartitionSubset.of(target));
  }

  private Ready ready(long target, Seen seen) {
    List<AssetUpdate> newest = new ArrayList<>();
    SequencedMap<AssetKey, PartitionSubset> left = new LinkedHashMap<>(seen.arrived());
    for (Watched watched : trigger.assets()) {
      PartitionSubset needed = needed(watched, target);
      needed
          .numbers()
          .mapToObj(number -> key(watched.partitions(), number))
          .flatMap(key -> facts.newest().find(watched.asset(), key).stream())
          .forEach(newest::add);
      left.put(watched.asset(), seen.arrived(watched.asset()).minus(needed));
    }
    return new Ready(
        new AssetUpdates(key(trigger.per(), target), newest), new Seen(seen.position(), left));
  }

  List<Waiting> waiting(Seen seen) {
    PartitionSubset touched =
        trigger.assets().stream()
            .map(watched -> touched(watched, seen))
            .reduce(PartitionSubset.none(), PartitionSubset::or);
    return touched
        .numbers()
        .filter(target -> !isReady(target, seen))
        .limit(SensorFacts.MOST_HAPPENINGS)
        .mapToObj(target -> new Waiting(key(trigger.per(), target), lacking(target, seen)))
        .toList();
  }

  private List<AssetKey> lacking(long target, Seen seen) {
    return trigger.assets().stream()
        .filter(watched ->
            trigger.match() == Match.ALL
                ? !hasArrived(watched, target, seen)
                : !hasValues(watched, target))
        .map(Watched::asset)
        .toList();
  }
}
