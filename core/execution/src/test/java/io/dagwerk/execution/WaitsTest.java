package io.dagwerk.execution;

import static io.dagwerk.execution.ScriptedBody.emit;
import static io.dagwerk.execution.ScriptedBody.fail;
import static io.dagwerk.execution.Steps.plan;
import static io.dagwerk.execution.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Retry;
import io.dagwerk.plan.RunOutcome;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// A wait that users call endless is one all the same.
class WaitsTest {
  private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();
  private static final ErrorInfo BUSY = ErrorInfo.ofMessage("Busy", "later");

  @Test
  void aTimeoutMayBeEndless() {
    LoopRun run =
        new LoopRun(plan(step("a").timeout(FOREVER)), new ScriptedBody().withHook("tell", _ -> {}))
            .with(options ->
                options.withTimeout(FOREVER).withHookTimeout(FOREVER).withGrace(FOREVER));

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.timer().alarms()).isZero();
  }

  @Test
  void aGraceMayBeEndless() throws Exception {
    CountDownLatch started = new CountDownLatch(1);
    ScriptedBody body =
        new ScriptedBody()
            .on(
                "a",
                _ -> {
                  started.countDown();
                  new CountDownLatch(1).await();
                  return emit("result");
                });
    LoopRun run = new LoopRun(plan(step("a")), body).with(options -> options.withGrace(FOREVER));

    CompletableFuture<RunOutcome> ended = run.start();
    started.await();
    run.cancellation().cancel("enough");

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Canceled("enough"));
  }

  @Test
  void anEndlessWaitForARetryIsOneOfAHundredYears() throws Exception {
    Retry endless = Retry.times(1).constant(FOREVER).atMost(FOREVER);
    ScriptedBody body =
        new ScriptedBody()
            .on(
                "a",
                _ -> new StepResult.RetryWanted(BUSY, 1, Optional.of(FOREVER), Optional.empty()))
            .on("b", _ -> fail());
    LoopRun run = new LoopRun(plan(step("a"), step("b").retrying(endless)), body);

    CompletableFuture<RunOutcome> ended = run.start();
    run.timer().awaitAlarms(1);
    run.cancellation().cancel("enough");

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Canceled("enough"));
    assertThat(
            run.sink().events().stream()
                .filter(Event.StepWaitingToRetry.class::isInstance)
                .map(event -> ((Event.StepWaitingToRetry) event).delay()))
        .containsExactly(Waits.LONGEST, Waits.LONGEST);
  }
}
