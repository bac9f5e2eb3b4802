package io.dagwerk.daemon;

import io.dagwerk.model.AssetKey;
import io.dagwerk.spi.AssetStates;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredFact;
import io.dagwerk.spi.StoredTry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rule of what assets have come to, in one word each. It asks the store twice, however many
/// they are.
final class AssetStatesOf {
  private final Map<String, StoredFact> newest = new HashMap<>();
  private final Map<String, StoredTry> tries = new HashMap<>();
  private final Set<String> partitioned;

  /// @param partitioned keys of all assets that have partitions
  AssetStatesOf(AssetStates states, List<DefinedAsset> assets, Set<String> partitioned) {
    this.partitioned = partitioned;
    Set<AssetKey> keys = new LinkedHashSet<>();
    for (DefinedAsset asset : assets) {
      keys.add(asset.facts().key());
      asset.upstream().forEach(key -> keys.add(AssetKey.of(key)));
    }
    states.newest(keys).forEach(fact -> newest.put(fact.row().place().asset().toString(), fact));
    states
        .tries(assets.stream().map(asset -> asset.facts().key()).toList())
        .forEach(found -> tries.put(found.asset().toString(), found));
  }

  List<AssetState> of(List<DefinedAsset> assets) {
    List<AssetState> states = new ArrayList<>(assets.size());
    assets.forEach(asset -> states.add(of(asset)));
    return states;
  }

  private AssetState of(DefinedAsset asset) {
    String key = asset.facts().key().toString();
    Optional<StoredFact> value = Optional.ofNullable(newest.get(key));
    Optional<StoredTry> since =
        Optional.ofNullable(tries.get(key))
            .filter(
                found -> value.map(fact -> found.run().compareTo(fact.run()) >= 0).orElse(true));
    if (since.isPresent()) {
      return since.get().status() == StepStatus.FAILED ? AssetState.FAILED : AssetState.RUNNING;
    }
    if (value.isEmpty()) {
      return asset.facts().external() ? AssetState.EXTERNAL : AssetState.MISSING;
    }
    return isStale(asset, value.get()) ? AssetState.STALE : AssetState.MATERIALIZED;
  }

  private boolean isStale(DefinedAsset asset, StoredFact value) {
    return asset.node().partitions().isEmpty()
        && asset.upstream().stream()
            .filter(key -> !partitioned.contains(key))
            .map(newest::get)
            .anyMatch(read -> read != null && read.number() > value.number());
  }
}
