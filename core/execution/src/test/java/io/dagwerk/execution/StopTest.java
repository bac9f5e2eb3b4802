package io.dagwerk.execution;

import static io.dagwerk.execution.ScriptedBody.emit;
import static io.dagwerk.execution.Steps.plan;
import static io.dagwerk.execution.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.Retry;
import io.dagwerk.plan.RunOutcome;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StopTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);
  private final CountDownLatch late = new CountDownLatch(1);

  @Test
  void anAttemptThatTakesTooLongIsInterruptedAndTriedAgain() throws Exception {
    Plan plan = plan(step("a").timeout(MINUTE).retrying(Retry.times(1)));
    LoopRun run =
        new LoopRun(
            plan,
            new ScriptedBody()
                .on("a", attempt -> attempt.number() == 1 ? waitForever() : emit("result")));

    CompletableFuture<RunOutcome> ended = run.start();
    started.await();
    run.timer().advance(MINUTE);

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.sink().told("a"))
        .containsExactly(
            "StepStarted a", "StepWaitingToRetry a", "StepRestarted a", "StepSucceeded a");
    assertThat(run.timer().alarms()).isZero();
  }

  @Test
  void anAttemptThatDoesNotStopWhenItsTimeIsOverFailsAndIsNotTriedBesideItself() throws Exception {
    Plan plan = plan(step("a").timeout(MINUTE).retrying(Retry.times(1)));
    LoopRun run =
        new LoopRun(plan, new ScriptedBody().on("a", this::ignoreInterrupts))
            .with(options -> options.withGrace(GRACE));

    CompletableFuture<RunOutcome> ended = run.start();
    started.await();
    run.timer().advance(MINUTE);
    awaitAlarm(run);
    run.timer().advance(GRACE);

    assertThat(LoopRun.end(ended)).isInstanceOf(RunOutcome.Failed.class);
    never.countDown();
    assertThat(run.sink().told("a")).containsExactly("StepStarted a", "StepFailed a");
    assertThat(run.sink().events())
        .anySatisfy(event ->
            assertThat(event)
                .isInstanceOfSatisfying(
                    Event.StepFailed.class,
                    failed -> assertThat(failed.kind()).isEqualTo(Event.FailureKind.TIMEOUT)));
  }

  @Test
  void aRunThatTakesTooLongIsStoppedAndFails() throws Exception {
    LoopRun run =
        new LoopRun(
                plan(step("a"), step("b").from("a")),
                new ScriptedBody().on("a", _ -> waitForever()))
            .with(options -> options.withTimeout(MINUTE));

    CompletableFuture<RunOutcome> ended = run.start();
    started.await();
    run.timer().advance(MINUTE);

    assertThat(LoopRun.end(ended))
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            failed -> assertThat(failed.reason()).contains("timeout of PT1M"));
    assertThat(run.sink().told())
        .containsExactly(
            "RunStarted",
            "StepStarted a",
            "RunFailing",
            "StepCanceled b",
            "StepCanceled a",
            "ResourceClosed",
            "RunFailed");
  }

  @Test
  void cancelingInterruptsWhatRunsAndWhatWaitsNeverStarts() throws Exception {
    LoopRun run =
        new LoopRun(
            plan(step("a"), step("b").from("a")), new ScriptedBody().on("a", _ -> waitForever()));

    CompletableFuture<RunOutcome> ended = run.start();
    started.await();
    run.cancellation().cancel("no longer needed");

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Canceled("no longer needed"));
    assertThat(run.sink().told())
        .containsExactly(
            "RunStarted",
            "StepStarted a",
            "RunCanceling",
            "StepCanceled b",
            "StepCanceled a",
            "ResourceClosed",
            "RunCanceled");
    assertThat(run.timer().alarms()).isZero();
  }

  @Test
  void aRunThatWasCanceledBeforeItsStartRunsNothing() {
    LoopRun run = new LoopRun(plan(step("a")), new ScriptedBody());
    run.cancellation().cancel("too late");

    assertThat(run.run()).isEqualTo(new RunOutcome.Canceled("too late"));
    assertThat(run.sink().told("a")).containsExactly("StepCanceled a");
  }

  @Test
  void aStepThatIgnoresTheInterruptIsLeftBehindAndItsLateEventsAreRefused() throws Exception {
    LoopRun run =
        new LoopRun(plan(step("a")), new ScriptedBody().on("a", this::ignoreInterrupts))
            .with(options -> options.withGrace(GRACE));

    CompletableFuture<RunOutcome> ended = run.start();
    started.await();
    run.cancellation().cancel("stop");
    run.sink().await("RunCanceling");
    awaitAlarm(run);
    run.timer().advance(GRACE);
    LoopRun.end(ended);
    int length = run.sink().log().size();
    never.countDown();
    late.await();

    assertThat(run.sink().told("a")).containsExactly("StepStarted a", "StepCanceled a");
    assertThat(run.sink().log()).hasSize(length);
  }

  @Test
  void whatSucceedsAlthoughTheRunStopsHasSucceeded() throws Exception {
    ScriptedBody body =
        new ScriptedBody()
            .on(
                "a",
                _ -> {
                  try {
                    return waitForever();
                  } catch (InterruptedException e) {
                    return emit("result");
                  }
                });
    LoopRun run = new LoopRun(plan(step("a"), step("b").from("a")), body);

    CompletableFuture<RunOutcome> ended = run.start();
    started.await();
    run.cancellation().cancel("stop");

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Canceled("stop"));
    assertThat(run.sink().told("a")).endsWith("StepSucceeded a");
    assertThat(run.sink().told("b")).containsExactly("StepCanceled b");
  }

  @Test
  void anInterruptOfTheCallerCancelsTheRun() {
    LoopRun run = new LoopRun(plan(step("a")), new ScriptedBody().on("a", _ -> waitForever()));
    Thread.currentThread().interrupt();

    RunOutcome outcome = run.run();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(outcome).isInstanceOf(RunOutcome.Canceled.class);
  }

  @Test
  void timeoutsAndCancelingActWhileStepsSpinOnEveryCarrier() throws Exception {
    int spinning = 2 * Runtime.getRuntime().availableProcessors();
    Steps[] steps = new Steps[spinning + 1];
    ScriptedBody body = new ScriptedBody();
    steps[spinning] = step("waits").from("s0");
    for (int i = 0; i < spinning; i++) {
      steps[i] = step("s" + i).timeout(Duration.ofMillis(i == 0 ? 50 : 60_000));
      body.on("s" + i, _ -> spin());
    }
    try (SystemTimer timer = new SystemTimer()) {
      RecordingSink sink = new RecordingSink(timer);
      Cancellation cancellation = new Cancellation();
      RunLoop loop = new RunLoop(body, sink, () -> {}, timer, new Random(1));
      ExecuteRun request = ExecuteRun.of(plan(steps)).with(cancellation);
      CompletableFuture<RunOutcome> ended = CompletableFuture.supplyAsync(() -> loop.run(request));

      sink.await("StepAbandoned waits");
      cancellation.cancel("enough");

      assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Canceled("enough"));
    }
  }

  @Test
  void whateverTheReasonAnAttemptThatIsInterruptedIsToldToStop() throws Exception {
    for (Reason reason : Reason.values()) {
      CountDownLatch running = new CountDownLatch(1);
      CountDownLatch asked = new CountDownLatch(1);
      ScriptedBody body =
          new ScriptedBody()
              .on(
                  "a",
                  attempt -> {
                    assertThat(attempt.permit().isStopping()).isFalse();
                    attempt.permit().onStop(asked::countDown);
                    running.countDown();
                    try {
                      never.await();
                    } catch (InterruptedException e) {
                      attempt.events().append(RunLoopTest.line(told(attempt.permit())));
                    }
                    return emit("result");
                  })
              .on(
                  "b",
                  _ -> {
                    await(running);
                    if (reason == Reason.ENGINE_BREAKS) {
                      throw new IllegalStateException("a bug of ours");
                    }
                    return emit("result");
                  });
      LoopRun run = new LoopRun(plan(step("a").timeout(MINUTE), step("b")), body);
      if (reason == Reason.RUN_TAKES_TOO_LONG) {
        run.with(options -> options.withTimeout(GRACE));
      }

      CompletableFuture<RunOutcome> ended = run.start();
      running.await();
      switch (reason) {
        case STEP_TAKES_TOO_LONG -> run.timer().advance(MINUTE);
        case RUN_TAKES_TOO_LONG -> run.timer().advance(GRACE);
        case CANCELED -> run.cancellation().cancel("enough");
        case ENGINE_BREAKS -> {}
      }

      LoopRun.end(ended);
      assertThat(asked.getCount()).as(reason.name()).isZero();
      assertThat(run.sink().events())
          .as(reason.name())
          .contains(
              RunLoopTest.line(
                  reason == Reason.STEP_TAKES_TOO_LONG ? "must not store" : "may still store"));
    }
  }

  private enum Reason {
    STEP_TAKES_TOO_LONG,
    RUN_TAKES_TOO_LONG,
    CANCELED,
    ENGINE_BREAKS
  }

  private static String told(Permit permit) {
    assertThat(permit.isStopping()).isTrue();
    return permit.isCurrent() ? "may still store" : "must not store";
  }

  @Test
  void whatWasLeftBehindMustNotStore() throws Exception {
    CompletableFuture<Permit> permit = new CompletableFuture<>();
    ScriptedBody body =
        new ScriptedBody()
            .on(
                "a",
                attempt -> {
                  permit.complete(attempt.permit());
                  return ignoreInterrupts(attempt);
                });
    LoopRun run = new LoopRun(plan(step("a")), body).with(options -> options.withGrace(GRACE));

    CompletableFuture<RunOutcome> ended = run.start();
    started.await();
    permit.get().requireCurrent();
    run.cancellation().cancel("stop");
    awaitAlarm(run);
    permit.get().requireCurrent();
    run.timer().advance(GRACE);
    LoopRun.end(ended);

    assertThatThrownBy(permit.get()::requireCurrent)
        .isInstanceOf(CancellationException.class)
        .hasMessage("this attempt took too long or was left behind, so it must not store any more");
    never.countDown();
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
  }

  private static StepResult spin() throws InterruptedException {
    while (!Thread.interrupted()) {
      Thread.onSpinWait();
    }
    throw new InterruptedException();
  }

  private StepResult waitForever() throws InterruptedException {
    started.countDown();
    never.await();
    return emit("result");
  }

  private StepResult ignoreInterrupts(StepAttempt attempt) {
    started.countDown();
    while (never.getCount() > 0) {
      try {
        never.await();
      } catch (InterruptedException ignored) {
        // That is what this step is for.
      }
    }
    attempt.events().append(RunLoopTest.line("still here"));
    late.countDown();
    return emit("result");
  }

  /// Until the loop has set the alarm that the test is going to let ring.
  private static void awaitAlarm(LoopRun run) throws InterruptedException {
    run.timer().awaitAlarms(1);
  }
}
