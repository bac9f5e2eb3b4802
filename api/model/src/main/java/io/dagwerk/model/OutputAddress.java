package io.dagwerk.model;

import java.util.Optional;

/// Where a stored value is found again.
public sealed interface OutputAddress {
  /// A value between the steps of a job: it belongs to the run that stored it.
  record OfStep(RunId run, StepKey step, String output) implements OutputAddress {
    @Override
    public String toString() {
      return "%s/%s/%s".formatted(run, step, output);
    }
  }

  /// The value of an asset or of one of its partitions: there is one, and the newest run wins.
  record OfAsset(AssetKey asset, Optional<PartitionKey> partition) implements OutputAddress {
    @Override
    public String toString() {
      return asset + partition.map(key -> "[" + key + "]").orElse("");
    }
  }
}
