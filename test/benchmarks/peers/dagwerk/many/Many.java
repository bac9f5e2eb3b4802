import io.dagwerk.definitions.*;
import java.util.*;

/** 10,000 assets in 100 groups, each but the first reading three before it; as dagster/many.py. */
public final class Many implements CodeLocation {
  private static final int GROUPS = 100;

  @Override
  public Definitions definitions() {
    List<Asset<Integer>> assets = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      assets.add(numbered(i, assets));
    }
    return Definitions.of(new ArrayList<Definition>(assets));
  }

  private static Asset<Integer> numbered(int place, List<Asset<Integer>> before) {
    Asset.Builder<Integer> asset =
        Asset.named("asset_" + place, Integer.class)
            .group("group_" + place % GROUPS)
            .kind("table")
            .ownedBy("team:data");
    return place <= GROUPS
        ? asset.by(() -> place)
        : asset
            .from(before.get(place - 1), before.get(place - GROUPS), before.get(place / 2))
            .by((a, b, c) -> a + b + c + place);
  }
}
