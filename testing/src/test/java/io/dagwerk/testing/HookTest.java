package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.Hook;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.StepEnd;
import io.dagwerk.execution.Cancellation;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.Event.HookFailed;
import io.dagwerk.model.Event.HookSucceeded;
import io.dagwerk.model.Retry;
import io.dagwerk.testsupport.Covers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class HookTest {
  private final List<String> told = Collections.synchronizedList(new ArrayList<>());
  private final List<StepEnd> ends = Collections.synchronizedList(new ArrayList<>());
  private final Hook alert =
      Hook.named("alert")
          .by(end -> {
            told.add(end.summary());
            ends.add(end);
          });

  record Limit(int rows) {}

  @Test
  @Covers("S12.1")
  void aFailureHookOfAJobRunsForTheStepThatFailedAndNotForTheAbandonedOne() {
    Job job =
        Job.named("etl")
            .onFailure(alert)
            .running(graph -> {
              graph.op("fine").doing(() -> {});
              Op<Void> broken = graph.op("broken").doing(HookTest::fail);
              graph.op("after").after(broken).doing(() -> {});
            });

    Result result = JobRun.of(job).run();

    assertThat(told)
        .containsExactly("step 'broken' of job 'etl' failed: IllegalStateException: no rows");
    assertThat(EventLines.of(result, "broken")).endsWith("StepFailed", "HookSucceeded");
    assertThat(EventLines.of(result, "fine")).endsWith("StepSucceeded", "HookSkipped");
    assertThat(EventLines.of(result, "after")).containsExactly("StepAbandoned");
  }

  @Test
  @Covers("S12.2")
  void aHookThatThrowsIsAnEventAndChangesNothing() {
    Hook broken = Hook.named("broken").by(_ -> fail());
    Job job =
        Job.named("etl")
            .onSuccess(broken)
            .onSuccess(alert)
            .running(graph -> graph.op("work").doing(() -> {}));

    Result result = JobRun.of(job).run();

    assertThat(result.succeeded()).isTrue();
    assertThat(OpTest.only(result, HookFailed.class).error().summary())
        .isEqualTo("IllegalStateException: no rows");
    assertThat(told).hasSize(1);
  }

  @Test
  void aHookThatRunsOutOfStackIsAnEventToo() {
    Hook endless = Hook.named("endless").by(_ -> endless());
    Job job =
        Job.named("etl").onSuccess(endless).running(graph -> graph.op("work").doing(() -> {}));

    Result result = JobRun.of(job).run();

    assertThat(result.succeeded()).isTrue();
    assertThat(OpTest.only(result, HookFailed.class).error().type())
        .isEqualTo("java.lang.StackOverflowError");
  }

  @SuppressWarnings("InfiniteRecursion") // what the test is about
  private static void endless() {
    endless();
  }

  @Test
  @Covers("S12.4")
  void aStepThatSucceedsAtLastNeverCallsItsFailureHook() {
    Hook retried = Hook.named("retried").by(end -> told.add("retry " + end.attempt()));
    Job job =
        Job.named("etl")
            .running(graph ->
                graph
                    .op("shaky")
                    .retrying(Retry.times(2))
                    .onFailure(alert)
                    .onRetry(retried)
                    .from(Input.context())
                    .doing(context -> {
                      if (context.attempt() < 3) {
                        throw new IllegalStateException("not yet");
                      }
                    }));

    assertThat(JobRun.of(job).run().succeeded()).isTrue();
    assertThat(told).containsExactlyInAnyOrder("retry 1", "retry 2");
  }

  @Test
  @Covers("S12.5")
  void aHookOnAnOpAndOnItsJobRunsOnce() {
    Job job =
        Job.named("etl")
            .onSuccess(alert)
            .running(graph -> graph.op("work").onSuccess(alert).doing(() -> {}));

    Result result = JobRun.of(job).run();

    assertThat(result.events(HookSucceeded.class)).hasSize(1);
    assertThat(told).hasSize(1);
  }

  @Test
  @Covers("S12.7")
  void aHookReadsTheConfigAndTheExceptionOfTheStep() {
    Job job =
        Job.named("etl")
            .running(graph ->
                graph
                    .op("load")
                    .onFailure(alert)
                    .from(Input.config(Limit.class))
                    .doing(limit -> fail()));

    JobRun.of(job).with(new Limit(3)).run();

    assertThat(ends).hasSize(1);
    assertThat(ends.getFirst().config()).contains(new Limit(3));
    assertThat(ends.getFirst().exception().orElseThrow())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("no rows");
    assertThat(ends.getFirst().error().orElseThrow().frames()).isNotEmpty();
  }

  @Test
  void eachRetryHookIsToldOfItsOwnAttempt() {
    AtomicInteger tries = new AtomicInteger();
    Job job =
        Job.named("etl")
            .running(graph ->
                graph
                    .op("shaky")
                    .retrying(Retry.times(2))
                    .onRetry(alert)
                    .onFailure(alert)
                    .doing(() -> {
                      throw new IllegalStateException("no " + tries.incrementAndGet());
                    }));

    JobRun.of(job).run();

    assertThat(ends)
        .extracting(StepEnd::attempt, end -> end.exception().orElseThrow().getMessage())
        .containsExactlyInAnyOrder(
            Tuple.tuple(1, "no 1"), Tuple.tuple(2, "no 2"), Tuple.tuple(3, "no 3"));
  }

  @Test
  void hooksRunFromTheInsideOut() {
    Job job =
        Job.named("etl")
            .onSuccess(saying("job"))
            .running(graph ->
                graph.nested(
                    "outer",
                    hooks -> hooks.onSuccess(saying("outer")),
                    outer ->
                        outer.nested(
                            "inner",
                            hooks -> hooks.onSuccess(saying("inner")),
                            inner -> inner.op("work").onSuccess(saying("op")).doing(() -> {}))));

    assertThat(JobRun.of(job).run().succeeded()).isTrue();
    assertThat(told).containsExactly("op", "inner", "outer", "job");
  }

  @Test
  void theResourceOfANestedGraphsHookIsOpenedWithItsConfig() {
    Resource<Limit> limits =
        Resource.named("limits", Limit.class).from(Input.config(Limit.class)).by(limit -> limit);
    Hook tell =
        Hook.named("tell").from(limits).by((end, limit) -> told.add("rows " + limit.rows()));
    Job job =
        Job.named("etl")
            .running(graph ->
                graph.nested(
                    "inner",
                    hooks -> hooks.onSuccess(tell),
                    inner -> inner.op("work").doing(() -> {})));

    Result result =
        JobRun.of(job)
            .config(Map.of("resources", Map.of("limits", GraphTest.config("rows", 7))))
            .run();

    assertThat(result.succeeded()).isTrue();
    assertThat(told).containsExactly("rows 7");
    assertThatThrownBy(() -> JobRun.of(job).run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("limits");
  }

  @Test
  void hooksFollowTheStepsThatFollowFromAnEnd() {
    Job job =
        Job.named("etl")
            .onFailure(alert)
            .running(graph -> {
              Op<Void> broken = graph.op("broken").doing(HookTest::fail);
              graph.op("after").after(broken).doing(() -> {});
            });

    assertThat(EventLines.of(JobRun.of(job).run()))
        .containsSubsequence(
            "StepFailed broken", "StepAbandoned after", "HookSucceeded broken alert");
  }

  @Test
  void aStepThatIsCanceledCallsNoHooks() {
    Cancellation cancellation = new Cancellation();
    Job job =
        Job.named("etl")
            .onFailure(alert)
            .onSuccess(alert)
            .running(graph ->
                graph
                    .op("work")
                    .doing(() -> {
                      cancellation.cancel("enough");
                      new CountDownLatch(1).await();
                    }));

    JobRun.of(job).with(cancellation).run();

    assertThat(told).isEmpty();
  }

  private Hook saying(String what) {
    return Hook.named(what).by(_ -> told.add(what));
  }

  private static void fail() {
    throw new IllegalStateException("no rows");
  }
}
