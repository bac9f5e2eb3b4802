package io.dagwerk.execution;

import static io.dagwerk.execution.ScriptedBody.emit;
import static io.dagwerk.execution.ScriptedBody.fail;
import static io.dagwerk.execution.Steps.plan;
import static io.dagwerk.execution.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.PoolLimits;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.Retry;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.RunOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepPoolsTest {
  private static final PoolLimits TWO = PoolLimits.NONE.with("db", 2);

  @Test
  void stepsThatShareAPoolOfTwoRunTwoAtATimeAndNeverThree() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier pairs = new CyclicBarrier(2);
    ScriptedBody body = new ScriptedBody();
    Steps[] steps =
        IntStream.range(0, 20).mapToObj(i -> step("s" + i).pool("db", 1)).toArray(Steps[]::new);
    for (int i = 0; i < steps.length; i++) {
      body.on(
          "s" + i,
          _ -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            meet(pairs);
            running.decrementAndGet();
            return emit("result");
          });
    }

    assertThat(limited(plan(steps), body, TWO).run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(most).hasValue(2);
  }

  @Test
  void aStepThatWaitsSaysSoAndSaysWhenItsTurnHasCome() {
    LoopRun run =
        limited(plan(step("a").pool("db", 2), step("b").pool("db", 1)), new ScriptedBody(), TWO);

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.sink().told("a"))
        .containsExactly("PoolClaimed a", "StepStarted a", "StepSucceeded a");
    assertThat(run.sink().told("b"))
        .containsExactly("PoolWaiting b", "PoolClaimed b", "StepStarted b", "StepSucceeded b");
  }

  @Test
  void aPoolWithoutALimitIsNeverWaitedForAndNothingIsSaidOfIt() {
    LoopRun run =
        limited(
            plan(step("a").pool("other", 9), step("b").pool("other", 9)), new ScriptedBody(), TWO);

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.sink().told()).noneMatch(told -> told.startsWith("Pool"));
  }

  @Test
  void nobodyOfTheSamePriorityPassesAWideStepThatWaits() {
    Plan plan =
        plan(step("first").pool("db", 1), step("wide").pool("db", 2), step("narrow").pool("db", 1));

    LoopRun run = limited(plan, new ScriptedBody(), TWO);

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(started(run)).containsExactly("first", "wide", "narrow");
  }

  @Test
  void nobodyPassesWhoWaitsForOneOfSeveralPools() {
    PoolLimits limits = PoolLimits.NONE.with("api", 1).with("db", 2);
    Plan plan =
        plan(
            step("first").pool("db", 1),
            step("wide").pool("db", 2),
            step("both").pool("api", 1).pool("db", 1));

    LoopRun run = limited(plan, new ScriptedBody(), limits);

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(started(run)).containsExactly("first", "wide", "both");
  }

  @Test
  void aHigherPriorityPassesWhoWaits() {
    Plan plan =
        plan(
            step("first").pool("db", 2),
            step("gate"),
            step("wide").from("gate").pool("db", 2),
            step("urgent").from("gate").pool("db", 2).priority(1));
    CompletableFuture<Void> gateIsThrough = new CompletableFuture<>();
    ScriptedBody body =
        new ScriptedBody()
            .on(
                "first",
                _ -> {
                  gateIsThrough.join();
                  return emit("result");
                })
            .telling(finished -> {
              if (finished.key().node().equals("gate")) {
                gateIsThrough.complete(null);
              }
            });

    LoopRun run = limited(plan, body, TWO);

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(started(run)).containsExactly("first", "gate", "urgent", "wide");
  }

  @Test
  void whoWaitsForOnePoolKeepsNothingOfAnother() {
    PoolLimits limits = PoolLimits.NONE.with("db", 1).with("api", 1);
    Plan plan =
        plan(
            step("holdsDb").pool("db", 1),
            step("wantsBoth").pool("db", 1).pool("api", 1),
            step("wantsApi").pool("api", 1));
    CompletableFuture<Void> apiIsThrough = new CompletableFuture<>();
    ScriptedBody body =
        new ScriptedBody()
            .on(
                "holdsDb",
                _ -> {
                  apiIsThrough.join();
                  return emit("result");
                })
            .telling(finished -> {
              if (finished.key().node().equals("wantsApi")) {
                apiIsThrough.complete(null);
              }
            });

    LoopRun run = limited(plan, body, limits);

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(started(run)).containsExactly("holdsDb", "wantsApi", "wantsBoth");
  }

  @Test
  void whatWaitsForItsRetryHoldsNoSlots() throws Exception {
    AtomicInteger attempts = new AtomicInteger();
    CompletableFuture<Void> bHasRun = new CompletableFuture<>();
    ScriptedBody body =
        new ScriptedBody()
            .on("a", _ -> attempts.incrementAndGet() == 1 ? fail() : emit("result"))
            .telling(finished -> {
              if (finished.key().node().equals("b")) {
                bHasRun.complete(null);
              }
            });
    Plan plan =
        plan(
            step("a").pool("db", 2).retrying(Retry.times(1).constant(Duration.ofHours(1))),
            step("b").pool("db", 2));
    LoopRun run = limited(plan, body, TWO);

    CompletableFuture<RunOutcome> ended = run.start();
    bHasRun.get(30, TimeUnit.SECONDS);
    run.timer().advance(Duration.ofHours(1));

    assertThat(LoopRun.end(ended)).isEqualTo(new RunOutcome.Succeeded());
  }

  @Test
  void whatIsNoMoreThereIsMadeWithTheSlotsOfItsStep() {
    Plan plan = plan(step("a").pool("db", 2).reused(), step("b").pool("db", 2).reused());

    LoopRun run = limited(plan, new ScriptedBody().looking(_ -> false), TWO);

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.sink().told("a")).contains("PoolClaimed a", "StepStarted a");
    assertThat(mostHeld(plan, run)).containsEntry("db", 2);
  }

  @Test
  void whatCouldNeverStartIsNamedWithItsPool() {
    assertThat(TWO.problems(plan(step("a").pool("db", 3), step("b").pool("other", 9))))
        .containsExactly(
            "step 'a' holds 3 slots of pool 'db', which has 2; raise its limit or hold fewer");
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void noRunEverHoldsMoreThanThereIsAndEveryRunEnds(long seed) {
    Random random = new Random(seed);
    PoolLimits limits =
        PoolLimits.NONE.with("p", 1 + random.nextInt(3)).with("q", 1 + random.nextInt(3));
    Plan plan = plan(randomSteps(random, limits));
    ScriptedBody body = new ScriptedBody().looking(_ -> random.nextBoolean());

    LoopRun run =
        limited(plan, body, limits)
            .with(options -> options.withMostParallel(1 + random.nextInt(6)));

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    mostHeld(plan, run)
        .forEach((pool, most) ->
            assertThat(most).isLessThanOrEqualTo(limits.slots().getOrDefault(pool, 0)));
    assertNobodyWasPassed(plan, run);
  }

  /// By whom that came later, is no more urgent, and wants at least as much of each pool.
  private static void assertNobodyWasPassed(Plan plan, LoopRun run) {
    List<StepKey> waiting = new ArrayList<>();
    for (RecordedEvent recorded : run.sink().log()) {
      switch (recorded.event()) {
        case Event.PoolWaiting(StepKey step, _) -> waiting.add(step);
        case Event.PoolClaimed(StepKey step, _) -> {
          List<StepKey> before =
              waiting.contains(step) ? waiting.subList(0, waiting.indexOf(step)) : waiting;
          assertThat(before)
              .as("who is passed by " + step)
              .noneMatch(other -> wantsNoMore(options(plan, other), options(plan, step)));
          waiting.remove(step);
        }
        default -> {}
      }
    }
  }

  private static boolean wantsNoMore(Plan.Options one, Plan.Options other) {
    return one.priority() >= other.priority()
        && one.pools().entrySet().stream()
            .allMatch(slot -> slot.getValue() <= other.pools().getOrDefault(slot.getKey(), 0));
  }

  private static Plan.Options options(Plan plan, StepKey step) {
    return Optional.ofNullable(plan.steps().get(step)).orElseThrow().options();
  }

  private static Steps[] randomSteps(Random random, PoolLimits limits) {
    return IntStream.range(0, 30)
        .mapToObj(i -> {
          Steps step = step("s" + i).priority(random.nextInt(3));
          limits
              .slots()
              .forEach((pool, most) -> {
                if (random.nextBoolean()) {
                  step.pool(pool, 1 + random.nextInt(most));
                }
              });
          if (i > 0 && random.nextBoolean()) {
            step.from("s" + random.nextInt(i));
          }
          return random.nextInt(4) == 0 ? step.reused() : step;
        })
        .toArray(Steps[]::new);
  }

  /// The most that was held of each pool at a time, by what the log says began and ended.
  private static Map<String, Integer> mostHeld(Plan plan, LoopRun run) {
    Map<String, Integer> now = new HashMap<>();
    Map<String, Integer> most = new HashMap<>();
    for (RecordedEvent recorded : run.sink().log()) {
      int sign =
          switch (recorded.event()) {
            case Event.StepStarted _ -> 1;
            case Event.StepSucceeded _ -> -1;
            default -> 0;
          };
      if (sign != 0) {
        StepKey key = ((Event.OfStep) recorded.event()).step();
        Optional.ofNullable(plan.steps().get(key))
            .orElseThrow()
            .options()
            .pools()
            .forEach((pool, slots) -> {
              int held = now.merge(pool, sign * slots, Integer::sum);
              most.merge(pool, held, Math::max);
            });
      }
    }
    return most;
  }

  private static LoopRun limited(Plan plan, ScriptedBody body, PoolLimits limits) {
    return new LoopRun(plan, body).with(options -> options.withPools(limits));
  }

  private static List<String> started(LoopRun run) {
    return run.sink().told().stream()
        .filter(told -> told.startsWith("StepStarted "))
        .map(told -> told.substring("StepStarted ".length()))
        .toList();
  }

  private static void meet(CyclicBarrier pairs) {
    try {
      pairs.await(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
