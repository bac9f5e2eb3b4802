package io.dagwerk.execution;

import static io.dagwerk.execution.ScriptedBody.emit;
import static io.dagwerk.execution.ScriptedBody.fail;
import static io.dagwerk.execution.Steps.mapAndCollect;
import static io.dagwerk.execution.Steps.plan;
import static io.dagwerk.execution.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.Progress;
import io.dagwerk.plan.RunOutcome;
import io.dagwerk.plan.StepState;
import io.dagwerk.testsupport.Covers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RunLoopTest {
  @Test
  void aRunLogsCauseBeforeEffectAndClosesBeforeItsEnd() {
    ScriptedBody body =
        new ScriptedBody()
            .on(
                "a",
                attempt -> {
                  attempt.events().append(line("working"));
                  return emit("result");
                })
            .withHook("hook", permit -> permit.append(line("hooked")));
    LoopRun run =
        new LoopRun(plan(step("a"), step("b").from("a")), body)
            .with(options -> options.withMostParallel(1));

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.sink().told())
        .containsExactly(
            "RunStarted",
            "StepStarted a",
            "Logged",
            "StepSucceeded a",
            "Logged",
            "HookSucceeded a",
            "StepStarted b",
            "StepSucceeded b",
            "Logged",
            "HookSucceeded b",
            "ResourceClosed",
            "RunSucceeded");
  }

  @Test
  @Covers("K5.1")
  void independentBranchesGoOnAfterAFailure() {
    Plan plan = plan(step("a"), step("b").from("a"), step("c"));
    LoopRun run = new LoopRun(plan, new ScriptedBody().on("a", _ -> fail()));

    RunOutcome outcome = run.run();

    assertThat(outcome)
        .isEqualTo(
            new RunOutcome.Failed("steps failed: [a]", List.of(StepKey.of("a")), Optional.empty()));
    assertThat(run.sink().told("b")).containsExactly("StepAbandoned b");
    assertThat(run.sink().told("c")).containsExactly("StepStarted c", "StepSucceeded c");
    assertThat(run.sink().told()).endsWith("ResourceClosed", "RunFailed");
  }

  @Test
  @Covers("K5.4")
  void withOnePlaceTheHigherPriorityStartsFirst() {
    Plan plan = plan(step("low").priority(1), step("high").priority(5));
    LoopRun run =
        new LoopRun(plan, new ScriptedBody()).with(options -> options.withMostParallel(1));

    run.run();

    assertThat(run.sink().told()).containsSubsequence("StepSucceeded high", "StepStarted low");
  }

  @Test
  @Covers("K6.4")
  void theLogAloneTellsHowEveryStepEnded() {
    ScriptedBody body =
        new ScriptedBody().on("f", _ -> ScriptedBody.fanOut("a", "b")).on("p[b]", _ -> fail());
    LoopRun run = new LoopRun(mapAndCollect(), body);

    RunOutcome outcome = run.run();
    Progress replayed = Progress.of(mapAndCollect(), run.sink().log());

    assertThat(replayed.outcome()).contains(outcome);
    assertThat(replayed.find(StepKey.parse("p[a]")))
        .contains(new StepState.Succeeded(List.of("result")));
    assertThat(replayed.find(StepKey.of("sum")))
        .contains(new StepState.Abandoned(StepKey.parse("p[b]")));
  }

  @Test
  @Covers("K8.1")
  void independentStepsRunAtOnceUpToTheBound() {
    int bound = 3;
    CyclicBarrier together = new CyclicBarrier(bound);
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ScriptedBody body = new ScriptedBody();
    Steps[] steps = new Steps[9];
    for (int i = 0; i < steps.length; i++) {
      steps[i] = step("s" + i);
      body.on(
          "s" + i,
          _ -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            meet(together);
            running.decrementAndGet();
            return emit("result");
          });
    }
    LoopRun run = new LoopRun(plan(steps), body).with(options -> options.withMostParallel(bound));

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(most).hasValue(bound);
  }

  private static void meet(CyclicBarrier together) {
    try {
      together.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("the others did not come", e);
    }
  }

  @Test
  void anErrorOfTheEngineFailsTheRunAndCancelsTheRest() {
    Plan plan = plan(step("a"), step("b").from("a"), step("c"));
    ScriptedBody body =
        new ScriptedBody()
            .on(
                "a",
                _ -> {
                  throw new IllegalStateException("a bug of ours");
                });
    LoopRun run = new LoopRun(plan, body).with(options -> options.withMostParallel(1));

    assertThat(run.run())
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            failed -> {
              assertThat(failed.reason()).contains("step 'a'").contains("a bug of ours");
              assertThat(failed.error()).isPresent();
            });
    assertThat(run.sink().told())
        .containsSubsequence("StepFailed a", "RunFailing", "StepCanceled c", "RunFailed");
    assertThat(run.closings()).isEqualTo(1);
  }

  @Test
  void aLogThatCannotBeWrittenEndsTheRunAndClosesItsResources() {
    AtomicInteger closings = new AtomicInteger();
    EventSink broken =
        event -> {
          if (event instanceof Event.StepSucceeded) {
            throw new IllegalStateException("disk full");
          }
        };
    RunLoop loop =
        new RunLoop(
            new ScriptedBody(),
            broken,
            closings::incrementAndGet,
            new HandHeldTimer(),
            new Random(1));

    assertThatThrownBy(() -> loop.run(ExecuteRun.of(plan(step("a"), step("b")))))
        .hasMessage("disk full");
    assertThat(closings).hasValue(1);
  }

  @Test
  void anAttemptCannotHideThatTheLogDidNotTakeItsEvent() {
    List<Event> taken = Collections.synchronizedList(new ArrayList<>());
    EventSink full =
        event -> {
          if (event instanceof Event.Logged) {
            throw new IllegalStateException("disk full");
          }
          taken.add(event);
        };
    ScriptedBody body =
        new ScriptedBody()
            .on(
                "a",
                attempt -> {
                  try {
                    attempt.events().append(line("working"));
                  } catch (IllegalStateException e) {
                    return emit("result");
                  }
                  return fail();
                });
    RunLoop loop = new RunLoop(body, full, () -> {}, new HandHeldTimer(), new Random(1));

    RunOutcome outcome = loop.run(ExecuteRun.of(plan(step("a"), step("b").from("a"))));

    assertThat(outcome)
        .isInstanceOfSatisfying(
            RunOutcome.Failed.class,
            failed ->
                assertThat(failed.reason())
                    .isEqualTo("the engine failed in step 'a': IllegalStateException: disk full"));
    assertThat(taken)
        .hasAtLeastOneElementOfType(Event.StepFailed.class)
        .last()
        .isInstanceOf(Event.RunFailed.class);
  }

  @Test
  void aHookThatThrowsIsLoggedAndTheRunSucceeds() {
    ScriptedBody body =
        new ScriptedBody()
            .withHook(
                "alert",
                _ -> {
                  throw new IllegalStateException("no such channel");
                });
    LoopRun run = new LoopRun(plan(step("a")), body);

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.sink().told("a")).endsWith("StepSucceeded a", "HookFailed a");
  }

  @Test
  void aStoredOutputIsTakenInsteadOfRunningWhenItIsStillThere() {
    Plan plan = plan(step("a").reused(), step("b").from("a"));
    LoopRun reusing = new LoopRun(plan, new ScriptedBody());
    LoopRun running = new LoopRun(plan, new ScriptedBody().looking(_ -> false));

    reusing.run();
    running.run();

    assertThat(reusing.sink().told("a")).containsExactly("StepReused a");
    assertThat(running.sink().told("a")).containsExactly("StepStarted a", "StepSucceeded a");
  }

  @Test
  void aStepThatAsksForItGetsAPlatformThread() {
    AtomicInteger virtual = new AtomicInteger();
    ScriptedBody body = new ScriptedBody();
    for (String name : List.of("plain", "busy")) {
      body.on(
          name,
          _ -> {
            virtual.addAndGet(Thread.currentThread().isVirtual() ? 1 : 0);
            return emit("result");
          });
    }

    new LoopRun(plan(step("plain"), step("busy").cpuBound()), body).run();

    assertThat(virtual).hasValue(1);
  }

  @Test
  void aRunThatHasEndedIsNotKeptByWhatCouldHaveCanceledIt() {
    LoopRun run = new LoopRun(plan(step("a")), new ScriptedBody());

    run.run();

    assertThat(run.cancellation().listeners()).isZero();
  }

  @Test
  void aVirtualThreadMayWaitForARun() throws Exception {
    LoopRun run = new LoopRun(plan(step("a")), new ScriptedBody());
    FutureTask<RunOutcome> task = new FutureTask<>(run::run);

    Thread.startVirtualThread(task);

    assertThat(task.get(30, TimeUnit.SECONDS)).isEqualTo(new RunOutcome.Succeeded());
  }

  static Event line(String text) {
    return new Event.Logged(Optional.empty(), Event.Level.INFO, "test", text, Optional.empty());
  }
}
