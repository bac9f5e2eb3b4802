package io.dagwerk.execution;

import static io.dagwerk.execution.ScriptedBody.emit;
import static io.dagwerk.execution.Steps.plan;
import static io.dagwerk.execution.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.plan.RunOutcome;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// Whether stored outputs are still there, asked beside the loop.
class LookTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final CountDownLatch looking = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  @Test
  void aRunGoesOnWhileItIsLookedForStoredOutputs() throws Exception {
    CountDownLatch ran = new CountDownLatch(1);
    ScriptedBody body =
        new ScriptedBody()
            .on(
                "b",
                _ -> {
                  ran.countDown();
                  return emit("result");
                })
            .looking(_ -> {
              ran.await();
              return true;
            });
    LoopRun run = new LoopRun(plan(step("a").reused(), step("b"), step("c").from("a")), body);

    assertThat(LoopRun.end(run.start())).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.sink().told("a")).containsExactly("StepReused a");
    assertThat(run.sink().told()).containsSubsequence("StepReused a", "StepStarted c");
  }

  @Test
  void aLookHoldsThePlaceOfItsStep() {
    ScriptedBody body = new ScriptedBody().looking(_ -> false);
    LoopRun run =
        new LoopRun(plan(step("a").reused(), step("b")), body)
            .with(options -> options.withMostParallel(1));

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.sink().told())
        .containsSubsequence("StepStarted a", "StepSucceeded a", "StepStarted b");
  }

  @Test
  void aLookThatTakesLongerThanItsStepMayIsStoppedAndTheStepRuns() throws Exception {
    ScriptedBody body = new ScriptedBody().looking(_ -> lookForever());
    LoopRun run = new LoopRun(plan(step("a").timeout(MINUTE).reused()), body);

    CompletableFuture<RunOutcome> ended = run.start();
    looking.await();
    run.timer().advance(MINUTE);

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.sink().told())
        .containsSubsequence("Logged", "StepStarted a", "StepSucceeded a")
        .doesNotContain("StepReused a");
    assertThat(run.timer().alarms()).isZero();
  }

  @Test
  void aLookThatDoesNotStopIsLeftBehindAndTheStepRuns() throws Exception {
    ScriptedBody body =
        new ScriptedBody()
            .looking(permit -> {
              looking.countDown();
              while (never.getCount() > 0) {
                try {
                  never.await();
                } catch (InterruptedException ignored) {
                  // That is what this look is for.
                }
              }
              permit.append(RunLoopTest.line("still here"));
              return true;
            });
    LoopRun run = new LoopRun(plan(step("a").timeout(MINUTE).reused()), body);

    CompletableFuture<RunOutcome> ended = run.start();
    looking.await();
    run.timer().advance(MINUTE);
    run.timer().awaitAlarms(1);
    run.timer().advance(RunOptions.PLAIN.grace());

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Succeeded());
    never.countDown();
    assertThat(run.sink().told("a")).containsExactly("StepStarted a", "StepSucceeded a");
  }

  @Test
  void aRunThatIsCanceledWhileItIsLookedForStoredOutputsRunsNothing() throws Exception {
    ScriptedBody body = new ScriptedBody().looking(_ -> lookForever());
    LoopRun run = new LoopRun(plan(step("a").reused()), body);

    CompletableFuture<RunOutcome> ended = run.start();
    looking.await();
    run.cancellation().cancel("enough");

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Canceled("enough"));
    assertThat(run.sink().told())
        .containsExactly(
            "RunStarted", "RunCanceling", "StepCanceled a", "ResourceClosed", "RunCanceled");
  }

  @Test
  void anErrorOfTheEngineWhileItLooksEndsTheRun() {
    ScriptedBody body =
        new ScriptedBody()
            .looking(_ -> {
              throw new IllegalStateException("a bug of ours");
            });
    LoopRun run = new LoopRun(plan(step("a").reused(), step("b").from("a")), body);

    assertThat(run.run())
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            failed -> assertThat(failed.reason()).contains("step 'a'").contains("a bug of ours"));
    assertThat(run.sink().events()).hasAtLeastOneElementOfType(Event.RunFailing.class);
  }

  private boolean lookForever() throws InterruptedException {
    looking.countDown();
    never.await();
    return true;
  }
}
