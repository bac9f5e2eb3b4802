package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Executor;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Outputs;
import io.dagwerk.model.Event.StepFailed;
import io.dagwerk.plan.StepState;
import io.dagwerk.testsupport.Covers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class StepOrderTest {
  private static final Output<String> MAYBE = Output.named("maybe", String.class).optional();

  private final List<String> ran = Collections.synchronizedList(new ArrayList<>());

  @Test
  @Covers("K5.1")
  void independentBranchesGoOnAfterAFailure() {
    Job job =
        Job.named("branches")
            .running(graph -> {
              Op<String> a = graph.op("a", String.class).by(StepOrderTest::fail);
              graph.op("b").from(a).doing(_ -> ran.add("b"));
              graph.op("c").doing(() -> ran.add("c"));
            });

    Result result = JobRun.of(job).run();

    assertThat(ran).containsExactly("c");
    assertThat(EventLines.of(result, "b")).containsExactly("StepAbandoned");
    assertThat(EventLines.of(result)).last().isEqualTo("RunFailed steps failed: [a]");
    assertThat(result.why("b"))
        .isEqualTo("step 'b' did not run, because step 'a' before it failed");
  }

  @Test
  @Covers("K5.2")
  void aSkipGoesThroughADiamondAndTheRunSucceeds() {
    Job job =
        Job.named("diamond")
            .running(graph -> {
              Op<Void> top = graph.op("top").outputs(MAYBE).emitting(Outputs::none);
              Op<String> left =
                  graph.op("left", String.class).from(top.output(MAYBE)).by(text -> text);
              Op<String> right =
                  graph.op("right", String.class).from(top.output(MAYBE)).by(text -> text);
              graph.op("bottom").from(left, right).doing((_, _) -> ran.add("bottom"));
            });

    Result result = JobRun.of(job).run();

    assertThat(result.succeeded()).isTrue();
    assertThat(ran).isEmpty();
    assertThat(List.of("left", "right", "bottom"))
        .allSatisfy(step -> assertThat(result.state(step)).isInstanceOf(StepState.Skipped.class));
  }

  @Test
  @Covers("K5.3")
  void aFailureWinsOverAPartialList() {
    Job job =
        Job.named("fan_in")
            .running(graph -> {
              Op<String> a = graph.op("a", String.class).by(() -> "a");
              Op<String> b = graph.op("b", String.class).by(StepOrderTest::fail);
              Op<String> c = graph.op("c", String.class).by(() -> "c");
              graph.op("join").from(Input.list(a, b, c)).doing(_ -> ran.add("join"));
            });

    Result result = JobRun.of(job).run();

    assertThat(result.state("join")).isInstanceOf(StepState.Abandoned.class);
    assertThat(ran).isEmpty();
  }

  @Test
  @Covers("K5.4")
  void theHigherPriorityIsFirstWhenThereIsOnePlace() {
    Job job =
        Job.named("queue")
            .executor(Executor.serial())
            .running(graph -> {
              graph.op("low").priority(1).doing(() -> ran.add("low"));
              graph.op("high").priority(5).doing(() -> ran.add("high"));
            });

    assertThat(JobRun.of(job).run().succeeded()).isTrue();
    assertThat(ran).containsExactly("high", "low");
  }

  @Test
  @Covers("K8.1")
  void asManyStepsRunAtOnceAsThereArePlaces() {
    CountDownLatch together = new CountDownLatch(3);
    Job job =
        Job.named("wide")
            .executor(Executor.threads(3))
            .running(graph -> {
              for (int i = 0; i < 3; i++) {
                graph
                    .op("step")
                    .doing(() -> {
                      together.countDown();
                      together.await();
                    });
              }
            });

    assertThat(JobRun.of(job).run().succeeded()).isTrue();
  }

  @Test
  void aWideFanOutRunsOnFewThreads() {
    Job job =
        Job.named("wide")
            .running(graph -> {
              Input<List<Integer>> squares =
                  graph
                      .fanOut("numbers", Integer.class)
                      .by(() -> java.util.stream.IntStream.range(0, 5_000).boxed().toList())
                      .each((each, number) ->
                          each.op("square", Integer.class).from(number).by(n -> n * n));
              graph.op("count").from(squares).doing(all -> ran.add("got " + all.size()));
            });

    Result result = JobRun.of(job).run();

    assertThat(result.events(StepFailed.class)).isEmpty();
    assertThat(ran).containsExactly("got 5000");
  }

  private static String fail() {
    throw new IllegalStateException("broken");
  }
}
