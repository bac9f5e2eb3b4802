package io.dagwerk.automation.backfill;

import io.dagwerk.partitions.PartitionSubset;

/// Where the partitions of nodes stand in the world, by the numbers of the moment of a backfill. A
/// node without partitions has the number 0.
public interface PartitionStates {
  /// Nothing was ever made, and nothing failed.
  PartitionStates NOTHING =
      new PartitionStates() {
        @Override
        public PartitionSubset materialized(String node) {
          return PartitionSubset.none();
        }

        @Override
        public PartitionSubset failed(String node) {
          return PartitionSubset.none();
        }
      };

  /// Those for which all assets of the node have a value.
  PartitionSubset materialized(String node);

  /// Those that the last run which was to make them did not make.
  PartitionSubset failed(String node);

  /// Those whose step has no stored outputs of its version.
  default PartitionSubset stale(String node) {
    return PartitionSubset.none();
  }
}
