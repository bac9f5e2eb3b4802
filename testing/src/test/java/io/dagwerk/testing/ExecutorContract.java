package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Executor;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Outputs;
import io.dagwerk.definitions.Resource;
import io.dagwerk.execution.Cancellation;
import io.dagwerk.model.Retry;
import io.dagwerk.testsupport.Covers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What holds whoever runs the steps.
abstract class ExecutorContract {
  private static final Output<String> MAYBE = Output.named("maybe", String.class).optional();

  private final List<String> happened = Collections.synchronizedList(new ArrayList<>());
  private final Resource<AutoCloseable> door =
      Resource.named("door", AutoCloseable.class).by(() -> () -> happened.add("closed"));

  /// The executor under test, which runs one step at a time.
  abstract Executor executor();

  private Job.Builder job() {
    return Job.named("contract").executor(executor());
  }

  @Test
  @Covers("S24.2")
  void independentBranchesGoOnAfterAFailure() {
    Job job =
        job()
            .running(graph -> {
              Op<Void> broken =
                  graph
                      .op("broken")
                      .priority(1)
                      .doing(() -> {
                        throw new IllegalStateException("broken");
                      });
              graph.op("after").after(broken).doing(() -> happened.add("after"));
              graph.op("beside").doing(() -> happened.add("beside"));
            });

    Result result = JobRun.of(job).run();

    assertThat(happened).containsExactly("beside");
    assertThat(EventLines.of(result, "after")).containsExactly("StepAbandoned");
    assertThat(EventLines.of(result).getLast()).isEqualTo("RunFailed steps failed: [broken]");
  }

  @Test
  @Covers("S24.2")
  void whatReadsAnOutputThatWasNotEmittedIsSkipped() {
    Job job =
        job()
            .running(graph -> {
              Op<Void> split = graph.op("split").outputs(MAYBE).emitting(Outputs::none);
              graph.op("read").from(split.output(MAYBE)).doing(_ -> happened.add("read"));
            });

    Result result = JobRun.of(job).run();

    assertThat(result.succeeded()).isTrue();
    assertThat(EventLines.of(result, "read")).containsExactly("StepSkipped");
  }

  @Test
  @Covers("S24.2")
  void theHigherPriorityIsFirst() {
    Job job =
        job()
            .running(graph -> {
              graph.op("low").priority(1).doing(() -> happened.add("low"));
              graph.op("high").priority(5).doing(() -> happened.add("high"));
            });

    assertThat(JobRun.of(job).run().succeeded()).isTrue();
    assertThat(happened).containsExactly("high", "low");
  }

  @Test
  @Covers("S24.2")
  void aFailedAttemptIsMadeAgainUnlessRetriesAreDisabled() {
    Job job =
        job()
            .running(graph ->
                graph
                    .op("shaky")
                    .retrying(Retry.times(2))
                    .from(Input.context())
                    .doing(context -> {
                      if (context.attempt() < 3) {
                        throw new IllegalStateException("not yet");
                      }
                    }));

    Result retried = JobRun.of(job).run();
    Result once = JobRun.of(job).config(Map.of("execution", Map.of("retries", false))).run();

    assertThat(EventLines.of(retried, "shaky"))
        .containsExactly(
            "StepStarted",
            "StepWaitingToRetry",
            "StepRestarted",
            "StepWaitingToRetry",
            "StepRestarted",
            "StepSucceeded");
    assertThat(EventLines.of(once, "shaky")).containsExactly("StepStarted", "StepFailed");
  }

  @Test
  @Covers("S24.2")
  void aCanceledRunClosesItsResourcesAndEndsCanceled() {
    Cancellation cancellation = new Cancellation();
    Job job =
        job()
            .running(graph -> {
              Op<Void> wait =
                  graph
                      .op("wait")
                      .from(door)
                      .doing(_ -> {
                        cancellation.cancel("enough");
                        new CountDownLatch(1).await();
                      });
              graph.op("after").after(wait).doing(() -> happened.add("after"));
            });

    Result result = JobRun.of(job).with(cancellation).run();

    assertThat(happened).containsExactly("closed");
    assertThat(EventLines.of(result))
        .endsWith("StepCanceled after", "StepCanceled wait", "ResourceClosed door", "RunCanceled");
  }
}
