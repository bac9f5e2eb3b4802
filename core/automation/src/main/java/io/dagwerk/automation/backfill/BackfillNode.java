package io.dagwerk.automation.backfill;

import io.dagwerk.model.AssetKey;
import java.util.List;

/// A node in a backfill: the assets of it that are made, and where their partitions stand.
public record BackfillNode(List<AssetKey> assets, Items items) {
  public BackfillNode {
    assets = List.copyOf(assets);
  }

  BackfillNode with(Items others) {
    return new BackfillNode(assets, others);
  }
}
