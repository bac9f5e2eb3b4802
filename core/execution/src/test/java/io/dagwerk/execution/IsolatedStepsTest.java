package io.dagwerk.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Executor;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Plan;
import io.dagwerk.model.PoolLimits;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.Planner;
import io.dagwerk.plan.RunOutcome;
import io.dagwerk.plan.Upstream;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IsolatedStepsTest {
  private static final JvmOptions LARGE = JvmOptions.NONE.heapMebibytes(4096);

  @TempDir private Path folder;
  private final List<Event> log = new CopyOnWriteArrayList<>();
  private final FakeProcesses processes = new FakeProcesses();

  /// Runs nothing, and succeeds with one output.
  private static final class FakeProcesses implements StepProcesses, StepProcesses.OfRun {
    private final List<String> ran = new CopyOnWriteArrayList<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger mostAtOnce = new AtomicInteger();
    private Optional<Demand> demand = Optional.empty();
    private Optional<CyclicBarrier> together = Optional.empty();
    private boolean closed;

    @Override
    public OfRun begin(HostedRun run, Demand wanted) {
      demand = Optional.of(wanted);
      return this;
    }

    @Override
    public StepResult run(StepAttempt attempt) throws InterruptedException {
      mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
      try {
        ran.add(attempt.key().toString());
        if (together.isPresent()) {
          together.get().await();
        }
        return new StepResult.Succeeded(List.of(Plan.Output.RESULT), List.of());
      } catch (BrokenBarrierException e) {
        throw new IllegalStateException(e);
      } finally {
        running.decrementAndGet();
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  /// Keeps nothing for others.
  private static final class Forgetful implements IoManager<Object> {
    @Override
    public void store(StoreContext context, Object value) {}

    @Override
    public Object load(LoadContext context) {
      return "never";
    }

    @Override
    public boolean exists(OutputAddress address) {
      return false;
    }

    @Override
    public boolean isDurable() {
      return false;
    }
  }

  private static HostedRuns runs(Job job, LocalOptions options) {
    return new HostedRuns("location", Definitions.of(List.of(job)), options);
  }

  private static HostedRun run(HostedRuns runs, String job) {
    return switch (Planner.plan(
        PlanRequest.ofJob(runs.snapshot(), job, Moment.at(Instant.now())))) {
      case Planner.Result.Planned planned ->
          new HostedRun(
              RunId.createdAt(Instant.now()),
              planned.plan(),
              Mode.DEFAULT,
              ConfigTree.empty(),
              new LinkedHashMap<>(),
              PoolLimits.NONE.with("license", 1),
              SizeLimits.DEFAULT,
              List.of());
      case Planner.Result.Refused refused ->
          throw new IllegalStateException(refused.problems().toString());
    };
  }

  private RunOutcome execute(Job job) {
    HostedRuns runs = runs(job, LocalOptions.in(folder));
    return runs.execute(
        run(runs, job.name()), log::add, new Cancellation(), _ -> {}, Optional.of(processes));
  }

  private static Job mixed() {
    return Job.named("mixed")
        .running(graph -> {
          graph.op("light").doing(() -> {});
          graph.op("heavy").isolated(LARGE).doing(() -> {});
        });
  }

  @Test
  void onlyStepsThatAreIsolatedGetProcesses() {
    assertThat(execute(mixed())).isInstanceOf(RunOutcome.Succeeded.class);

    assertThat(processes.ran).containsExactly("heavy");
    assertThat(processes.demand.orElseThrow().steps())
        .singleElement()
        .satisfies(step -> assertThat(step.options().process()).contains(LARGE));
    assertThat(processes.closed).isTrue();
  }

  @Test
  void onTheExecutorOfProcessesEachStepDoes() {
    Job job =
        Job.named("all")
            .executor(Executor.processes(2))
            .running(graph -> {
              graph.op("one").doing(() -> {});
              graph.op("two").doing(() -> {});
            });

    assertThat(execute(job)).isInstanceOf(RunOutcome.Succeeded.class);
    assertThat(processes.ran).containsExactlyInAnyOrder("one", "two");
    assertThat(processes.demand.orElseThrow().most()).isEqualTo(2);
  }

  @Test
  void aRunWithoutIsolatedStepsAsksForNoProcesses() {
    Job job = Job.named("plain").running(graph -> graph.op("light").doing(() -> {}));

    assertThat(execute(job)).isInstanceOf(RunOutcome.Succeeded.class);
    assertThat(processes.demand).isEmpty();
  }

  @Test
  void asManyRunAtOnceAsTheExecutorSays() {
    processes.together = Optional.of(new CyclicBarrier(3));
    Job job =
        Job.named("all")
            .executor(Executor.processes(3))
            .running(graph -> {
              for (int i = 0; i < 6; i++) {
                graph.op("op" + i).doing(() -> {});
              }
            });

    assertThat(execute(job)).isInstanceOf(RunOutcome.Succeeded.class);
    assertThat(processes.mostAtOnce).hasValue(3);
  }

  @Test
  void aPoolHoldsWhateverProcessesItsStepsHave() {
    Job job =
        Job.named("all")
            .executor(Executor.processes(4))
            .running(graph -> {
              for (int i = 0; i < 8; i++) {
                graph.op("op" + i).pool("license").doing(() -> {});
              }
            });

    assertThat(execute(job)).isInstanceOf(RunOutcome.Succeeded.class);
    assertThat(processes.ran).hasSize(8);
    assertThat(processes.mostAtOnce).hasValue(1);
  }

  @Test
  @Covers({"K8.2", "S24.3"})
  void valuesThatStayInMemoryAreRefusedBeforeTheRun() {
    HostedRuns mixed = runs(mixed(), LocalOptions.inMemory());
    assertThatThrownBy(() -> mixed.validate(run(mixed, "mixed")))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("step 'heavy', which is isolated, needs stored outputs")
        .hasMessageContaining("the IO manager 'memory' keeps them in memory");

    Job job =
        Job.named("all")
            .executor(Executor.processes(2))
            .running(graph -> graph.op("one").doing(() -> {}));
    HostedRuns all = runs(job, LocalOptions.inMemory());
    assertThatThrownBy(() -> all.validate(run(all, "all")))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("executor 'processes' needs stored outputs");
  }

  @Test
  void anIoManagerOfUsersThatKeepsValuesInMemoryFailsTheStepBeforeItsFunction()
      throws InterruptedException {
    Resource<IoManager<Object>> memory =
        Resource.named("scratch", Type.ioManagerOf(Object.class)).by(Forgetful::new);
    AtomicInteger called = new AtomicInteger();
    Job job =
        Job.named("kept")
            .running(graph -> {
              Op<String> made =
                  graph
                      .op("made", String.class)
                      .isolated()
                      .by(() -> "made " + called.incrementAndGet());
              graph.op("reads").isolated().from(made).doing(_ -> called.incrementAndGet());
            });
    HostedRuns runs =
        new HostedRuns(
            "location", Definitions.of(List.of(job)).storedBy(memory), LocalOptions.in(folder));

    StepResult result = attempt(runs, run(runs, "kept"), StepKey.of("made"));

    assertThat(result)
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> {
              assertThat(failed.kind()).isEqualTo(FailureKind.OUTPUT);
              assertThat(failed.mayRetry()).isFalse();
              assertThat(failed.error().message())
                  .contains("output 'result' of op 'made'", "IO manager 'scratch'");
            });
    assertThat(called).hasValue(0);
  }

  private StepResult attempt(HostedRuns runs, HostedRun run, StepKey key)
      throws InterruptedException {
    HostedRun ofStep =
        new HostedRun(
            run.run(),
            Plan.of(run.plan().job(), run.plan().codeVersion(), List.of(run.plan().step(key))),
            run.mode(),
            run.config(),
            run.tags(),
            run.pools(),
            run.limits(),
            List.of());
    return new HostedStep(
            runs,
            ofStep,
            new HostedStep.Which(key, 1, new Upstream(new LinkedHashMap<>())),
            log::add,
            () -> true)
        .run();
  }

  @Test
  void anAttemptThatItsRunHasGivenUpStoresNothing() throws InterruptedException {
    Job job =
        Job.named("late")
            .running(graph -> graph.op("made", String.class).isolated().by(() -> "made"));
    HostedRuns runs = runs(job, LocalOptions.in(folder));
    HostedRun run = run(runs, "late");

    StepResult result =
        new HostedStep(
                runs,
                run,
                new HostedStep.Which(StepKey.of("made"), 1, new Upstream(new LinkedHashMap<>())),
                log::add,
                () -> false)
            .run();

    assertThat(result)
        .isInstanceOfSatisfying(
            StepResult.Failed.class,
            failed -> assertThat(failed.error().message()).contains("must not store any more"));
    assertThat(folder).isEmptyDirectory();
  }
}
