package io.dagwerk.execution;

import static io.dagwerk.execution.ScriptedBody.emit;
import static io.dagwerk.execution.Steps.plan;
import static io.dagwerk.execution.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.Retry;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.RunOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

class HookDeadlineTest {
  private static final Duration HOOK = Duration.ofMinutes(2);
  private static final Duration RUN = Duration.ofMinutes(1);
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch never = new CountDownLatch(1);

  private LoopRun run(ScriptedBody body) {
    return new LoopRun(plan(step("a")), body)
        .with(options -> options.withHookTimeout(HOOK).withGrace(GRACE));
  }

  @Test
  void aHookThatTakesTooLongIsInterruptedAndHasFailed() throws Exception {
    LoopRun run = run(new ScriptedBody().withHook("slow", this::waitForever));

    CompletableFuture<RunOutcome> ended = run.start();
    started.await();
    run.timer().advance(HOOK);

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Succeeded());
    assertThat(failures(run))
        .containsExactly("slow: Timeout: it took longer than PT2M and was interrupted");
    assertThat(run.timer().alarms()).isZero();
  }

  @Test
  void aHookThatDoesNotStopIsLeftBehindAndTheNextIsCalled() throws Exception {
    LoopRun run =
        run(
            new ScriptedBody()
                .withHook("deaf", this::ignoreInterrupts)
                .withHook("next", permit -> permit.append(RunLoopTest.line("called"))));

    CompletableFuture<RunOutcome> ended = run.start();
    started.await();
    run.timer().advance(HOOK);
    run.timer().awaitAlarms(1);
    run.timer().advance(GRACE);

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Succeeded());
    never.countDown();
    assertThat(failures(run))
        .containsExactly(
            "deaf: Timeout: it took longer than PT2M and did not stop when it was interrupted,"
                + " so it was left behind");
    assertThat(run.sink().told())
        .endsWith("HookFailed a", "Logged", "HookSucceeded a", "ResourceClosed", "RunSucceeded");
  }

  @Test
  void aRunTimeoutChangesNothingOnceAllStepsHaveEnded() throws Exception {
    LoopRun run =
        run(new ScriptedBody().withHook("slow", this::waitForever))
            .with(options -> options.withTimeout(RUN));

    CompletableFuture<RunOutcome> ended = run.start();
    started.await();
    run.timer().advance(RUN);
    run.timer().advance(HOOK);

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.sink().told())
        .containsExactly(
            "RunStarted",
            "StepStarted a",
            "StepSucceeded a",
            "HookFailed a",
            "ResourceClosed",
            "RunSucceeded");
  }

  @Test
  void aRunThatStopsWaitsForItsHooksAsLongAsItsGraceAndSaysWhatItLeft() throws Exception {
    LoopRun run =
        run(
            new ScriptedBody()
                .withHook("deaf", this::ignoreInterrupts)
                .withHook("next", permit -> permit.append(RunLoopTest.line("called"))));

    CompletableFuture<RunOutcome> ended = run.start();
    started.await();
    run.cancellation().cancel("enough");
    run.timer().awaitAlarms(2);
    run.timer().advance(GRACE);

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Canceled("enough"));
    never.countDown();
    assertThat(failures(run))
        .containsExactly(
            "deaf: Timeout: enough; it did not stop within PT5S and was left behind",
            "next: Timeout: it was not called: enough; it did not stop within PT5S and was left"
                + " behind");
    assertThat(run.sink().told()).doesNotContain("Logged");
  }

  @Test
  void hooksOfALaterAttemptThatWaitAreNotLostWhenTheRunStops() throws Exception {
    CountDownLatch second = new CountDownLatch(1);
    LoopRun run =
        new LoopRun(
                plan(step("a").retrying(Retry.times(1)), step("after").from("a")),
                new ScriptedBody()
                    .on("a", attempt -> attempt.number() == 2 ? emit("result") : broken(1))
                    .on(
                        "after",
                        _ -> {
                          second.countDown();
                          never.await();
                          return emit("result");
                        })
                    .withHook("deaf", this::ignoreInterrupts))
            .with(options -> options.withHookTimeout(HOOK).withGrace(GRACE));

    CompletableFuture<RunOutcome> ended = run.start();
    started.await();
    second.await();
    run.cancellation().cancel("enough");
    run.timer().awaitAlarms(2);
    run.timer().advance(GRACE);

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Canceled("enough"));
    never.countDown();
    assertThat(failures(run))
        .containsExactly(
            "deaf: Timeout: enough; it did not stop within PT5S and was left behind",
            "deaf: Timeout: it was not called: enough; it did not stop within PT5S and was left"
                + " behind");
  }

  /// The last attempt is under way while the hook of the first is still running.
  @Test
  void hooksOfLaterAttemptsWaitForThoseOfEarlierOnesAndEachIsToldOfItsOwn() {
    List<FinishedAttempt> heard = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch last = new CountDownLatch(1);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger mostAtOnce = new AtomicInteger();
    ScriptedBody body =
        new ScriptedBody()
            .on("a", attempt -> attempt.number() == 3 ? lastSeen(last) : broken(attempt.number()))
            .telling(finished -> {
              mostAtOnce.accumulateAndGet(running.incrementAndGet(), Math::max);
              last.await();
              heard.add(finished);
              running.decrementAndGet();
            });

    new LoopRun(plan(step("a").retrying(Retry.times(2))), body).run();

    assertThat(mostAtOnce).hasValue(1);
    assertThat(heard)
        .extracting(
            finished ->
                "%d %s".formatted(finished.attempt(), finished.end().getClass().getSimpleName()),
            finished -> finished.exception().map(Throwable::getMessage).orElse("none"))
        .containsExactly(
            Tuple.tuple("1 StepWaitingToRetry", "broken 1"),
            Tuple.tuple("2 StepWaitingToRetry", "broken 2"),
            Tuple.tuple("3 StepSucceeded", "none"));
  }

  private static StepResult lastSeen(CountDownLatch last) {
    last.countDown();
    return emit("result");
  }

  private static StepResult broken(int attempt) {
    IllegalStateException thrown = new IllegalStateException("broken " + attempt);
    return new StepResult.Failed(
        ErrorInfo.of(thrown),
        Event.FailureKind.EXCEPTION,
        Metadata.none(),
        true,
        Optional.of(thrown));
  }

  /// Of hooks of step `a`.
  private static List<String> failures(LoopRun run) {
    List<String> failures = new ArrayList<>();
    for (Event event : run.sink().events()) {
      if (event instanceof Event.HookFailed failed && failed.step().equals(StepKey.of("a"))) {
        failures.add(failed.hook() + ": " + failed.error().summary());
      }
    }
    return failures;
  }

  private void waitForever(Permit permit) throws InterruptedException {
    started.countDown();
    never.await();
  }

  private void ignoreInterrupts(Permit permit) {
    started.countDown();
    while (never.getCount() > 0) {
      try {
        never.await();
      } catch (InterruptedException ignored) {
        // That is what this hook is for.
      }
    }
    permit.append(RunLoopTest.line("still here"));
  }
}
