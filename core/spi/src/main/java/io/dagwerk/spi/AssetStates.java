package io.dagwerk.spi;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.RunId;
import io.dagwerk.partitions.PartitionSubset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What is known of assets, from the ledger; it outlives logs and runs. Thread-safe.
///
/// ```java
/// List<StoredFact> states = assets.newest(graph.keys());
/// PartitionSubset done = assets.marked(key, PartitionMark.MATERIALIZED).getOrDefault("", none());
/// ```
public interface AssetStates {
  /// The most facts of one page.
  int MOST = 1_000;

  /// The most facts that are found at once.
  int MOST_FOUND = 5_000;

  /// Of so many facts of an asset, the newest, some are found.
  int MOST_SEEN = 100_000;

  /// The newest materialization of each of the assets, whatever its partition, by key; an asset
  /// that was never materialized has none.
  List<StoredFact> newest(Collection<AssetKey> assets);

  /// The number in the ledger of the newest materialization of each of the assets, whatever its
  /// partition, by the texts of their keys; one that was never materialized is not among them. It
  /// costs little, so it may be asked of all assets.
  Map<String, Long> newestNumbers(Collection<AssetKey> assets);

  /// The newest materialization of an asset without partitions, or of one partition.
  Optional<StoredFact> newest(LedgerRow.AssetPlace place);

  /// The newest evaluation of each check of each of the assets, by the assets' keys and the checks'
  /// names.
  List<StoredFact> checks(Collection<AssetKey> assets);

  /// The newest evaluation of each check of an asset, by the checks' names.
  default List<StoredFact> checks(AssetKey asset) {
    return checks(List.of(asset));
  }

  /// The evaluations that did not pass and are the newest of their check, whatever the partition,
  /// of all assets, newest first.
  ///
  /// @param limit from 1 to [#MOST]
  List<StoredFact> failedChecks(int limit);

  /// All that was found out about an asset, newest first.
  ///
  /// @param before the number of the last fact of the page before; empty for the first page
  /// @param limit from 1 to [#MOST]
  List<StoredFact> history(AssetKey asset, Optional<Long> before, int limit);

  /// The newest facts that pass a query, of the newest [#MOST_SEEN] of the asset.
  ///
  /// @param limit from 1 to [#MOST_FOUND]
  FactQuery.Found found(FactQuery query, int limit);

  /// What is known of the newest value of each of these places, by asset and partition; a place
  /// that was never materialized has none.
  List<StoredValue> values(Collection<LedgerRow.AssetPlace> places);

  /// The places of these assets that were ever materialized, by asset and partition.
  List<LedgerRow.AssetPlace> materialized(Collection<AssetKey> assets);

  /// Of each asset one step that says more than its newest value, by asset: one that runs and is
  /// going to materialize it, in the newest run; or else the one that failed last to make a place
  /// (the asset, or one partition of it) which has not been materialized since it failed. See
  /// [StoredTry#counts].
  List<StoredTry> tries(Collection<AssetKey> assets);

  /// What the newest run that stored outputs of a step under a version left behind, by version and
  /// step.
  List<StoredWork> work(Collection<StoredWork.Key> steps);

  /// The numbers of an asset's partitions that have a mark, by the key in the other dimensions.
  SequencedMap<String, PartitionSubset> marked(AssetKey asset, PartitionMark mark);

  /// Writes facts that no run found, and tells them to those who follow the feed.
  ///
  /// @param report what they are known by, of a report alone; it is no run's
  void report(RunId report, List<LedgerRow> rows);

  /// Forgets all facts and marks of an asset; what runs say of themselves stays.
  void forget(AssetKey asset);
}
