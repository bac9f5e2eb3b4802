package io.dagwerk.daemon.known;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.KnownState;
import io.dagwerk.plan.ParentRun;
import io.dagwerk.plan.Planner;
import io.dagwerk.plan.Reexecution;
import io.dagwerk.spi.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Runs of random jobs, planned again by what this process remembers of them and by what the stores
/// have.
@Tag("slow")
abstract class StoredParentContract {
  private static final int GENERATIONS = 4;

  private final AtomicLong millis =
      new AtomicLong(Instant.parse("2026-01-31T12:00:00Z").toEpochMilli());
  private Storage storage;
  private RecordedRuns recorded;
  private int planned;
  private int refused;
  private int stored;

  abstract Storage open() throws Exception;

  abstract int jobs();

  @BeforeEach
  void openStorage() throws Exception {
    storage = open();
    recorded = new RecordedRuns(storage);
  }

  @AfterEach
  void closeStorage() {
    storage.close();
  }

  @Test
  void whatIsExecutedAgainIsPlannedFromTheStoresAsFromTheRunItself() {
    long seed = Long.getLong("dagwerk.seed", System.nanoTime());
    for (int i = 0; i < jobs(); i++) {
      runAgainAndAgain(seed + i, i % 3 == 0, i % 2 == 0);
    }
    assertThat(planned).as("plans, of seed %d", seed).isGreaterThan(jobs());
    assertThat(refused).as("refusals, of seed %d", seed).isGreaterThan(jobs() / 4);
    assertThat(stored).as("stored steps, of seed %d", seed).isGreaterThan(jobs());
  }

  private void runAgainAndAgain(long seed, boolean memoized, boolean expires) {
    RandomGraph graph = new RandomGraph(seed, !memoized);
    LocalRuns runs =
        new LocalRuns(
            "test",
            graph.definitions(memoized),
            LocalOptions.keptBy(new Shelf())
                .clock(() -> Instant.ofEpochMilli(millis.addAndGet(1))));
    Random random = new Random(seed);
    List<RunRecord> all = new ArrayList<>();
    all.add(runs.run(Launch.of("job")));
    recorded.store(all.getFirst());
    for (int generation = 1; generation < GENERATIONS; generation++) {
      graph.nextRun();
      if (expires) {
        recorded.expireLogs();
        assertThat(storage.journal().read(all.getLast().run(), 0, 10)).isEmpty();
      }
      if (memoized) {
        isStoredAlike(runs, all, "seed %d, run %d".formatted(seed, generation));
      }
      RunRecord parent = random.nextInt(4) == 0 ? all.getFirst() : all.getLast();
      List<Function<ParentRun, Reexecution>> kinds = kinds(all, random);
      List<Function<ParentRun, Reexecution>> possible = new ArrayList<>();
      for (Function<ParentRun, Reexecution> kind : kinds) {
        if (isPlannedAlike(runs, parent, kind, "seed %d, run %d".formatted(seed, generation))) {
          possible.add(kind);
        }
      }
      Launch launch = Launch.of("job");
      if (!possible.isEmpty()) {
        launch =
            launch.executingAgain(
                possible.get(random.nextInt(possible.size())).apply(runs.parent(parent.run())));
      }
      all.add(runs.run(launch));
      recorded.store(all.getLast());
    }
  }

  /// @return whether there is a plan
  private boolean isPlannedAlike(
      LocalRuns runs, RunRecord parent, Function<ParentRun, Reexecution> kind, String what) {
    Planner.Result expected = plan(runs, kind.apply(runs.parent(parent.run())));
    Reexecution again = kind.apply(recorded.parent(parent.run()));
    Planner.Result found = plan(runs, again);
    assertThat(found).as("%s: %s", what, again).isEqualTo(expected);
    boolean isPlanned = found instanceof Planner.Result.Planned;
    planned += isPlanned ? 1 : 0;
    refused += isPlanned ? 0 : 1;
    return isPlanned;
  }

  private static Planner.Result plan(LocalRuns runs, Reexecution again) {
    try {
      return new Planner.Result.Planned(
          runs.plan(Launch.of("job").executingAgain(again)), List.of());
    } catch (RunRefused refused) {
      return new Planner.Result.Refused(refused.problems());
    }
  }

  /// Of what was planned or begun, under the versions that it was planned with.
  private void isStoredAlike(LocalRuns runs, List<RunRecord> all, String what) {
    KnownState known = new StoredState(storage);
    for (RunRecord run : all) {
      run.plan()
          .versions()
          .forEach((planned, version) -> {
            Stream.concat(Stream.of(planned), steps(run))
                .filter(step -> step.node().equals(planned.node()))
                .distinct()
                .forEach(step -> {
                  Optional<Plan.Reuse> expected = runs.known().stored(step, version);
                  assertThat(known.stored(step, version))
                      .as("%s: %s", what, step)
                      .isEqualTo(expected);
                  stored += expected.isPresent() ? 1 : 0;
                });
          });
    }
  }

  private static List<Function<ParentRun, Reexecution>> kinds(List<RunRecord> runs, Random random) {
    List<String> steps =
        List.copyOf(
            new TreeSet<>(
                runs.stream()
                    .flatMap(StoredParentContract::steps)
                    .map(StepKey::toString)
                    .toList()));
    String one = steps.get(random.nextInt(steps.size()));
    String other = steps.get(random.nextInt(steps.size()));
    return List.of(
        Reexecution.All::new,
        Reexecution.FromFailure::new,
        parent -> new Reexecution.Selected(parent, one),
        parent -> new Reexecution.Selected(parent, one + " or " + other),
        parent -> new Reexecution.SelectedAndDownstream(parent, other));
  }

  private static Stream<StepKey> steps(RunRecord run) {
    return run.events()
        .filter(Event.OfStep.class::isInstance)
        .map(event -> ((Event.OfStep) event).step());
  }

  @Test
  void theRootAndTheRunAreThoseThatWereStored() {
    Job job = Job.named("job").running(graph -> graph.op("one", Integer.class).by(() -> 1));
    LocalRuns runs =
        new LocalRuns("test", Definitions.of(List.of(job)), LocalOptions.keptBy(new Shelf()));
    RunRecord first = runs.run(Launch.of("job"));
    RunRecord second =
        runs.run(Launch.of("job").executingAgain(new Reexecution.All(runs.parent(first.run()))));
    recorded.store(first);
    recorded.store(second);
    RunId root = first.run();

    assertThat(recorded.parent(second.run()).id()).isEqualTo(second.run());
    assertThat(recorded.parent(second.run()).root()).isEqualTo(root);
    assertThat(recorded.parent(root).root()).isEqualTo(root);
    assertThat(recorded.parent(root).plan()).isEqualTo(first.plan());
  }
}
