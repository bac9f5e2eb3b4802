package io.dagwerk.automation.condition;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Condition;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.selection.SelectionGraph.Labels;
import java.util.List;
import java.util.Optional;

/// An asset as conditions see it.
///
/// @param location what it is made by; only assets of one location share a run
/// @param reads what it reads or comes after; of other locations too
/// @param condition none for an asset that nothing here makes
public record ConditionAsset(
    AssetKey key,
    String location,
    Optional<Partitions> partitions,
    List<Read> reads,
    List<ConditionCheck> checks,
    Optional<Condition> condition,
    Labels labels) {
  public ConditionAsset {
    reads = List.copyOf(reads);
    checks = List.copyOf(checks);
  }

  /// An upstream asset.
  ///
  /// @param mapping which of its partitions a partition needs; empty for the one of the same key or
  ///   window, or for all of them where that names none
  public record Read(AssetKey asset, Optional<PartitionMapping> mapping) {}

  /// A check of the asset.
  public record ConditionCheck(String name, boolean blocking, Optional<Condition> condition) {}
}
