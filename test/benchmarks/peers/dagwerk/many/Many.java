import io.dagwerk.definitions.*;
import java.util.*;

/** 10,000 assets in 100 layers, each reading three of the layer before it; as dagster/many.py. */
public final class Many implements CodeLocation {
  private static final int WIDTH = 100;

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
            .group("layer_" + place / WIDTH)
            .kind("table")
            .ownedBy("team:data");
    if (place < WIDTH) {
      return asset.by(() -> place);
    }
    int layer = place / WIDTH * WIDTH;
    return asset
        .from(
            before.get(place - WIDTH),
            before.get(layer - WIDTH + (place + 1) % WIDTH),
            before.get(layer - WIDTH + (place + 7) % WIDTH))
        .by((a, b, c) -> a + b + c + place);
  }
}
