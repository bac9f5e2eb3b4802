package io.dagwerk.plan;

import static io.dagwerk.plan.StepSketch.branches;
import static io.dagwerk.plan.StepSketch.element;
import static io.dagwerk.plan.StepSketch.fanOut;
import static io.dagwerk.plan.StepSketch.plan;
import static io.dagwerk.plan.StepSketch.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.StepState.Canceled;
import io.dagwerk.plan.StepState.WaitingToRetry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Attempts that are retried, lost, canceled or made needless by what is stored.
final class AttemptsTest {
  private static final Duration DELAY = Duration.ofSeconds(10);
  private static final StepKey A = StepKey.of("a");

  private static Plan mapAndCollect(StepSketch fanOut) {
    return plan(fanOut, step("p").in("f").from(element("f")), step("sum").from(branches("f", "p")));
  }

  @Test
  void aRetryCountsAndKeepsItsNumber() {
    Story story = new Story(plan(step("a")));

    story.start("a");
    story.retryAfter("a", DELAY);

    assertThat(story.state("a"))
        .isEqualTo(
            new WaitingToRetry(
                1, 1, Story.NOW.plus(DELAY), ErrorInfo.ofMessage("Broken", "as told")));
    assertThat(story.builder().nextReady(Story.NOW.plus(DELAY).minusNanos(1))).isEmpty();
    assertThat(story.builder().nextReady(Story.NOW.plus(DELAY)))
        .map(ProgressBuilder.ReadyStep::attempt)
        .contains(2);
  }

  @Test
  void aRetryThatWasOvertakenIsNoLongerDue() {
    Story story = new Story(plan(step("a"), step("b")));
    story.start("a");
    story.retryAfter("a", DELAY);

    story.apply(new Event.StepRestarted(A, 2));
    story.apply(new Event.StepSucceeded(A, List.of("result"), Duration.ZERO));

    assertThat(story.builder().nextDue()).isEmpty();
    assertThat(story.builder().nextReady(Story.NOW.plus(DELAY)))
        .map(ready -> ready.key().toString())
        .contains("b");
  }

  @Test
  void theKeysOfAFailedAttemptDoNotCount() {
    Story story = new Story(mapAndCollect(fanOut("f")));

    story.start("f");
    story.apply(new Event.StepFannedOut(StepKey.of("f"), List.of("old")));
    story.retryAfter("f", Duration.ZERO);
    story.apply(new Event.StepRestarted(StepKey.of("f"), 2));
    story.apply(new Event.StepSucceeded(StepKey.of("f"), List.of("result"), Duration.ZERO));

    assertThat(story.ready()).containsExactly("sum");
  }

  @Test
  void aMappingKeyThatComesTwiceIsRefused() {
    Story story = new Story(mapAndCollect(fanOut("f")));
    story.start("f");

    assertThatThrownBy(
            () -> story.apply(new Event.StepFannedOut(StepKey.of("f"), List.of("x", "x"))))
        .hasMessageContaining("fan-out 'f' gave the mapping key 'x' twice");
  }

  @Test
  void aReusedFanOutBranchesByTheKeysThatWerePlanned() {
    Story story = new Story(mapAndCollect(fanOut("f").reused("x", "y")));

    assertThat(story.builder().nextReady(Story.NOW).orElseThrow().reuse()).isPresent();
    story.apply(reused("f"));

    assertThat(story.ready()).containsExactly("p[x]", "p[y]");
    assertThat(story.builder().isFinished()).isFalse();
  }

  @Test
  void theLogOfAReusedFanOutIsRightAboutItsKeys() {
    Story story = new Story(mapAndCollect(fanOut("f").reused("x", "y")));

    story.apply(new Event.StepFannedOut(StepKey.of("f"), List.of("z")));
    story.apply(reused("f"));

    assertThat(story.ready()).containsExactly("p[z]");
  }

  private static Event reused(String step) {
    return new Event.StepReused(
        StepKey.of(step), StepSketch.PARENT, Optional.empty(), List.of("result"));
  }

  @Test
  void whatWasRunningWhenACanceledRunWasLostIsCanceledWhenItIsTakenUp() {
    Plan plan = plan(step("a"), step("b"));
    Story story = new Story(plan);
    story.start("a");
    ProgressBuilder going = ProgressBuilder.resumedFrom(plan, story.log());
    story.apply(new Event.RunCanceling("enough"));
    ProgressBuilder canceled = ProgressBuilder.resumedFrom(plan, story.log());

    assertThat(going.settle(Story.NOW)).isEmpty();
    assertThat(going.halt()).isEmpty();
    assertThat(canceled.settle(Story.NOW)).containsExactly(new Event.StepCanceled(A, "enough"));
    assertThat(canceled.halt()).contains(new Halt.Canceled("enough"));
    assertThat(canceled.isFinished()).isTrue();
  }

  @Test
  void aRunThatCouldNotGoOnHasFailedWhenItIsTakenUp() {
    Plan plan = plan(step("a"), step("b"));
    Story story = new Story(plan);
    story.start("a");
    story.apply(new Event.RunFailing("too slow", Optional.empty()));
    story.apply(new Event.RunCanceling("too late"));
    ProgressBuilder taken = ProgressBuilder.resumedFrom(plan, story.log());

    assertThat(taken.settle(Story.NOW)).containsExactly(new Event.StepCanceled(A, "too slow"));
    assertThat(taken.progress().outcome())
        .contains(new RunOutcome.Failed("too slow", List.of(), Optional.empty()));
  }

  @Test
  void aCanceledRunRetriesNothing() {
    Story story = new Story(plan(step("a")));
    story.start("a");
    story.apply(new Event.RunCanceling("enough"));
    story.apply(new Event.RunCanceling("once more"));

    story.retryAfter("a", DELAY);

    assertThat(story.state("a")).isEqualTo(new Canceled("enough"));
    assertThat(story.builder().nextDue()).isEmpty();
  }

  @Test
  void aRunIsFinishedWhenEveryBranchHasEnded() {
    Plan plan = mapAndCollect(fanOut("f"));
    Story story = new Story(plan);

    story.fanOut("f", "x", "y");
    story.succeed("p[x]");
    assertThat(story.progress().isFinished()).isFalse();
    story.succeed("p[y]");
    assertThat(story.builder().isFinished()).isFalse();
    story.succeed("sum");

    assertThat(story.builder().isFinished()).isTrue();
    assertThat(Progress.of(plan, story.log())).isEqualTo(story.progress());
    assertThat(story.progress().isFinished()).isTrue();
  }

  @Test
  void whatComesAfterAStepOfItsOwnBranchWaitsForThatAlone() {
    Story story =
        new Story(
            plan(
                fanOut("f"),
                step("p").in("f"),
                step("q").in("f").after("p"),
                step("all").after("p")));

    story.fanOut("f", "x", "y");
    story.succeed("p[y]");
    assertThat(story.ready()).containsExactly("p[x]", "q[y]");
    story.succeed("p[x]");

    assertThat(story.ready()).containsExactly("q[x]", "q[y]", "all");
  }

  @Test
  void whatComesAfterBranchesOfWhichSomeWereSkippedRuns() {
    Plan plan =
        plan(
            fanOut("f"),
            step("p").in("f").from(element("f")),
            step("q").in("f").from("p"),
            step("all").after("q"));
    Story some = new Story(plan);
    some.fanOut("f", "x", "y");
    some.succeed("p[x]", "other");
    some.succeed("p[y]");
    some.succeed("q[y]");
    Story none = new Story(plan);
    none.fanOut("f", "x");
    none.succeed("p[x]", "other");

    assertThat(some.ready()).containsExactly("all");
    assertThat(none.state("all")).isEqualTo(new StepState.Skipped(StepKey.parse("p[x]"), "result"));
  }

  @Test
  void aPlanThatWaitsForWhatIsNotPlannedIsRefused() {
    assertThatThrownBy(() -> new ProgressBuilder(plan(step("b").after("a"))))
        .hasMessageContaining("step 'b' needs 'a', which is not planned before it");
    assertThatThrownBy(() ->
            new ProgressBuilder(
                plan(fanOut("f"), step("all").from(branches("f", "p")), step("p").in("f"))))
        .hasMessageContaining("step 'all' needs 'p', which is not planned before it");
  }
}
