package io.dagwerk.execution;

import static io.dagwerk.execution.ScriptedBody.askForRetry;
import static io.dagwerk.execution.ScriptedBody.emit;
import static io.dagwerk.execution.ScriptedBody.fail;
import static io.dagwerk.execution.ScriptedBody.failForGood;
import static io.dagwerk.execution.Steps.plan;
import static io.dagwerk.execution.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.Retry;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.RunOutcome;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final Duration DELAY = Duration.ofSeconds(10);

  @Test
  @Covers("K7.1")
  void aStepThatFailsTwiceSucceedsInItsThirdAttempt() {
    ScriptedBody body =
        new ScriptedBody()
            .on("a", attempt -> attempt.number() < 3 ? askForRetry(2) : emit("result"));
    LoopRun run = new LoopRun(plan(step("a")), body);

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.sink().told("a"))
        .containsExactly(
            "StepStarted a",
            "StepWaitingToRetry a",
            "StepRestarted a",
            "StepWaitingToRetry a",
            "StepRestarted a",
            "StepSucceeded a");
  }

  @Test
  @Covers("K7.2")
  void withRetriesDisabledAStepFailsAtOnce() {
    Plan plan = plan(step("a"), step("b").retrying(Retry.times(3)));
    LoopRun run =
        new LoopRun(plan, new ScriptedBody().on("a", _ -> askForRetry(2)).on("b", _ -> fail()))
            .with(options -> options.withRetries(RunOptions.Retries.DISABLED));

    run.run();

    assertThat(run.sink().told("a")).containsExactly("StepStarted a", "StepFailed a");
    assertThat(run.sink().told("b")).containsExactly("StepStarted b", "StepFailed b");
    assertThat(failureOf(run, "a")).contains("retries are disabled");
  }

  @Test
  void aRequestBeyondItsMostRetriesFails() {
    LoopRun run = new LoopRun(plan(step("a")), new ScriptedBody().on("a", _ -> askForRetry(2)));

    run.run();

    assertThat(run.sink().told("a")).hasSize(6).endsWith("StepFailed a");
    assertThat(failureOf(run, "a")).isEqualTo("exceeded the most retries of 2");
  }

  @Test
  void requestsAndThePolicyShareOneCount() {
    ScriptedBody body =
        new ScriptedBody().on("a", attempt -> attempt.number() == 1 ? fail() : askForRetry(1));
    LoopRun run = new LoopRun(plan(step("a").retrying(Retry.times(5))), body);

    run.run();

    assertThat(run.sink().told("a")).endsWith("StepRestarted a", "StepFailed a");
    assertThat(failureOf(run, "a")).isEqualTo("exceeded the most retries of 1");
  }

  @Test
  @Covers("K7.3")
  void othersGoOnWhileAStepWaitsToBeTriedAgain() throws Exception {
    Plan plan =
        plan(step("a").retrying(Retry.times(1).constant(DELAY)), step("b"), step("c").from("b"));
    LoopRun run =
        new LoopRun(
                plan,
                new ScriptedBody()
                    .on("a", attempt -> attempt.number() == 1 ? fail() : emit("result")))
            .with(options -> options.withMostParallel(1));

    CompletableFuture<RunOutcome> ended = run.start();
    run.sink().await("StepSucceeded c");
    assertThat(run.sink().told("a")).endsWith("StepWaitingToRetry a");
    run.timer().advance(DELAY);

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.timer().alarms()).isZero();
  }

  @Test
  @Covers("K7.4")
  void exponentialWaitsAreOneThreeAndSevenDelays() throws Exception {
    Plan plan = plan(step("a").retrying(Retry.times(3).exponential(DELAY)));
    LoopRun run = new LoopRun(plan, new ScriptedBody().on("a", _ -> fail()));

    CompletableFuture<RunOutcome> ended = run.start();
    for (int attempt = 1; attempt <= 3; attempt++) {
      int number = attempt;
      run.sink()
          .await(event ->
              event instanceof Event.StepWaitingToRetry waiting && waiting.attempt() == number);
      run.timer().awaitAlarms(1);
      run.timer().advance(DELAY.multipliedBy((1L << attempt) - 1));
    }
    LoopRun.end(ended);

    assertThat(waits(run)).containsExactly(DELAY, DELAY.multipliedBy(3), DELAY.multipliedBy(7));
  }

  @Test
  void aRunTakenUpDuringTheWaitRetriesWhenItIsDue() throws Exception {
    Plan plan = plan(step("a").retrying(Retry.times(1).constant(DELAY)));
    LoopRun first = new LoopRun(plan, new ScriptedBody().on("a", _ -> fail()));
    CompletableFuture<RunOutcome> lost = first.start();
    first.sink().await("StepWaitingToRetry a");

    LoopRun second = new LoopRun(plan, new ScriptedBody()).resuming(first.sink());
    CompletableFuture<RunOutcome> ended = second.start();
    second.timer().advance(DELAY);

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Succeeded());
    assertThat(second.sink().told("a")).containsExactly("StepRestarted a", "StepSucceeded a");
    first.cancellation().cancel("its process is gone");
    LoopRun.end(lost);
  }

  @Test
  @Covers("K7.6")
  void aFailureMayForbidRetries() {
    LoopRun run =
        new LoopRun(
            plan(step("a").retrying(Retry.times(3))),
            new ScriptedBody().on("a", _ -> failForGood()));

    run.run();

    assertThat(run.sink().told("a")).containsExactly("StepStarted a", "StepFailed a");
  }

  @Test
  void hooksHearOfAttemptsThatAreTriedAgain() {
    List<String> heard = new ArrayList<>();
    ScriptedBody body =
        new ScriptedBody()
            .on("a", attempt -> attempt.number() == 1 ? fail() : emit("result"))
            .telling(finished -> heard.add(finished.end().getClass().getSimpleName()));

    new LoopRun(plan(step("a").retrying(Retry.times(1))), body)
        .with(options -> options.withMostParallel(1))
        .run();

    assertThat(heard).containsExactly("StepWaitingToRetry", "StepSucceeded");
  }

  private static List<Duration> waits(LoopRun run) {
    List<Duration> waits = new ArrayList<>();
    for (Event event : run.sink().events()) {
      if (event instanceof Event.StepWaitingToRetry waiting) {
        waits.add(waiting.delay());
      }
    }
    return waits;
  }

  private static String failureOf(LoopRun run, String step) {
    for (Event event : run.sink().events()) {
      if (event instanceof Event.StepFailed failed && failed.step().equals(StepKey.of(step))) {
        return failed.error().message();
      }
    }
    throw new AssertionError("no failure in " + run.sink().told());
  }
}
