package io.dagwerk.daemon;

import io.dagwerk.model.AssetKey;
import io.dagwerk.spi.AssetStates;
import io.dagwerk.spi.NewestValue;
import io.dagwerk.spi.StoredTry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// The rule of what assets have come to, in one word each. It asks the store twice, however many
/// they are.
final class AssetStatesOf {
  private final Map<String, NewestValue> newest = new HashMap<>();
  private final Map<String, StoredTry> tries = new HashMap<>();
  private final Set<String> partitioned;

  /// @param partitioned keys of all assets that have partitions
  AssetStatesOf(AssetStates states, List<DefinedAsset> assets, Set<String> partitioned) {
    this.partitioned = partitioned;
    List<AssetKey> own = assets.stream().map(asset -> asset.facts().key()).toList();
    List<AssetKey> all = new ArrayList<>(own);
    Set<String> known = new HashSet<>(own.size() * 2);
    own.forEach(key -> known.add(key.toString()));
    for (DefinedAsset asset : assets) {
      for (String upstream : asset.upstream()) {
        if (known.add(upstream)) {
          all.add(AssetKey.of(upstream));
        }
      }
    }
    states.newestValues(all).forEach(value -> newest.put(value.asset().toString(), value));
    states.tries(own).forEach(found -> tries.put(found.place().asset().toString(), found));
  }

  List<AssetState> of(List<DefinedAsset> assets) {
    List<AssetState> states = new ArrayList<>(assets.size());
    assets.forEach(asset -> states.add(of(asset)));
    return states;
  }

  AssetState of(DefinedAsset asset) {
    return of(known(asset));
  }

  /// What counts beside the values of an asset, see [StoredTry#counts].
  Optional<StoredTry> tried(AssetKey asset) {
    return Optional.ofNullable(tries.get(asset.toString()));
  }

  /// What an asset's state follows from.
  ///
  /// @param value its newest, of whatever partition
  /// @param since a try that counts beside its values, see [StoredTry#counts]
  /// @param read the newest values of what it is made from; none where partitions forbid to compare
  record Known(
      boolean isExternal,
      Optional<NewestValue> value,
      Optional<StoredTry> since,
      List<NewestValue> read) {
    Known {
      read = List.copyOf(read);
    }
  }

  private Known known(DefinedAsset asset) {
    String key = asset.facts().key().toString();
    List<NewestValue> read =
        asset.node().partitions().isPresent()
            ? List.of()
            : asset.upstream().stream()
                .filter(upstream -> !partitioned.contains(upstream))
                .map(newest::get)
                .filter(Objects::nonNull)
                .toList();
    return new Known(
        asset.facts().external(),
        Optional.ofNullable(newest.get(key)),
        Optional.ofNullable(tries.get(key)),
        read);
  }

  static AssetState of(Known known) {
    if (known.since().isPresent()) {
      return known.since().get().hasFailed() ? AssetState.FAILED : AssetState.RUNNING;
    }
    if (known.value().isEmpty()) {
      return known.isExternal() ? AssetState.EXTERNAL : AssetState.MISSING;
    }
    long number = known.value().get().number();
    return known.read().stream().anyMatch(read -> read.number() > number)
        ? AssetState.STALE
        : AssetState.MATERIALIZED;
  }
}
