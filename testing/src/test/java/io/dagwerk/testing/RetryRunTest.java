package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Failure;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.RetryRequested;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Event.StepFailed;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.Retry;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RetryRunTest {
  private final List<Integer> attempts = new ArrayList<>();

  private Job job(Retry policy, io.dagwerk.definitions.Act.Act1<Context> action) {
    return Job.named("retry")
        .running(graph ->
            graph
                .op("work")
                .retrying(policy)
                .from(Input.context())
                .doing(context -> {
                  attempts.add(context.attempt());
                  action.run(context);
                }));
  }

  private static void failUntil(int attempt, Context context) {
    if (context.attempt() < attempt) {
      throw new IllegalStateException("not yet");
    }
  }

  @Test
  @Covers("K7.1")
  void aStepThatFailsTwiceSucceedsInItsThirdAttempt() {
    Result result = JobRun.of(job(Retry.times(2), context -> failUntil(3, context))).run();

    assertThat(EventLines.of(result, "work"))
        .containsExactly(
            "StepStarted",
            "StepWaitingToRetry",
            "StepRestarted",
            "StepWaitingToRetry",
            "StepRestarted",
            "StepSucceeded");
    assertThat(attempts).containsExactly(1, 2, 3);
  }

  @Test
  @Covers("K7.1")
  void userCodeMayAskForTheRetries() {
    Result result =
        JobRun.of(
                job(
                    Retry.NEVER,
                    context -> {
                      if (context.attempt() < 3) {
                        throw new RetryRequested("busy").times(2).after(Duration.ZERO);
                      }
                    }))
            .run();

    assertThat(result.succeeded()).isTrue();
    assertThat(attempts).containsExactly(1, 2, 3);
  }

  @Test
  @Covers("K7.2")
  void withRetriesDisabledTheFirstFailureIsTheLast() {
    Result result =
        JobRun.of(job(Retry.times(5), context -> failUntil(3, context)))
            .config(Map.of("execution", Map.of("retries", false)))
            .run();

    assertThat(EventLines.of(result, "work")).containsExactly("StepStarted", "StepFailed");
  }

  @Test
  @Covers("K7.6")
  void aFailureMayForbidAnotherAttemptAndSayFacts() {
    Result result =
        JobRun.of(
                job(
                    Retry.times(5),
                    _ -> {
                      throw new Failure("the file has no header")
                          .with("file", MetadataValue.text("orders.csv"))
                          .withoutRetry();
                    }))
            .run();

    StepFailed failed = OpTest.only(result, StepFailed.class);
    assertThat(attempts).containsExactly(1);
    assertThat(failed.kind()).isEqualTo(FailureKind.DESCRIBED);
    assertThat(failed.error().message()).isEqualTo("the file has no header");
    assertThat(failed.metadata().values()).containsEntry("file", MetadataValue.text("orders.csv"));
  }

  @Test
  void retriesThatAreUsedUpSaySo() {
    Result result =
        JobRun.of(
                job(
                    Retry.NEVER,
                    _ -> {
                      throw new RetryRequested("busy").after(Duration.ZERO);
                    }))
            .run();

    assertThat(OpTest.only(result, StepFailed.class).error().message())
        .isEqualTo("exceeded the most retries of 1");
    assertThat(OpTest.only(result, StepFailed.class).error().root().message()).isEqualTo("busy");
  }

  @Test
  void anAttemptThatTakesTooLongIsInterruptedAndMadeAgain() {
    Job job =
        Job.named("retry")
            .running(graph ->
                graph
                    .op("work")
                    .retrying(Retry.times(1))
                    .timeout(Duration.ofMillis(100))
                    .from(Input.context())
                    .doing(context -> {
                      if (context.attempt() == 1) {
                        new CountDownLatch(1).await();
                      }
                    }));

    Result result = JobRun.of(job).run();

    assertThat(EventLines.of(result, "work"))
        .startsWith("StepStarted", "StepWaitingToRetry", "StepRestarted");
  }
}
