package io.dagwerk.spi;

import io.dagwerk.model.AssetKey;

/// What is remembered of partitions as sets of their numbers. The sets are independent: a partition
/// whose newest run failed may have been materialized before.
public enum PartitionMark {
  /// It was materialized at least once.
  MATERIALIZED,
  /// The newest run that was to materialize it failed.
  FAILED,
  /// A run is going to materialize it.
  IN_PROGRESS;

  /// A partition by its number.
  ///
  /// @param rest the key in the dimensions that are not numbered; empty where there are none
  /// @param number stays the same forever, in the range of an int
  public record Place(AssetKey asset, String rest, long number) {}
}
