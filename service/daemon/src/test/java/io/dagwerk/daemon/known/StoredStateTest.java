package io.dagwerk.daemon.known;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Plan;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.plan.Planner;
import io.dagwerk.storage.sqlite.SqliteStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredStateTest {
  @TempDir private Path folder;
  private CountingStorage storage;

  @BeforeEach
  void open() {
    storage = new CountingStorage(SqliteStorage.open(folder.resolve("dagwerk.db")));
  }

  @AfterEach
  void close() {
    storage.close();
  }

  private RunRecord run(LocalRuns runs) {
    RunRecord run = runs.run(Launch.of("job"));
    new RecordedRuns(storage).store(run);
    return run;
  }

  private static LocalRuns runs(List<? extends Definition> definitions) {
    return new LocalRuns("test", Definitions.of(definitions), LocalOptions.keptBy(new Shelf()));
  }

  @Test
  void aMemoizedJobOf900StepsIsAskedForAtOnce() {
    Job job =
        Job.named("job")
            .memoized()
            .running(graph -> {
              Op<Integer> before = graph.op("op0", Integer.class).version("1").by(() -> 0);
              for (int i = 1; i < 900; i++) {
                before = graph.op("op" + i, Integer.class).version("1").from(before).by(x -> x + 1);
              }
            });
    LocalRuns runs = runs(List.of(job));
    run(runs);
    Plan plan = plan(runs, "job");

    assertThat(plan.steps()).hasSize(900);
    assertThat(storage.asked()).containsExactly("work of 900");
  }

  @Test
  void aJobOf10_000AssetsIsAskedForAtOnce() {
    List<Asset<Integer>> sources = new ArrayList<>();
    List<Asset<Integer>> made = new ArrayList<>();
    List<Definition> all = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      sources.add(Asset.named("source" + i, Integer.class).by(() -> 1));
      all.add(sources.getLast());
      made.add(
          Asset.named("made" + i, Integer.class)
              .from(Input.list(sources.getLast(), sources.getFirst()))
              .by(List::size));
      all.add(made.getLast());
    }
    all.add(Job.named("job").materializing(sources.toArray(Asset<?>[]::new)));
    all.add(Job.named("made").materializing(made.toArray(Asset<?>[]::new)));
    LocalRuns runs = runs(all);
    run(runs);
    Planner.Result result =
        Planner.plan(
            PlanRequest.ofJob(runs.snapshot(), "made", runs.moment())
                .knowing(new StoredState(storage)));

    assertThat(result)
        .isInstanceOfSatisfying(
            Planner.Result.Planned.class,
            planned -> assertThat(planned.plan().steps()).hasSize(5_000));
    assertThat(storage.asked()).containsExactly("values of 5000");
  }

  @Test
  void ofAnAssetWithManyPartitionsOnlyThoseThatAreReadAreAskedFor() {
    Partitions days = Partitions.daily("2001-01-01").until("2001-04-11");
    Asset<Integer> numbers = Asset.named("numbers", Integer.class).partitionedBy(days).by(() -> 1);
    Asset<Integer> doubled =
        Asset.named("doubled", Integer.class).partitionedBy(days).from(numbers).by(x -> 2 * x);
    Asset<Integer> total =
        Asset.named("total", Integer.class).from(numbers.allPartitions()).by(Map::size);
    LocalRuns runs =
        runs(
            List.of(
                numbers,
                doubled,
                total,
                Job.named("job").materializing(numbers),
                Job.named("doubled").materializing(doubled),
                Job.named("total").materializing(total)));
    new RecordedRuns(storage).store(runs.run(Launch.of("job").on("2001-02-01")));

    assertThat(plan(runs, "doubled", "2001-02-01").steps()).hasSize(1);
    assertThat(storage.asked()).containsExactly("values of 1");
    storage.asked().clear();
    assertThat(plan(runs, "total").steps()).hasSize(1);
    assertThat(storage.asked()).containsExactly("values of 100");
  }

  private Plan plan(LocalRuns runs, String job, String... partitions) {
    PlanRequest request =
        PlanRequest.ofJob(runs.snapshot(), job, runs.moment()).knowing(new StoredState(storage));
    return switch (Planner.plan(partitions.length == 0 ? request : request.on(partitions))) {
      case Planner.Result.Planned planned -> planned.plan();
      case Planner.Result.Refused refused -> throw new AssertionError(refused.problems());
    };
  }

  @Test
  void ofAValueThatAFailedRunMayHaveOverwrittenThereIsNoVersion() {
    AtomicBoolean isBroken = new AtomicBoolean();
    Asset<Integer> numbers =
        Asset.named("numbers", Integer.class)
            .version("1")
            .by(() -> {
              if (isBroken.get()) {
                throw new IllegalStateException("broken");
              }
              return 1;
            });
    LocalRuns runs = runs(List.of(numbers, Job.named("job").materializing(numbers)));
    RunRecord first = run(runs);
    String version = first.plan().versions().firstEntry().getValue();
    StoredState known = new StoredState(storage);
    assertThat(known.stored(first.plan().steps().firstEntry().getKey(), version)).isPresent();

    isBroken.set(true);
    run(runs);
    known = new StoredState(storage);
    assertThat(known.isMaterialized(numbers.key(), Optional.empty())).isTrue();
    assertThat(known.dataVersion(numbers.key(), Optional.empty())).isEmpty();
    assertThat(known.stored(first.plan().steps().firstEntry().getKey(), version)).isEmpty();
  }
}
