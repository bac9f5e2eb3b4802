package io.dagwerk.automation.condition;

import io.dagwerk.model.AssetKey;

/// What a condition can be on, and what facts are about.
public sealed interface Subject {
  /// An asset, of whatever code location.
  record OfAsset(AssetKey asset) implements Subject {
    @Override
    public String toString() {
      return asset.toString();
    }
  }

  /// A check of an asset; it has the partitions of its asset.
  record OfCheck(AssetKey asset, String check) implements Subject {
    @Override
    public String toString() {
      return asset + "." + check;
    }
  }

  /// A job that materializes assets; it has the partitions of its root assets.
  record OfJob(String location, String job) implements Subject {
    @Override
    public String toString() {
      return "job " + job;
    }
  }

  static Subject asset(String key) {
    return new OfAsset(AssetKey.of(key));
  }

  static Subject check(String asset, String check) {
    return new OfCheck(AssetKey.of(asset), check);
  }
}
