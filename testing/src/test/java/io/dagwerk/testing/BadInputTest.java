package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.config.Default;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.execution.Cancellation;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Event.Logged;
import io.dagwerk.model.Event.StepFailed;
import io.dagwerk.plan.RunOutcome;
import io.dagwerk.plan.StepState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class BadInputTest {
  record Limit(@Default("1") int limit) {}

  private final Job job =
      Job.named("load")
          .running(graph -> {
            Op<Integer> limit =
                graph.op("limit", Integer.class).from(Input.config(Limit.class)).by(Limit::limit);
            graph.op("load").from(limit).doing(_ -> {});
          });

  @Test
  void anUnknownJobIsRefusedWithTheNearestName() {
    LocalRuns runs = new LocalRuns("test", Definitions.of(List.of(job)), LocalOptions.inMemory());

    assertThatThrownBy(() -> runs.run(Launch.of("laod")))
        .isInstanceOf(RunRefused.class)
        .hasMessage("no job 'laod'; there are [load]; did you mean 'load'?");
  }

  @Test
  void aSelectionThatIsNoneIsRefused() {
    assertThatThrownBy(() -> JobRun.of(job).select("key:(").run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("key:(");
  }

  @Test
  void aSelectionOfNothingIsRefused() {
    assertThatThrownBy(() -> JobRun.of(job).select("key:nothing").run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("key:nothing");
  }

  @Test
  void allMistakesOfTheConfigAreToldAtOnceWithTheirPlaces() {
    assertThatThrownBy(() ->
            JobRun.of(job)
                .config(
                    Map.of(
                        "ops",
                        Map.of("limit", GraphTest.config("limitt", 3)),
                        "resource",
                        Map.of(),
                        "execution",
                        Map.of("retries", "often")))
                .run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("ops.limit.config")
        .hasMessageContaining("did you mean 'limit'?")
        .hasMessageContaining("did you mean 'resources'?")
        .hasMessageContaining("execution.retries");
  }

  @Test
  void theConfigOfWhatIsNotSelectedIsAcceptedAndNotLookedAt() {
    Result result =
        JobRun.of(
                Job.named("two")
                    .running(graph -> {
                      graph.op("a").from(Input.config(Limit.class)).doing(_ -> {});
                      graph.op("b").doing(() -> {});
                    }))
            .config(Map.of("ops", Map.of("a", GraphTest.config("limit", "wrong"))))
            .select("key:b")
            .run();

    assertThat(result.succeeded()).isTrue();
  }

  @Test
  void anOpThatReturnsNullFailsClearly() {
    Job broken =
        Job.named("broken").running(graph -> graph.op("work", String.class).by(() -> nothing()));

    StepFailed failed = OpTest.only(JobRun.of(broken).run(), StepFailed.class);

    assertThat(failed.kind()).isEqualTo(FailureKind.OUTPUT);
    assertThat(failed.error().message())
        .isEqualTo("op 'work' returned null; return a value, or define it with doing(...)");
  }

  @SuppressWarnings("NullAway") // what a user's class without annotations may do
  private static String nothing() {
    return null;
  }

  @Test
  void aFanOutWithNothingInItsListFailsClearly() {
    Job broken =
        Job.named("broken")
            .running(graph ->
                graph
                    .fanOut("parts", String.class)
                    .by(() -> Arrays.asList("a", nothing()))
                    .each((each, part) -> each.op("work", String.class).from(part).by(x -> x)));

    assertThat(OpTest.only(JobRun.of(broken).run(), StepFailed.class).error().message())
        .isEqualTo("element 1 of fan-out 'parts' is null; leave it out of the list");
  }

  @Test
  void anErrorOfTheMachineFailsTheStepAndTheOthersGoOn() {
    Job broken =
        Job.named("broken")
            .running(graph -> {
              graph.op("deep").doing(BadInputTest::endless);
              graph
                  .op("big")
                  .doing(() -> {
                    throw new OutOfMemoryError("as if");
                  });
              graph.op("fine").doing(() -> {});
            });

    Result result = JobRun.of(broken).run();

    assertThat(result.events(StepFailed.class))
        .extracting(failed -> failed.error().type())
        .containsExactlyInAnyOrder("java.lang.StackOverflowError", "java.lang.OutOfMemoryError");
    assertThat(result.state("fine")).isInstanceOf(StepState.Succeeded.class);
  }

  @SuppressWarnings("InfiniteRecursion") // what the test is about
  private static void endless() {
    endless();
  }

  @Test
  void aRunThatIsCanceledBeforeItStartsRunsNothing() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel("too late");

    Result result = JobRun.of(job).with(cancellation).run();

    assertThat(result.record().outcome()).isEqualTo(new RunOutcome.Canceled("too late"));
    assertThat(result.events(Event.StepSucceeded.class)).isEmpty();
  }

  @Test
  void aListenerThatThrowsIsToldNoMoreAndTheRunGoesOn() {
    Result result =
        JobRun.of(job)
            .listening(_ -> {
              throw new IllegalStateException("cannot hear");
            })
            .run();

    assertThat(result.succeeded()).isTrue();
    assertThat(OpTest.only(result, Logged.class).message())
        .isEqualTo("what listens to the run threw this, and is told nothing more");
  }

  @Test
  void aResourceThatDoesNotCloseIsLeftBehind() {
    CountDownLatch never = new CountDownLatch(1);
    io.dagwerk.definitions.Resource<String> hanging =
        io.dagwerk.definitions.Resource.named("hanging", String.class)
            .closing(_ -> never.await())
            .by(() -> "open");
    Job work = Job.named("work").running(graph -> graph.op("work").from(hanging).doing(_ -> {}));
    LocalRuns runs =
        new LocalRuns(
            "test",
            Definitions.of(List.of(hanging, work)),
            LocalOptions.inMemory().grace(Duration.ofMillis(10)));

    Result result = new Result(runs.run(Launch.of("work")));

    assertThat(result.succeeded()).isTrue();
    assertThat(OpTest.only(result, Event.ResourceClosed.class).error().orElseThrow().summary())
        .isEqualTo("Timeout: it did not close within PT0.01S and was left behind");
  }

  @Test
  void aHookHasAsLongAsTheOptionsGiveIt() {
    io.dagwerk.definitions.Hook hanging =
        io.dagwerk.definitions.Hook.named("hanging").by(_ -> new CountDownLatch(1).await());
    Job work =
        Job.named("work").onSuccess(hanging).running(graph -> graph.op("work").doing(() -> {}));
    LocalRuns runs =
        new LocalRuns(
            "test",
            Definitions.of(List.of(work)),
            LocalOptions.inMemory().hookTimeout(Duration.ofMillis(10)));

    Result result = new Result(runs.run(Launch.of("work")));

    assertThat(result.succeeded()).isTrue();
    assertThat(OpTest.only(result, Event.HookFailed.class).error().summary())
        .isEqualTo("Timeout: it took longer than PT0.01S and was interrupted");
  }

  @Test
  void aHookThatHangsIsLeftBehindWhenTheRunIsCanceled() {
    Cancellation cancellation = new Cancellation();
    io.dagwerk.definitions.Hook hanging =
        io.dagwerk.definitions.Hook.named("hanging")
            .by(_ -> {
              cancellation.cancel("enough");
              new CountDownLatch(1).await();
            });
    Job work =
        Job.named("work").onSuccess(hanging).running(graph -> graph.op("work").doing(() -> {}));
    LocalRuns runs =
        new LocalRuns(
            "test",
            Definitions.of(List.of(work)),
            LocalOptions.inMemory().grace(Duration.ofMillis(10)));

    Result result = new Result(runs.run(Launch.of("work").with(cancellation)));

    assertThat(result.record().outcome()).isEqualTo(new RunOutcome.Canceled("enough"));
  }
}
