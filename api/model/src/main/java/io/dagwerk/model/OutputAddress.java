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

  /// This address as a relative path without characters that file systems refuse:
  /// `assets/raw/flights/@2001-01-31` or `runs/RUN/STEP/OUTPUT`.
  ///
  /// Distinct addresses have distinct paths, and a path with a suffix such as `.json` is never a
  /// folder on the way to another.
  default String path() {
    return AddressPath.of(this);
  }

  /// What to call the value in a message: `asset 'raw/flights' of partition '2001-01-31'`.
  default String described() {
    return switch (this) {
      case OfAsset of ->
          "asset '%s'%s"
              .formatted(
                  of.asset(),
                  of.partition().map(key -> " of partition '%s'".formatted(key)).orElse(""));
      case OfStep of ->
          "output '%s' of step '%s' in run %s".formatted(of.output(), of.step(), of.run());
    };
  }
}
