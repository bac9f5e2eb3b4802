package io.dagwerk.automation.condition;

import io.dagwerk.automation.condition.ConditionAsset.Read;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionMapping;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Collectors;

/// Puts what is read before what reads it.
final class AssetOrder {
  private AssetOrder() {}

  /// The assets in topological order, otherwise as given.
  ///
  /// @param problems gets what is wrong: a key that is made twice, assets that wait for each other
  static SequencedMap<AssetKey, ConditionAsset> of(
      List<ConditionAsset> given, List<String> problems) {
    SequencedMap<AssetKey, ConditionAsset> assets = new LinkedHashMap<>();
    for (ConditionAsset asset : given) {
      Optional.ofNullable(assets.putIfAbsent(asset.key(), asset))
          .ifPresent(first ->
              problems.add(
                  "asset '%s' is made in the locations '%s' and '%s'; make it in one, and declare it external in the other"
                      .formatted(asset.key(), first.location(), asset.location())));
    }
    SequencedMap<AssetKey, ConditionAsset> ordered = ordered(assets);
    if (ordered.size() < assets.size()) {
      SequencedMap<AssetKey, ConditionAsset> rest = new LinkedHashMap<>(assets);
      rest.keySet().removeAll(ordered.keySet());
      problems.add(
          "assets wait for each other: %s; take one of these inputs away"
              .formatted(
                  cycle(rest).stream()
                      .map(AssetKey::toString)
                      .collect(Collectors.joining(" reads "))));
      ordered.putAll(rest);
    }
    return ordered;
  }

  private static SequencedMap<AssetKey, ConditionAsset> ordered(
      SequencedMap<AssetKey, ConditionAsset> assets) {
    Map<AssetKey, Integer> waitsFor = new HashMap<>();
    Map<AssetKey, List<AssetKey>> readers = new HashMap<>();
    Deque<AssetKey> ready = new ArrayDeque<>();
    for (ConditionAsset asset : assets.values()) {
      SequencedSet<AssetKey> reads = waitedFor(asset, assets);
      waitsFor.put(asset.key(), reads.size());
      reads.forEach(key -> readers.computeIfAbsent(key, _ -> new ArrayList<>()).add(asset.key()));
      if (reads.isEmpty()) {
        ready.add(asset.key());
      }
    }
    SequencedMap<AssetKey, ConditionAsset> ordered = new LinkedHashMap<>();
    while (!ready.isEmpty()) {
      AssetKey next = ready.remove();
      ordered.put(next, Objects.requireNonNull(assets.get(next)));
      for (AssetKey reader : readers.getOrDefault(next, List.of())) {
        if (waitsFor.merge(reader, -1, Integer::sum) == 0) {
          ready.add(reader);
        }
      }
    }
    return ordered;
  }

  /// What must be decided before an asset: all that it reads but other partitions of itself.
  private static SequencedSet<AssetKey> waitedFor(
      ConditionAsset asset, SequencedMap<AssetKey, ConditionAsset> assets) {
    return asset.reads().stream()
        .filter(read -> !isOtherPartitionOfItself(asset, read))
        .map(Read::asset)
        .filter(assets::containsKey)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static boolean isOtherPartitionOfItself(ConditionAsset asset, Read read) {
    return read.asset().equals(asset.key())
        && read.mapping().isPresent()
        && !(read.mapping().get() instanceof PartitionMapping.Same);
  }

  /// One cycle among assets of which each waits for another.
  private static List<AssetKey> cycle(SequencedMap<AssetKey, ConditionAsset> rest) {
    SequencedSet<AssetKey> walked = new LinkedHashSet<>();
    AssetKey at = rest.firstEntry().getKey();
    while (walked.add(at)) {
      at = waitedFor(Objects.requireNonNull(rest.get(at)), rest).getFirst();
    }
    List<AssetKey> cycle = new ArrayList<>(walked);
    cycle = new ArrayList<>(cycle.subList(cycle.indexOf(at), cycle.size()));
    cycle.add(at);
    return cycle;
  }
}
