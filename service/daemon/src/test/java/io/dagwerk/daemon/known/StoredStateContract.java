package io.dagwerk.daemon.known;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.plan.KnownState;
import io.dagwerk.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Runs of random assets, and what is known of them by this process and by the stores.
@Tag("slow")
abstract class StoredStateContract {
  private static final int EDITIONS = 6;

  private final AtomicLong millis =
      new AtomicLong(Instant.parse("2026-01-31T12:00:00Z").toEpochMilli());
  private int stored;
  private int notStored;

  abstract Storage open() throws Exception;

  abstract int jobs();

  @Test
  void theStoresKnowWhatTheProcessKnowsThatRan() throws Exception {
    long seed = Long.getLong("dagwerk.seed", System.nanoTime());
    for (int i = 0; i < jobs(); i++) {
      try (Storage storage = open()) {
        runEditions(seed + i, storage);
      }
    }
    assertThat(stored).as("stored steps, of seed %d", seed).isGreaterThan(jobs());
    assertThat(notStored).as("steps not stored, of seed %d", seed).isGreaterThan(jobs());
  }

  /// Versions come and go, so that values are overwritten by other versions and by failures.
  private void runEditions(long seed, Storage storage) {
    Shelf shelf = new Shelf();
    Optional<LocalRuns> before = Optional.empty();
    List<RunRecord> all = new ArrayList<>();
    for (int edition = 0; edition < EDITIONS; edition++) {
      LocalRuns runs =
          new LocalRuns(
              "test",
              new RandomAssets(seed, edition % 3).definitions(),
              LocalOptions.keptBy(shelf).clock(() -> Instant.ofEpochMilli(millis.addAndGet(1))));
      before.ifPresent(runs::remember);
      before = Optional.of(runs);
      run(runs)
          .ifPresent(run -> {
            all.add(run);
            new RecordedRuns(storage).store(run);
          });
      isKnownAlike(runs.known(), new StoredState(storage), all, "seed %d".formatted(seed));
    }
  }

  private static Optional<RunRecord> run(LocalRuns runs) {
    for (Launch launch : List.of(Launch.of("job"), Launch.of("job").on(RandomAssets.DAY))) {
      try {
        return Optional.of(runs.run(launch));
      } catch (RunRefused refused) {
        // With partitions or without, as the assets came out.
      }
    }
    return Optional.empty();
  }

  private void isKnownAlike(
      KnownState expected, KnownState found, List<RunRecord> all, String what) {
    Set<AssetKey> assets = new LinkedHashSet<>();
    for (RunRecord run : all) {
      for (Plan.Step step : run.plan().steps().values()) {
        step.outputs().forEach(output -> output.asset().ifPresent(assets::add));
        String version = run.plan().versions().getOrDefault(step.key(), "none");
        Optional<Plan.Reuse> reuse = expected.stored(step.key(), version);
        assertThat(found.stored(step.key(), version)).as("%s: %s", what, step).isEqualTo(reuse);
        stored += reuse.isPresent() ? 1 : 0;
        notStored += reuse.isPresent() ? 0 : 1;
      }
    }
    for (AssetKey asset : assets) {
      for (Optional<PartitionKey> partition :
          List.of(Optional.<PartitionKey>empty(), Optional.of(PartitionKey.of(RandomAssets.DAY)))) {
        String place = "%s: %s %s".formatted(what, asset, partition);
        assertThat(found.isMaterialized(asset, partition))
            .as(place)
            .isEqualTo(expected.isMaterialized(asset, partition));
        assertThat(found.dataVersion(asset, partition))
            .as(place)
            .isEqualTo(expected.dataVersion(asset, partition));
      }
    }
  }
}
