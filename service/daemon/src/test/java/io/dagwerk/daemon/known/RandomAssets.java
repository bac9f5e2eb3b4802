package io.dagwerk.daemon.known;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Materialized;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Assets at random, of a memoized job: plain and partitioned ones, bundles, and some whose
/// functions store nothing or say the version of their data. Some steps fail, some only at first.
final class RandomAssets {
  static final String DAY = "2001-01-02";

  private final Random random;
  private final String version;
  private final List<Definition> definitions = new ArrayList<>();
  private final List<Asset<Integer>> assets = new ArrayList<>();

  RandomAssets(long seed, int edition) {
    this.random = new Random(seed);
    this.version = "%d.%d".formatted(seed, edition);
  }

  private record Pair(int left, int right) {}

  Definitions definitions() {
    for (int i = 0; i < 3 + random.nextInt(5); i++) {
      add(i);
    }
    definitions.add(Job.named("job").memoized().materializing(Job.select("*")));
    return Definitions.of(definitions);
  }

  private void add(int i) {
    Random chance = new Random(version.hashCode() * 31L + i);
    boolean fails = chance.nextInt(6) == 0;
    boolean failsOnce = chance.nextInt(4) == 0;
    String own = random.nextInt(3) == 0 ? version : "fixed " + version.charAt(0);
    Input<List<Integer>> read =
        Input.list(assets.stream().filter(_ -> random.nextInt(3) == 0).toList());
    switch (random.nextInt(4)) {
      case 0 -> {
        Bundle<Pair> pair =
            Bundle.named("pair" + i, Pair.class)
                .version(own)
                .retrying(Retry.times(1))
                .from(Input.context(), read)
                .by((context, values) -> {
                  int value = value(context, values, fails, failsOnce);
                  return new Pair(value, value + 1);
                });
        definitions.add(pair);
        add(pair.part("left" + i, Integer.class, Pair::left));
        add(pair.part("right" + i, Integer.class, Pair::right));
      }
      case 1 ->
          add(
              Asset.named("daily" + i, Integer.class)
                  .version(own)
                  .retrying(Retry.times(1))
                  .partitionedBy(Partitions.daily("2001-01-01").until("2001-01-10"))
                  .from(Input.context())
                  .by(context -> value(context, List.of(), fails, failsOnce)));
      case 2 -> {
        Asset<Void> told =
            Asset.named("told" + i, Void.class)
                .version(own)
                .retrying(Retry.times(1))
                .from(Input.context(), read)
                .reporting((context, values) ->
                    Materialized.with("rows", value(context, values, fails, failsOnce))
                        .dataVersion("data " + version));
        definitions.add(told);
      }
      default ->
          add(
              Asset.named("asset" + i, Integer.class)
                  .version(own)
                  .retrying(Retry.times(1))
                  .from(Input.context(), read)
                  .by((context, values) -> value(context, values, fails, failsOnce)));
    }
  }

  private void add(Asset<Integer> asset) {
    definitions.add(asset);
    if (asset.asset().partitions().isEmpty()) {
      assets.add(asset);
    }
  }

  private static int value(Context context, List<Integer> read, boolean fails, boolean failsOnce) {
    if (fails || (failsOnce && context.attempt() == 1)) {
      throw new IllegalStateException("at random");
    }
    return 1 + read.stream().mapToInt(Integer::intValue).sum();
  }
}
