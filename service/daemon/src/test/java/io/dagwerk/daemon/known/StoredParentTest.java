package io.dagwerk.daemon.known;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.execution.io.MemoryIoManager;
import io.dagwerk.model.Event;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ParentRun.Ended;
import io.dagwerk.plan.ParentRun.Value;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.plan.Planner;
import io.dagwerk.plan.Reexecution;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.memory.MemoryStorage;
import io.dagwerk.testsupport.Covers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class StoredParentTest {
  private static final StepKey A = StepKey.of("a");

  private final Storage storage = new MemoryStorage();
  private final RecordedRuns recorded = new RecordedRuns(storage);
  private final AtomicBoolean isBroken = new AtomicBoolean(true);

  private RunRecord stored(RunRecord run) {
    recorded.store(run);
    return run;
  }

  private static LocalRuns runs(Definition... definitions) {
    return new LocalRuns(
        "test", Definitions.of(List.of(definitions)), LocalOptions.keptBy(new Shelf()));
  }

  private Job chain(Optional<Resource<IoManager<Object>>> keeper) {
    return Job.named("job")
        .running(graph -> {
          var named = graph.op("a", Integer.class);
          Op<Integer> a = keeper.map(named::storedBy).orElse(named).by(() -> 1);
          Op<Integer> b =
              graph
                  .op("b", Integer.class)
                  .from(a)
                  .by(x -> {
                    if (isBroken.get()) {
                      throw new IllegalStateException("broken");
                    }
                    return x + 1;
                  });
          graph.op("c", Integer.class).from(b).by(x -> x + 1);
        });
  }

  private Planner.Result plan(LocalRuns runs, Reexecution again) {
    return Planner.plan(
        PlanRequest.ofJob(runs.snapshot(), "job", runs.moment())
            .knowing(new StoredState(storage))
            .again(again));
  }

  private static List<String> planned(Planner.Result result) {
    return switch (result) {
      case Planner.Result.Planned(Plan plan, _) ->
          plan.steps().sequencedKeySet().stream().map(StepKey::toString).toList();
      case Planner.Result.Refused(List<String> problems) -> problems;
    };
  }

  @Test
  @Covers("K10.2")
  void valuesAreFoundInTheRunsAboveWhenAllLogsHaveExpired() {
    LocalRuns runs = runs(chain(Optional.empty()));
    RunRecord first = stored(runs.run(Launch.of("job")));
    isBroken.set(false);
    RunRecord second =
        stored(
            runs.run(
                Launch.of("job")
                    .executingAgain(new Reexecution.FromFailure(runs.parent(first.run())))));
    recorded.expireLogs();
    StoredParent parent = recorded.parent(second.run());

    assertThat(planned(plan(runs, new Reexecution.Selected(parent, "c")))).containsExactly("c");
    assertThat(planned(plan(runs, new Reexecution.SelectedAndDownstream(parent, "b"))))
        .containsExactly("b", "c");
    assertThat(parent.output(A, "result"))
        .isEqualTo(
            new Value.Stored(
                new OutputAddress.OfStep(first.run(), A, "result"),
                Optional.ofNullable(first.plan().versions().get(A))));
    assertThat(parent.ended(A)).isEqualTo(Ended.WELL);
  }

  @Test
  @Covers("K10.5")
  void whatWentWithTheProcessOfTheParentIsNamedBeforeTheLaunch() {
    @SuppressWarnings("unchecked") // the class of a generic interface
    Type<IoManager<Object>> type = Type.of((Class<IoManager<Object>>) (Class<?>) IoManager.class);
    Resource<IoManager<Object>> memory = Resource.named("shelf", type).by(MemoryIoManager::new);
    LocalRuns runs = runs(memory, chain(Optional.of(memory)));
    RunRecord failed = stored(runs.run(Launch.of("job")));
    recorded.expireLogs();

    assertThat(planned(plan(runs, new Reexecution.FromFailure(recorded.parent(failed.run())))))
        .containsExactly(
            "input 0 of op 'b' reads 'a', of which run %s has no value; IO manager 'shelf' kept it"
                    .formatted(failed.run())
                + " in memory only, which went with that run; select +b, or a too");
  }

  @Test
  @Covers("K10.6")
  void aValueThatWasNeverStoredIsNamedBeforeTheLaunch() {
    LocalRuns runs = runs(chain(Optional.empty()));
    RunRecord failed = stored(runs.run(Launch.of("job")));

    assertThat(planned(plan(runs, new Reexecution.Selected(recorded.parent(failed.run()), "c"))))
        .containsExactly(
            "input 0 of op 'c' reads 'b', of which run %1$s has no value; step 'b' of run %1$s has"
                    .formatted(failed.run())
                + " not stored it; select +c, or b too");
  }

  @Test
  void aDeletedRunIsNamedAsTheReason() {
    LocalRuns runs = runs(chain(Optional.empty()));
    RunRecord first = stored(runs.run(Launch.of("job")));
    RunRecord second =
        stored(
            runs.run(
                Launch.of("job")
                    .executingAgain(new Reexecution.FromFailure(runs.parent(first.run())))));
    storage.runs().delete(first.run());

    assertThat(recorded.parent(second.run()).output(A, "result"))
        .isEqualTo(
            new Value.Missing(
                "step 'a' of run %s has not stored it, and run %s, which it executed again, was deleted"
                    .formatted(second.run(), first.run())));
  }

  @Test
  void aValueThatWasDeletedByHandIsMissedByTheStepThatReadsIt() {
    MemoryIoManager shelf = new MemoryIoManager();
    MemoryIoManager emptied = new MemoryIoManager();
    Definitions definitions = Definitions.of(List.of(chain(Optional.empty())));
    LocalRuns runs = new LocalRuns("test", definitions, LocalOptions.keptBy(new Shelf(shelf)));
    LocalRuns after = new LocalRuns("test", definitions, LocalOptions.keptBy(new Shelf(emptied)));
    RunRecord failed = stored(runs.run(Launch.of("job")));
    RunRecord again =
        after.run(
            Launch.of("job")
                .executingAgain(new Reexecution.FromFailure(recorded.parent(failed.run()))));

    assertThat(again.events(Event.StepFailed.class))
        .singleElement()
        .satisfies(missed -> {
          assertThat(missed.step()).isEqualTo(StepKey.of("b"));
          assertThat(missed.kind()).isEqualTo(Event.FailureKind.INPUT);
          assertThat(missed.error().toString())
              .contains("output 'result' of step 'a' in run %s".formatted(failed.run()));
        });
  }

  @Test
  void theTreeMayBeDeep() {
    LocalRuns runs = runs(chain(Optional.empty()));
    RunRecord root = stored(runs.run(Launch.of("job")));
    RunId last = root.run();
    Plan empty = Plan.of("job", "v", List.of());
    ContentHash plan = storage.snapshots().put(Bytes.of(PlanCodec.encode(empty)));
    for (int i = 0; i < 20_000; i++) {
      RunId run = RunId.createdAt(Instant.EPOCH);
      storage
          .runs()
          .create(
              new NewRun(
                  run,
                  new NewRun.Work(
                      "job", "default", "test", "v", new NewRun.Contents(plan, plan, plan)),
                  Optional.of(new NewRun.Lineage(last, root.run())),
                  0,
                  new LinkedHashMap<>()),
              Instant.EPOCH,
              List.of());
      last = run;
    }
    StoredParent parent = recorded.parent(last);

    assertThat(parent.ended(A)).isEqualTo(Ended.WELL);
    assertThat(parent.output(A, "result")).isInstanceOf(Value.Stored.class);
    assertThat(parent.mappingKeys(A)).isEmpty();
  }
}
