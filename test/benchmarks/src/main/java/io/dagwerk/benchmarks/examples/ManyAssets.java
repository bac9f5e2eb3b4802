package io.dagwerk.benchmarks.examples;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import java.util.ArrayList;
import java.util.List;

/// A factory of many assets: in groups, each but the first few reading three before it.
public final class ManyAssets {
  private static final int UPSTREAMS = 3;

  private ManyAssets() {}

  /// So many assets, with the jobs `all`, of every asset, and `one`, of the first.
  public static Definitions inGroups(int count, int groups) {
    List<Asset<Integer>> assets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      assets.add(asset(i, groups, assets));
    }
    List<Definition> all = new ArrayList<>(assets);
    all.add(Job.named("all").materializing(Job.select("*")));
    all.add(Job.named("one").materializing(assets.getFirst()));
    return Definitions.of(all);
  }

  /// Reads the one before, one a group away, and one at half the distance to the first.
  private static Asset<Integer> asset(int place, int groups, List<Asset<Integer>> before) {
    Asset.Builder<Integer> asset =
        Asset.named("asset_" + place, Integer.class)
            .group("group_" + place % groups)
            .kind("table")
            .ownedBy("team:data")
            .tag("tier", String.valueOf(place % UPSTREAMS));
    return place <= groups
        ? asset.by(() -> place)
        : asset
            .from(before.get(place - 1), before.get(place - groups), before.get(place / 2))
            .by((a, b, c) -> a + b + c + place);
  }
}
