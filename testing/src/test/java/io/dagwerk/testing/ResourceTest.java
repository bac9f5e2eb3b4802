package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.config.Environment;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Hook;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.execution.Cancellation;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.io.MemoryIoManager;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Event.ResourceClosed;
import io.dagwerk.model.Event.ResourceOpened;
import io.dagwerk.model.Event.StepFailed;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.Retry;
import io.dagwerk.testsupport.Covers;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResourceTest {
  private final List<String> happened = Collections.synchronizedList(new ArrayList<>());

  record Connection(String name, List<String> happened) implements AutoCloseable {
    @Override
    public void close() {
      happened.add("close " + name);
    }
  }

  private final Resource<Connection> database = connection("database");
  private final Resource<Connection> lake = connection("lake");

  /// Made from another resource.
  private final Resource<Connection> catalog =
      Resource.named("catalog", Connection.class)
          .from(lake)
          .by(inner -> new Connection("catalog on " + inner.name(), inner.happened()));

  private Resource<Connection> connection(String name) {
    return Resource.named(name, Connection.class)
        .by(() -> {
          happened.add("open " + name);
          return new Connection(name, happened);
        });
  }

  @Test
  void aResourceIsOpenedOnceForAllStepsAndClosedBeforeTheRunEnds() {
    Job job =
        Job.named("load")
            .running(graph -> {
              Op<Void> first = graph.op("first").from(database).doing(_ -> {});
              graph.op("second").after(first).from(database).doing(_ -> {});
            });

    Result result = JobRun.of(job).run();

    assertThat(happened).containsExactly("open database", "close database");
    assertThat(EventLines.of(result)).endsWith("ResourceClosed database", "RunSucceeded");
  }

  @Test
  void resourcesAreClosedInReverseOrderOfTheirOpening() {
    Job job =
        Job.named("load")
            .running(graph -> graph.op("all").from(catalog, database).doing((_, _) -> {}));

    Result result = JobRun.of(job).run();

    assertThat(result.events(ResourceOpened.class))
        .extracting(ResourceOpened::resource)
        .containsExactly("lake", "catalog", "database");
    assertThat(result.events(ResourceClosed.class))
        .extracting(ResourceClosed::resource)
        .containsExactly("database", "catalog", "lake");
    assertThat(happened).endsWith("close catalog on lake", "close lake");
  }

  @Test
  @Covers("K3.3")
  void whenAStepFailsItsResourcesAreClosedOnceBeforeTheRunEnds() {
    Job job =
        Job.named("load")
            .running(graph ->
                graph
                    .op("fail")
                    .from(database)
                    .doing(_ -> {
                      throw new IllegalStateException("broken");
                    }));

    Result result = JobRun.of(job).run();

    assertThat(happened).containsExactly("open database", "close database");
    assertThat(EventLines.of(result))
        .endsWith("StepFailed fail", "ResourceClosed database", "RunFailed steps failed: [fail]");
  }

  @Test
  void whenARunIsCanceledItsResourcesAreClosedBeforeItEnds() {
    Cancellation cancellation = new Cancellation();
    Job job =
        Job.named("load")
            .running(graph ->
                graph
                    .op("wait")
                    .from(database)
                    .doing(_ -> {
                      cancellation.cancel("the test is over");
                      new CountDownLatch(1).await();
                    }));

    Result result = JobRun.of(job).with(cancellation).run();

    assertThat(EventLines.of(result))
        .endsWith("StepCanceled wait", "ResourceClosed database", "RunCanceled");
    assertThat(happened).endsWith("close database");
  }

  @Test
  void whenARunTakesTooLongItsResourcesAreClosedBeforeItEnds() {
    Job job =
        Job.named("load")
            .timeout(Duration.ofMillis(1))
            .running(
                graph -> graph.op("wait").from(database).doing(_ -> new CountDownLatch(1).await()));

    Result result = JobRun.of(job).run();

    assertThat(result.events(ResourceClosed.class))
        .hasSameSizeAs(result.events(ResourceOpened.class));
    assertThat(EventLines.of(result).getLast()).startsWith("RunFailed the run took longer");
  }

  @Test
  void aResourceThatCannotBeClosedIsAnEventAndTheOthersAreClosed() {
    Resource<String> stubborn =
        Resource.named("stubborn", String.class)
            .closing(_ -> {
              throw new IllegalStateException("it hangs on");
            })
            .by(() -> "open");
    Job job =
        Job.named("load")
            .running(graph -> graph.op("all").from(database, stubborn).doing((_, _) -> {}));

    Result result = JobRun.of(job).run();

    assertThat(result.succeeded()).isTrue();
    assertThat(result.events(ResourceClosed.class).getFirst().error().orElseThrow().summary())
        .isEqualTo("IllegalStateException: it hangs on");
    assertThat(happened).endsWith("close database");
  }

  @Test
  void aResourceThatCannotBeOpenedFailsTheStepAndNamesItself() {
    Resource<Connection> down =
        Resource.named("down", Connection.class)
            .by(() -> {
              throw new IllegalStateException("no route to host");
            });
    Job job =
        Job.named("load")
            .running(graph -> {
              graph.op("fail").from(database, down).doing((_, _) -> {});
              graph.op("go_on").doing(() -> happened.add("went on"));
            });

    Result result = JobRun.of(job).run();

    StepFailed failed = OpTest.only(result, StepFailed.class);
    assertThat(failed.kind()).isEqualTo(FailureKind.RESOURCE);
    assertThat(failed.error().message()).contains("resource 'down'").contains("no route to host");
    assertThat(happened).contains("went on").endsWith("close database");
    assertThat(EventLines.of(result)).doesNotContain("ResourceClosed down");
  }

  @Test
  void aResourceThatIsOnlyDownForAWhileIsOpenedByTheNextAttempt() {
    AtomicInteger tries = new AtomicInteger();
    Resource<String> shaky =
        Resource.named("shaky", String.class)
            .by(() -> {
              if (tries.incrementAndGet() < 3) {
                throw new IllegalStateException("try again");
              }
              return "open";
            });
    Job job =
        Job.named("load")
            .running(graph ->
                graph.op("read").retrying(Retry.times(2)).from(shaky).doing(happened::add));

    assertThat(JobRun.of(job).run().succeeded()).isTrue();
    assertThat(happened).containsExactly("open");
  }

  @Test
  void aFunctionThatOpensNothingIsAClearError() {
    Resource<String> nothing = Resource.named("nothing", String.class).by(() -> nothing());
    Job job = Job.named("load").running(graph -> graph.op("read").from(nothing).doing(_ -> {}));

    assertThat(OpTest.only(JobRun.of(job).run(), StepFailed.class).error().message())
        .contains("resource 'nothing'")
        .contains("returned null; return the open resource");
  }

  @SuppressWarnings("NullAway") // what a user's class without annotations may do
  private static String nothing() {
    return null;
  }

  @Test
  void aResourceThatAnInterruptedStepUsedIsOpenedAgainForTheNext() {
    AtomicInteger attempts = new AtomicInteger();
    Job job =
        Job.named("load")
            .running(graph ->
                graph
                    .op("read")
                    .retrying(Retry.times(1))
                    .from(database, catalog)
                    .doing((_, _) -> {
                      if (attempts.incrementAndGet() == 1) {
                        Thread.currentThread().interrupt();
                        wrapping(new CountDownLatch(1));
                      }
                    }));

    Result result = JobRun.of(job).run();

    assertThat(result.events(ResourceOpened.class))
        .extracting(ResourceOpened::resource)
        .containsExactly("database", "lake", "catalog", "database", "lake", "catalog");
    assertThat(result.events(ResourceClosed.class)).hasSize(6);
  }

  /// Keeps values in a memory, and is interrupted by the first one who reads.
  private record InterruptedKeeper(MemoryIoManager values, AtomicInteger reads)
      implements IoManager<Object> {
    @Override
    public void store(StoreContext context, Object value) {
      values.store(context, value);
    }

    @Override
    public Object load(LoadContext context) throws IOException {
      if (reads.incrementAndGet() == 1) {
        Thread.currentThread().interrupt();
        throw new ClosedByInterruptException();
      }
      return values.load(context);
    }

    @Override
    public boolean exists(OutputAddress address) {
      return values.exists(address);
    }
  }

  @Test
  void anIoManagerThatAnInterruptedStepReadByIsOpenedAgainForTheNext() {
    MemoryIoManager values = new MemoryIoManager();
    AtomicInteger reads = new AtomicInteger();
    Resource<InterruptedKeeper> keeper =
        Resource.named("keeper", InterruptedKeeper.class)
            .from(database)
            .by(_ -> new InterruptedKeeper(values, reads));
    Job job =
        Job.named("load")
            .running(graph -> {
              Op<Integer> number = graph.op("number", Integer.class).storedBy(keeper).by(() -> 1);
              graph.op("read").retrying(Retry.times(1)).from(number).doing(_ -> {});
            });
    LocalOptions options =
        new LocalOptions(
            values,
            Optional.empty(),
            Environment.empty(),
            InstantSource.system(),
            LocalOptions.DynamicKeys.NONE,
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            false);

    Result result =
        new Result(
            new LocalRuns("test", Definitions.of(List.of(database, keeper, job)), options)
                .run(Launch.of("load")));

    assertThat(result.succeeded()).isTrue();
    assertThat(result.events(ResourceOpened.class))
        .extracting(ResourceOpened::resource)
        .containsExactly("database", "keeper", "database", "keeper");
  }

  @Test
  void aResourceIsSuspectThoughTheInterruptedStepHidTheInterrupt() {
    List<Connection> used = Collections.synchronizedList(new ArrayList<>());
    Job job =
        Job.named("load")
            .running(graph ->
                graph
                    .op("read")
                    .retrying(Retry.times(1_000))
                    .timeout(Duration.ofMillis(100))
                    .from(database)
                    .doing(open -> {
                      used.add(open);
                      if (used.size() == 1) {
                        hiding(new CountDownLatch(1));
                      }
                    }));

    assertThat(JobRun.of(job).run().succeeded()).isTrue();
    assertThat(used.getFirst()).isNotSameAs(used.getLast());
  }

  private static void hiding(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      // As if nothing had happened.
    }
  }

  @Test
  @Covers("K3.2")
  void aResourceThatNothingSelectedNeedsIsNeverOpened() {
    Hook tell = Hook.named("tell").from(catalog).by((_, _) -> {});
    Job job =
        Job.named("load")
            .running(graph -> {
              graph.op("selected").from(database).doing(_ -> {});
              graph.op("other").onSuccess(tell).from(lake).doing(_ -> {});
            });

    Result part = JobRun.of(job).select("key:selected").run();
    Result all = JobRun.of(job).run();

    assertThat(part.events(ResourceOpened.class))
        .extracting(ResourceOpened::resource)
        .containsExactly("database");
    assertThat(all.events(ResourceOpened.class))
        .extracting(ResourceOpened::resource)
        .containsExactlyInAnyOrder("database", "lake", "catalog");
  }

  /// As much user code does: the interrupt becomes another exception.
  private static void wrapping(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException("gave up", e);
    }
  }

  @Test
  @Covers("S12.3")
  void aResourceThatOnlyAHookNeedsIsOpened() {
    Hook hook =
        Hook.named("tell").from(database).by((end, open) -> happened.add("told " + open.name()));
    Job job = Job.named("load").onSuccess(hook).running(graph -> graph.op("work").doing(() -> {}));

    Result result = JobRun.of(job).run();

    assertThat(happened).containsExactly("open database", "told database", "close database");
    assertThat(EventLines.of(result))
        .containsSubsequence(
            "StepSucceeded work",
            "ResourceOpened database",
            "HookSucceeded work tell",
            "ResourceClosed database");
  }

  @Test
  void aFakeGivenByTheTestIsNotClosed() {
    Job job = Job.named("load").running(graph -> graph.op("work").from(database).doing(_ -> {}));

    Result result = JobRun.of(job).with(database, new Connection("fake", happened)).run();

    assertThat(result.succeeded()).isTrue();
    assertThat(happened).isEmpty();
  }
}
