package io.dagwerk.daemon;

import io.dagwerk.model.AssetKey;
import io.dagwerk.spi.AssetStates;
import io.dagwerk.spi.StoredTry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The rule of what assets have come to, in one word each. It asks the store twice, however many
/// they are. The numbers of values are those of their facts in the ledger: of two values, that with
/// the greater number was made later.
final class AssetStatesOf {
  private static final long NONE = -1;

  private final Map<String, Long> newest;
  private final Map<String, StoredTry> tries = new HashMap<>();
  private final Set<String> partitioned;

  /// @param partitioned keys of all assets that have partitions
  AssetStatesOf(AssetStates states, List<DefinedAsset> assets, Set<String> partitioned) {
    this.partitioned = partitioned;
    List<AssetKey> own = assets.stream().map(asset -> asset.facts().key()).toList();
    List<AssetKey> all = new ArrayList<>(own);
    Set<String> known = HashSet.newHashSet(own.size());
    assets.forEach(asset -> known.add(asset.key()));
    for (DefinedAsset asset : assets) {
      for (String upstream : asset.upstream()) {
        if (known.add(upstream)) {
          all.add(AssetKey.of(upstream));
        }
      }
    }
    newest = states.newestNumbers(all);
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

  /// What an asset has come to, and what that follows from.
  AssetStand stand(DefinedAsset asset) {
    AssetState state = of(asset);
    return new AssetStand(
        state, tried(asset), state == AssetState.STALE ? newer(asset) : List.of());
  }

  /// Keys of what an asset is made from and was made after it.
  private List<String> newer(DefinedAsset asset) {
    long made = newest.getOrDefault(asset.key(), NONE);
    return asset.upstream().stream()
        .filter(upstream -> !partitioned.contains(upstream))
        .filter(upstream -> newest.getOrDefault(upstream, NONE) > made)
        .toList();
  }

  /// What counts beside the values of an asset, see [StoredTry#counts].
  Optional<StoredTry> tried(DefinedAsset asset) {
    return Optional.ofNullable(tries.get(asset.key()));
  }

  /// What an asset's state follows from.
  ///
  /// @param value the number of its newest value, of whatever partition; less than 0 for none
  /// @param since a try that counts beside its values, see [StoredTry#counts]
  /// @param read the greatest number of the values of what it is made from; less than 0 for none,
  ///   or where partitions forbid to compare
  record Known(boolean isExternal, long value, Optional<StoredTry> since, long read) {}

  private Known known(DefinedAsset asset) {
    return new Known(
        asset.facts().external(),
        newest.getOrDefault(asset.key(), NONE),
        tried(asset),
        asset.node().partitions().isPresent() ? NONE : read(asset));
  }

  private long read(DefinedAsset asset) {
    long read = NONE;
    for (String upstream : asset.upstream()) {
      if (!partitioned.contains(upstream)) {
        read = Math.max(read, newest.getOrDefault(upstream, NONE));
      }
    }
    return read;
  }

  static AssetState of(Known known) {
    if (known.since().isPresent()) {
      return known.since().get().hasFailed() ? AssetState.FAILED : AssetState.RUNNING;
    }
    if (known.value() < 0) {
      return known.isExternal() ? AssetState.EXTERNAL : AssetState.MISSING;
    }
    return known.read() > known.value() ? AssetState.STALE : AssetState.MATERIALIZED;
  }
}
