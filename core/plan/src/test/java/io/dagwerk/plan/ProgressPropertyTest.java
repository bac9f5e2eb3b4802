package io.dagwerk.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ProgressOracle.End;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Random jobs, driven at random, against an oracle that knows nothing of events.
@Tag("slow")
class ProgressPropertyTest {
  private static final int RUNS = 3_000;
  private static final int NEVER = Integer.MAX_VALUE;
  private static final long SEED = new Random().nextLong() >>> 16;

  @Test
  void everyStepEndsAsTheRulesSay() {
    forEachSeed(seed -> checkWhole(seed, new StepRules()));
  }

  @Test
  void aCanceledRunEndsAndWhatEndedBeforeEndedByTheRules() {
    forEachSeed(seed -> {
      RandomJob job = RandomJob.of(seed);
      int turn = new Random(seed).nextInt(20);
      RandomDrive drive =
          new RandomDrive(job, new ProgressBuilder(job.plan()), List.of()).toEnd(turn);
      checkCanceled(new ProgressOracle(job).ends(), ends(drive.progress()));
      checkReplay(job.plan(), drive);
    });
  }

  @Test
  void aRunThatIsTakenUpFromAnyPointOfItsLogEndsAsIfItHadNotStopped() {
    forEachSeed(seed -> {
      RandomJob job = RandomJob.of(seed);
      List<RecordedEvent> whole =
          new RandomDrive(job, new ProgressBuilder(job.plan()), List.of()).toEnd(NEVER).log();
      List<RecordedEvent> cut = whole.subList(0, new Random(seed).nextInt(whole.size() + 1));
      RandomDrive second =
          new RandomDrive(job, ProgressBuilder.resumedFrom(job.plan(), cut), cut).toEnd(NEVER);
      assertThat(names(ends(second.progress()))).isEqualTo(names(new ProgressOracle(job).ends()));
      checkReplay(job.plan(), second);
    });
  }

  @Test
  void theOracleCatchesThatASkippedStepIsRun() {
    caught(
        new StepRules() {
          @Override
          Optional<StepState.Skipped> gap(StepGraph graph, StepNode node) {
            return node.isTemplate() ? super.gap(graph, node) : Optional.empty();
          }
        });
  }

  @Test
  void theOracleCatchesThatAnAbandonedStepDoesNotHoldBackTheNext() {
    caught(
        new StepRules() {
          @Override
          Optional<StepKey> blame(StepNode upstream) {
            return upstream.state() instanceof StepState.Abandoned
                ? Optional.empty()
                : super.blame(upstream);
          }
        });
  }

  @Test
  void theOracleCatchesThatAFinalStateIsLeft() {
    caught(
        new StepRules() {
          @Override
          Optional<StepState> next(StepState from, Event.OfStep event, Instant at) {
            return event instanceof Event.StepFailed failed
                ? Optional.of(new StepState.Failed(failed.error(), failed.kind()))
                : super.next(from, event, at);
          }
        });
  }

  private static void caught(StepRules mistaken) {
    assertThatThrownBy(() -> forEachSeed(seed -> checkWhole(seed, mistaken)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("seed");
  }

  private static void checkWhole(long seed, StepRules rules) {
    RandomJob job = RandomJob.of(seed);
    ProgressOracle oracle = new ProgressOracle(job);
    RandomDrive drive =
        new RandomDrive(job, new ProgressBuilder(job.plan(), rules), List.of()).toEnd(NEVER);
    Progress progress = drive.progress();

    assertThat(names(ends(progress))).isEqualTo(names(oracle.ends()));
    checkCauses(progress);
    checkOrder(oracle, drive);
    checkReplay(job.plan(), drive);
  }

  private static void checkCauses(Progress progress) {
    progress
        .states()
        .forEach((key, state) -> {
          if (state instanceof StepState.Abandoned(StepKey cause)) {
            assertThat(progress.states().get(cause)).isInstanceOf(StepState.Failed.class);
          }
          if (state instanceof StepState.Skipped(StepKey cause, String output)) {
            assertThat(progress.states().get(cause))
                .isInstanceOfSatisfying(
                    StepState.Succeeded.class,
                    root -> assertThat(root.outputs()).doesNotContain(output));
          }
        });
  }

  /// Nothing started before all that it reads had ended, and nothing after its own success.
  private static void checkOrder(ProgressOracle oracle, RandomDrive drive) {
    Map<String, Integer> endedAt = new LinkedHashMap<>();
    for (int i = 0; i < drive.log().size(); i++) {
      Event event = drive.log().get(i).event();
      if (event instanceof Event.OfStep end && isEnd(end)) {
        endedAt.putIfAbsent(end.step().toString(), i);
      }
    }
    oracle
        .steps()
        .filter(step -> drive.startedAt().containsKey(step.key()))
        .forEach(step -> {
          int started = drive.startedAt().getOrDefault(step.key(), 0);
          assertThat(endedAt.getOrDefault(step.key(), 0)).isGreaterThan(started);
          oracle.upstreams(step).stream()
              .filter(upstream -> oracle.end(upstream) != End.EXPANDED)
              .forEach(upstream ->
                  assertThat(endedAt.getOrDefault(upstream.key(), NEVER)).isLessThan(started));
        });
  }

  private static boolean isEnd(Event.OfStep event) {
    return event instanceof Event.StepSucceeded
        || event instanceof Event.StepFailed
        || event instanceof Event.StepSkipped
        || event instanceof Event.StepAbandoned;
  }

  private static void checkReplay(Plan plan, RandomDrive drive) {
    assertThat(Progress.of(plan, drive.log()).states()).isEqualTo(drive.progress().states());
  }

  private static void checkCanceled(Map<String, End> expected, Map<String, Optional<End>> actual) {
    actual.forEach(
        (key, end) -> end.ifPresent(was -> assertThat(was).as(key).isEqualTo(expected.get(key))));
    expected
        .keySet()
        .forEach(key ->
            assertThat(actual.keySet().stream().anyMatch(known -> covers(actual, known, key)))
                .as("nothing says what became of " + key)
                .isTrue());
  }

  /// A canceled template stands for all that it would have become.
  private static boolean covers(Map<String, Optional<End>> actual, String known, String key) {
    boolean isCanceled = actual.getOrDefault(known, Optional.empty()).isEmpty();
    return known.equals(key) || (isCanceled && key.startsWith(known + "["));
  }

  /// The end of each step; empty for a canceled one.
  private static Map<String, Optional<End>> ends(Progress progress) {
    Map<String, Optional<End>> ends = new LinkedHashMap<>();
    progress.states().forEach((key, state) -> ends.put(key.toString(), end(state)));
    return ends;
  }

  private static Optional<End> end(StepState state) {
    return switch (state) {
      case StepState.Succeeded _, StepState.Reused _ -> Optional.of(End.RAN);
      case StepState.Failed _ -> Optional.of(End.FAILED);
      case StepState.Skipped _ -> Optional.of(End.SKIPPED);
      case StepState.Abandoned _ -> Optional.of(End.ABANDONED);
      case StepState.FannedOut _ -> Optional.of(End.EXPANDED);
      case StepState.Canceled _ -> Optional.empty();
      case StepState.Pending _,
          StepState.Ready _,
          StepState.Running _,
          StepState.WaitingToRetry _ ->
          throw new AssertionError("not ended: " + state);
    };
  }

  private static Map<String, String> names(Map<String, ?> ends) {
    Map<String, String> names = new LinkedHashMap<>();
    ends.forEach((key, end) ->
        names.put(key, end instanceof Optional<?> some ? "" + some.orElse(null) : "" + end));
    return names;
  }

  @FunctionalInterface
  private interface Check {
    void check(long seed);
  }

  private static void forEachSeed(Check check) {
    for (long seed = SEED; seed < SEED + RUNS; seed++) {
      try {
        check.check(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
      }
    }
  }
}
