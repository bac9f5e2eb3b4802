package io.dagwerk.daemon;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Ordered;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.StoredFact;
import io.dagwerk.spi.StoredTry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;

/// What of all assets wants somebody to look at it. Immutable.
///
/// @param states how many assets are in each state, those that some asset is in
/// @param failed the newest tries of assets that have failed, the newest first
/// @param stale keys of assets that something was changed for since they were made
/// @param failedChecks evaluations that did not pass and are the newest of their check, newest
///   first
/// @param areAllChecks whether there are no more of them
public record AssetHealth(
    SequencedMap<AssetState, Integer> states,
    List<StoredTry> failed,
    List<AssetKey> stale,
    List<AssetFact> failedChecks,
    boolean areAllChecks) {
  private static final Comparator<StoredTry> NEWEST_FIRST =
      Comparator.comparing((StoredTry tried) -> tried.ended().orElse(Instant.MAX)).reversed();

  public AssetHealth {
    states = Ordered.copyOf(states);
    failed = List.copyOf(failed);
    stale = List.copyOf(stale);
    failedChecks = List.copyOf(failedChecks);
  }

  /// What all assets have come to.
  ///
  /// @param assets by key
  /// @param unpassed of all assets that ever were, newest first, up to [#MOST_UNPASSED]
  record Found(List<DefinedAsset> assets, AssetStatesOf states, List<StoredFact> unpassed) {
    /// How many evaluations are looked at, which have their metadata with them.
    static final int MOST_UNPASSED = 200;

    /// @param limit the most of each list
    AssetHealth health(int limit) {
      Map<AssetState, Integer> counts = new EnumMap<>(AssetState.class);
      List<StoredTry> failed = new ArrayList<>();
      List<AssetKey> stale = new ArrayList<>();
      for (DefinedAsset asset : assets) {
        AssetState state = states.of(asset);
        counts.merge(state, 1, Integer::sum);
        if (state == AssetState.FAILED) {
          states.tried(asset).ifPresent(failed::add);
        }
        if (state == AssetState.STALE) {
          stale.add(asset.facts().key());
        }
      }
      List<StoredFact> failing = failing();
      return new AssetHealth(
          new LinkedHashMap<>(counts),
          failed.stream().sorted(NEWEST_FIRST).limit(limit).toList(),
          stale.stream().limit(limit).toList(),
          failing.stream().limit(limit).map(AssetFact::of).toList(),
          failing.size() <= limit && unpassed.size() < MOST_UNPASSED);
    }

    /// Those of checks that are still there. What is reported of external assets nobody declares.
    private List<StoredFact> failing() {
      Set<AssetKey> asked = new HashSet<>();
      unpassed.forEach(fact -> asked.add(fact.row().place().asset()));
      Map<AssetKey, DefinedAsset> byKey = new HashMap<>();
      assets.stream()
          .filter(asset -> asked.contains(asset.facts().key()))
          .forEach(asset -> byKey.put(asset.facts().key(), asset));
      return unpassed.stream()
          .filter(fact -> {
            DefinedAsset asset = byKey.get(fact.row().place().asset());
            return asset != null && (asset.facts().external() || isDeclared(asset, fact));
          })
          .toList();
    }

    private static boolean isDeclared(DefinedAsset asset, StoredFact fact) {
      return fact.row().kind() instanceof LedgerRow.Kind.Checked(String name, _)
          && asset.checks().stream().anyMatch(check -> check.name().equals(name));
    }
  }
}
