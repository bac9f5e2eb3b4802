package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Executor;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.io.MemoryIoManager;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Event.RunFailed;
import io.dagwerk.model.Event.StepFailed;
import io.dagwerk.model.OutputAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// What users wrote fails its step, and all else goes on; a fault of the engine ends the run.
class ErrorClassTest {
  private final Resource<IoManager<Object>> bad =
      Resource.named("bad", Type.ioManagerOf(Object.class)).by(BadManager::new);
  private final Resource<String> broken =
      Resource.named("broken", String.class)
          .by(() -> {
            throw new AssertionError("cannot open");
          });

  /// Throws what is no exception, as a library does that lacks a class.
  private static final class BadManager implements IoManager<Object> {
    @Override
    public void store(StoreContext context, Object value) {
      if (value.equals("unstorable")) {
        throw new NoClassDefFoundError("com/example/Codec");
      }
    }

    @Override
    public Object load(LoadContext context) {
      throw new NoClassDefFoundError("com/example/Codec");
    }

    @Override
    public boolean exists(OutputAddress address) {
      return false;
    }
  }

  /// A programming error in an exception.
  private static final class Speechless extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String getMessage() {
      throw new IllegalStateException("no words");
    }
  }

  private static final class Unreadable extends AbstractList<String> {
    @Override
    public String get(int index) {
      throw new IllegalStateException("gone");
    }

    @Override
    public int size() {
      return 2;
    }
  }

  private Map<String, Consumer<Graph>> faultsOfUsers() {
    Map<String, Consumer<Graph>> faults = new LinkedHashMap<>();
    faults.put(
        "EXCEPTION of a function",
        graph ->
            graph
                .op("faulty")
                .doing(() -> {
                  throw new AssertionError("as tests do");
                }));
    faults.put(
        "EXCEPTION without words",
        graph ->
            graph
                .op("faulty")
                .doing(() -> {
                  throw new Speechless();
                }));
    faults.put(
        "OUTPUT that cannot be stored",
        graph -> graph.op("faulty", String.class).storedBy(bad).by(() -> "unstorable"));
    faults.put(
        "INPUT that cannot be loaded",
        graph -> {
          Op<String> before = graph.op("before", String.class).storedBy(bad).by(() -> "x");
          graph.op("faulty").from(before).doing(_ -> {});
        });
    faults.put(
        "RESOURCE that cannot be opened", graph -> graph.op("faulty").from(broken).doing(_ -> {}));
    faults.put("TYPE_CHECK that throws", graph -> graph.op("faulty", checked()).by(() -> "x"));
    faults.put(
        "OUTPUT that cannot be read",
        graph ->
            graph
                .fanOut("faulty", String.class)
                .by(Unreadable::new)
                .each((each, letter) -> each.op("work", String.class).from(letter).by(x -> x)));
    faults.put(
        "OUTPUT without a key",
        graph ->
            graph
                .fanOut("faulty", String.class)
                .keyedBy(_ -> {
                  throw new AssertionError("no key");
                })
                .by(() -> List.of("a"))
                .each((each, letter) -> each.op("work", String.class).from(letter).by(x -> x)));
    return faults;
  }

  private static Type<String> checked() {
    return Type.of(String.class)
        .named("text")
        .checkedBy(_ -> {
          throw new AssertionError("cannot tell");
        });
  }

  @TestFactory
  Stream<DynamicTest> whatUsersWroteFailsItsStepAndTheOthersGoOn() {
    return faultsOfUsers().entrySet().stream()
        .map(fault ->
            DynamicTest.dynamicTest(
                fault.getKey(),
                () -> {
                  Result result = run(fault.getValue());

                  StepFailed failed = OpTest.only(result, StepFailed.class);
                  assertThat(failed.step()).hasToString("faulty");
                  assertThat(fault.getKey()).startsWith(failed.kind().name());
                  assertThat(EventLines.of(result, "beside")).endsWith("StepSucceeded");
                  assertThat(EventLines.of(result).getLast())
                      .isEqualTo("RunFailed steps failed: [faulty]");
                }));
  }

  private Result run(Consumer<Graph> wiring) {
    Job job =
        Job.named("job")
            .executor(Executor.serial())
            .running(graph -> {
              wiring.accept(graph);
              graph.op("beside").priority(-1).doing(() -> {});
            });
    LocalRuns runs =
        new LocalRuns(
            "test",
            Definitions.of(List.of(bad, broken, job)),
            LocalOptions.keptBy(new MemoryIoManager()));
    return new Result(runs.run(Launch.of("job")));
  }

  @Test
  void aFaultOfTheEngineFailsItsStepAndEndsTheRun() {
    Job job =
        Job.named("job")
            .executor(Executor.serial())
            .running(graph -> {
              graph.op("work").from(Input.context()).doing(context -> context.log().info("hello"));
              graph.op("beside").priority(-1).doing(() -> {});
            });
    LocalRuns runs =
        new LocalRuns(
            "test",
            Definitions.of(List.of(job)),
            LocalOptions.inMemory().clock(ErrorClassTest::brokenInSteps));

    Result result = new Result(runs.run(Launch.of("job")));

    assertThat(OpTest.only(result, StepFailed.class).kind()).isEqualTo(FailureKind.ENGINE);
    assertThat(EventLines.of(result, "beside")).containsExactly("StepCanceled");
    assertThat(OpTest.only(result, RunFailed.class).reason())
        .isEqualTo("the engine failed in step 'work': IllegalStateException: the clock stopped");
  }

  /// Something that the log stands on and that fails under a step.
  private static Instant brokenInSteps() {
    if (Thread.currentThread().getName().equals("work")) {
      throw new IllegalStateException("the clock stopped");
    }
    return Instant.now();
  }

  @Test
  void aStepThatTakesTooLongSeesThatItWasAskedToStop() {
    Job job =
        Job.named("job")
            .running(graph ->
                graph
                    .op("spin")
                    .cpuBound()
                    .timeout(Duration.ofMillis(1))
                    .from(Input.context())
                    .doing(ErrorClassTest::spin));

    assertThat(OpTest.only(JobRun.of(job).run(), StepFailed.class).kind())
        .isEqualTo(FailureKind.TIMEOUT);
  }

  @Test
  void aStepOfARunThatTakesTooLongSeesThatItWasAskedToStop() {
    Job job =
        Job.named("job")
            .timeout(Duration.ofMillis(1))
            .running(graph ->
                graph.op("spin").cpuBound().from(Input.context()).doing(ErrorClassTest::spin));

    assertThat(EventLines.of(JobRun.of(job).run()).getLast())
        .isEqualTo("RunFailed the run took longer than its timeout of PT0.001S");
  }

  private static void spin(Context context) {
    while (!context.isCanceled()) {
      Thread.onSpinWait();
    }
  }
}
