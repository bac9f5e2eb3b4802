package io.dagwerk.plan;

import static io.dagwerk.plan.StepSketch.branches;
import static io.dagwerk.plan.StepSketch.element;
import static io.dagwerk.plan.StepSketch.fanOut;
import static io.dagwerk.plan.StepSketch.output;
import static io.dagwerk.plan.StepSketch.plan;
import static io.dagwerk.plan.StepSketch.step;
import static io.dagwerk.plan.StepSketch.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Event;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ProgressBuilder.ReadyStep;
import io.dagwerk.plan.StepState.Abandoned;
import io.dagwerk.plan.StepState.Canceled;
import io.dagwerk.plan.StepState.Ready;
import io.dagwerk.plan.StepState.Skipped;
import io.dagwerk.plan.StepState.Succeeded;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ProgressTest {
  @Test
  void aStepIsReadyWhenAllThatItReadsHasEnded() {
    Story story = new Story(plan(step("a"), step("b"), step("c").from("a", "b")));

    assertThat(story.ready()).containsExactly("a", "b");
    story.succeed("a");
    assertThat(story.ready()).containsExactly("b");
    story.succeed("b");
    assertThat(story.ready()).containsExactly("c");
    story.succeed("c");

    assertThat(story.progress().outcome()).contains(new RunOutcome.Succeeded());
  }

  @Test
  @Covers("K5.1")
  void aFailureAbandonsWhatDependsOnItAndNothingElse() {
    Story story = new Story(plan(step("a"), step("b").from("a"), step("b2").from("b"), step("c")));

    story.fail("a");
    story.succeed("c");

    assertThat(story.state("b")).isEqualTo(new Abandoned(StepKey.of("a")));
    assertThat(story.state("b2")).isEqualTo(new Abandoned(StepKey.of("a")));
    assertThat(story.consequences()).containsExactly("StepAbandoned b: a", "StepAbandoned b2: a");
    assertThat(story.progress().outcome())
        .contains(
            new RunOutcome.Failed("steps failed: [a]", List.of(StepKey.of("a")), Optional.empty()));
  }

  @Test
  @Covers({"K5.2", "K1.2"})
  void whatReadsAnOutputThatWasNotEmittedIsSkippedAndSoOn() {
    Story story =
        new Story(
            plan(
                step("a"),
                step("left").from(output("a", "maybe")),
                step("right").from("a"),
                step("end").from("left", "right"),
                step("after_left").after("left")));

    story.succeed("a", "result");
    story.succeed("right");

    Skipped cause = new Skipped(StepKey.of("a"), "maybe");
    assertThat(story.state("left")).isEqualTo(cause);
    assertThat(story.state("end")).isEqualTo(cause);
    assertThat(story.state("after_left")).isEqualTo(cause);
    assertThat(story.progress().outcome()).contains(new RunOutcome.Succeeded());
  }

  @Test
  void aFanInTakesWhatThereIs() {
    Plan plan =
        plan(
            step("a"),
            step("b"),
            step("some").fromAll(output("a", "x"), output("b")),
            step("none").fromAll(output("a", "x"), output("b", "y")),
            step("kept").fromAll(output("a", "x"), stored()),
            step("gone").fromAll(output("a", "x"), new InputSource.Absent()),
            step("nothing").from(new InputSource.Absent()));
    Story story = new Story(plan);

    story.succeed("a");
    story.succeed("b");

    assertThat(story.ready()).containsExactly("some", "kept", "nothing");
    assertThat(story.state("none")).isEqualTo(new Skipped(StepKey.of("a"), "x"));
    assertThat(story.state("gone")).isEqualTo(new Skipped(StepKey.of("a"), "x"));
  }

  @Test
  @Covers("K5.3")
  void aFailureWinsOverWhatAFanInHasAndOverASkip() {
    Story story =
        new Story(
            plan(
                step("a"),
                step("b"),
                step("c"),
                step("all").fromAll(output("a"), output("b"), output("c")),
                step("both").from(output("a", "x"), output("b"))));

    story.succeed("a");
    assertThat(story.state("both")).isInstanceOf(StepState.Pending.class);
    story.fail("b");
    story.succeed("c");

    assertThat(story.state("all")).isEqualTo(new Abandoned(StepKey.of("b")));
    assertThat(story.state("both")).isEqualTo(new Abandoned(StepKey.of("b")));
  }

  @Test
  @Covers("K5.4")
  void readyStepsStartByPriorityThenInPlanOrder() {
    Story story =
        new Story(
            plan(step("a").priority(1), step("b"), step("c").priority(5), step("d").priority(1)));

    assertThat(story.ready()).containsExactly("c", "a", "d", "b");
  }

  @Test
  void aStepThatIsHeldIsNotGivenAgainUntilItIsTriedAgain() {
    Story story = new Story(plan(step("a"), step("b"), step("c").from("a")));

    story.builder().hold(StepKey.of("a"));
    assertThat(story.builder().nextReady(Story.NOW)).map(ReadyStep::key).contains(StepKey.of("b"));
    assertThat(story.state("a")).isEqualTo(new StepState.Ready(1, 0));
    story.start("a");
    story.retryAfter("a", Duration.ZERO);
    assertThat(story.builder().nextReady(Story.NOW)).map(ReadyStep::key).contains(StepKey.of("a"));
  }

  @Test
  void aStepThatIsHeldIsCanceledWithTheRun() {
    Story story = new Story(plan(step("a")));

    story.builder().hold(StepKey.of("a"));
    story.apply(new Event.RunCanceling("enough"));

    assertThat(story.state("a")).isEqualTo(new StepState.Canceled("enough"));
    assertThat(story.builder().isFinished()).isTrue();
  }

  @Test
  void whatAFailedAttemptEmittedDoesNotCount() {
    Story story = new Story(plan(step("a"), step("b").from(output("a", "maybe"))));

    story.start("a");
    story.retryAfter("a", Duration.ofSeconds(10));
    assertThat(story.ready()).isEmpty();
    assertThat(story.builder().nextDue()).contains(Story.NOW.plusSeconds(10));
    story.pass(Duration.ofSeconds(10));
    assertThat(story.ready()).containsExactly("a");
    story.apply(new Event.StepRestarted(StepKey.of("a"), 2));
    story.apply(new Event.StepSucceeded(StepKey.of("a"), List.of(), Duration.ZERO));

    assertThat(story.state("b")).isInstanceOf(Skipped.class);
  }

  @Test
  @Covers("S29.1")
  void aFanOutMakesOneStepPerKeyAndItsCollectorGetsThemInOrder() {
    Story story = new Story(mapAndCollect());

    story.fanOut("f", "c", "a", "b");
    assertThat(story.ready()).containsExactly("p[c]", "p[a]", "p[b]");
    story.succeed("p[b]");
    story.succeed("p[a]");
    story.succeed("p[c]");

    assertThat(story.ready()).containsExactly("sum");
    assertThat(story.collected("sum")).containsExactly("p[c]", "p[a]", "p[b]");
  }

  @Test
  @Covers("S29.2")
  void theCollectorOfAnEmptyFanOutRuns() {
    Story story = new Story(mapAndCollect());

    story.fanOut("f");

    assertThat(story.ready()).containsExactly("sum");
    assertThat(story.collected("sum")).isEmpty();
    assertThat(story.progress().why(StepKey.of("p")))
        .isEqualTo("step 'p' did not run, because the fan-out around it had no elements");
  }

  @Test
  void aFailedBranchAbandonsTheCollectorWhileTheOthersGoOn() {
    Story story = new Story(mapAndCollect());

    story.fanOut("f", "a", "b", "c");
    story.fail("p[b]");

    assertThat(story.ready()).containsExactly("p[a]", "p[c]");
    assertThat(story.state("sum")).isEqualTo(new Abandoned(StepKey.parse("p[b]")));
  }

  @Test
  void skippedBranchesAreLeftOutAndWithoutAnyOtherTheCollectorIsSkipped() {
    Plan plan =
        plan(
            fanOut("f"),
            step("p").in("f").from(element("f")),
            step("q").in("f").from("p"),
            step("sum").from(branches("f", "q")));
    Story some = new Story(plan);
    some.fanOut("f", "a", "b");
    some.succeed("p[a]", "other");
    some.succeed("p[b]");
    some.succeed("q[b]");
    Story none = new Story(plan);
    none.fanOut("f", "a");
    none.succeed("p[a]", "other");

    assertThat(some.collected("sum")).containsExactly("q[b]");
    assertThat(none.state("sum")).isEqualTo(new Skipped(StepKey.parse("p[a]"), "result"));
  }

  @Test
  @Covers("S29.6")
  void aFanOutInsideAFanOutWorks() {
    Story story = new Story(nested());

    story.fanOut("outer", "a", "b");
    assertThat(story.ready()).containsExactly("inner[a]", "inner[b]");
    story.fanOut("inner[b]", "x", "y");
    assertThat(story.ready()).containsExactly("inner[a]", "leaf[b][x]", "leaf[b][y]");
    story.fanOut("inner[a]");
    assertThat(story.ready()).containsExactly("leaf[b][x]", "leaf[b][y]", "perOuter[a]");
    assertThat(story.collected("perOuter[a]")).isEmpty();
    story.succeed("perOuter[a]");
    story.succeed("leaf[b][y]");
    story.succeed("leaf[b][x]");
    story.succeed("perOuter[b]");

    assertThat(story.ready()).containsExactly("total", "flat");
    assertThat(story.collected("total")).containsExactly("perOuter[a]", "perOuter[b]");
    assertThat(story.collected("flat")).containsExactly("leaf[b][x]", "leaf[b][y]");
  }

  @Test
  void theTemplatesOfAFanOutThatDidNotRunHaveAnEndToo() {
    Story failed = new Story(nested());
    failed.fanOut("outer", "a");
    failed.fail("inner[a]");
    Story skipped =
        new Story(plan(step("a"), fanOut("f").from(output("a", "x")), step("p").in("f")));
    skipped.succeed("a");

    assertThat(failed.state("leaf[a]")).isEqualTo(new Abandoned(StepKey.parse("inner[a]")));
    assertThat(failed.progress().isFinished()).isTrue();
    assertThat(skipped.state("p")).isEqualTo(new Skipped(StepKey.of("a"), "x"));
    assertThat(skipped.progress().isFinished()).isTrue();
  }

  @Test
  void cancelingEndsWhatHasNotStartedAndLetsTheRestComeToItsEnd() {
    Story story = new Story(plan(step("a"), step("b"), step("c").from("a")));

    story.start("a");
    story.apply(new Event.RunCanceling("enough"));
    assertThat(story.state("b")).isEqualTo(new Canceled("enough"));
    assertThat(story.state("c")).isEqualTo(new Canceled("enough"));
    assertThat(story.ready()).isEmpty();
    story.apply(new Event.StepSucceeded(StepKey.of("a"), List.of("result"), Duration.ZERO));

    assertThat(story.progress().outcome()).contains(new RunOutcome.Canceled("enough"));
  }

  @Test
  void aTerminalStateIsFinal() {
    Story story = new Story(plan(step("a"), step("b").from("a")));
    story.start("a");
    story.apply(new Event.StepCanceled(StepKey.of("a"), "stop"));

    story.apply(new Event.StepSucceeded(StepKey.of("a"), List.of("result"), Duration.ZERO));
    story.apply(new Event.StepStarted(StepKey.of("a")));

    assertThat(story.state("a")).isEqualTo(new Canceled("stop"));
    assertThat(story.state("b")).isEqualTo(new Abandoned(StepKey.of("a")));
  }

  @Test
  void anEventOfAnUnknownStepIsRefused() {
    Story story = new Story(plan(step("a")));

    assertThatThrownBy(() -> story.apply(new Event.StepStarted(StepKey.of("b"))))
        .hasMessageContaining("'b'");
  }

  @Test
  @Covers("S29.8")
  void aCutLogGivesTheStateToResumeFrom() {
    Story story = new Story(mapAndCollect());
    story.fanOut("f", "a", "b");
    story.succeed("p[a]");
    story.start("p[b]");

    ProgressBuilder resumed = ProgressBuilder.resumedFrom(mapAndCollect(), story.log());

    assertThat(resumed.nextReady(Story.NOW).map(ProgressBuilder.ReadyStep::key))
        .contains(StepKey.parse("p[b]"));
    assertThat(resumed.state(StepKey.parse("p[a]"))).isEqualTo(new Succeeded(List.of("result")));
    assertThat(resumed.state(StepKey.parse("p[b]"))).isEqualTo(new Ready(2, 0));
  }

  @Test
  void aLogCutBeforeItsConsequencesGivesThemWhenSettled() {
    Plan plan = plan(step("a"), step("b").from("a"));
    Story story = new Story(plan);
    story.fail("a");

    ProgressBuilder resumed =
        ProgressBuilder.resumedFrom(plan, story.log().subList(0, story.log().size() - 1));

    assertThat(resumed.settle(Story.NOW))
        .containsExactly(new Event.StepAbandoned(StepKey.of("b"), StepKey.of("a")));
    assertThat(resumed.isFinished()).isTrue();
  }

  @Test
  @Tag("slow")
  void tenThousandKeysAreMadeIntoStepsAndCollected() {
    Story story = new Story(mapAndCollect());
    String[] keys = new String[10_000];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = "k" + i;
    }
    story.fanOut("f", keys);
    for (String key : keys) {
      story.succeed("p[" + key + "]");
    }

    assertThat(story.collected("sum")).hasSize(10_000);
  }

  @Test
  void aPlanThatNobodyCouldRunIsRefused() {
    assertThatThrownBy(() -> new ProgressBuilder(plan(step("b").from("a"), step("a"))))
        .hasMessageContaining("step 'b' needs 'a', which is not planned before it");
    assertThatThrownBy(
            () -> new ProgressBuilder(plan(fanOut("f"), step("p").in("f"), step("bad").from("p"))))
        .hasMessageContaining("collect all its branches");
    assertThatThrownBy(() -> new ProgressBuilder(plan(step("a"), step("p").in("a"))))
        .hasMessageContaining("no fan-out");
  }

  @Test
  void whyAStepDidNotRunIsSaidInASentence() {
    Story story =
        new Story(
            plan(
                step("a"),
                step("d0"),
                step("a2"),
                step("b").from("a"),
                step("c").from(output("d0", "maybe")).from("a2")));

    assertThat(story.progress().why(StepKey.of("b"))).isEqualTo("step 'b' waits for 'a'");
    story.fail("a");
    story.succeed("d0");
    story.succeed("a2");

    assertThat(story.progress().why(StepKey.of("b")))
        .isEqualTo("step 'b' did not run, because step 'a' before it failed");
    assertThat(story.progress().why(StepKey.of("c")))
        .isEqualTo("step 'c' did not run, because step 'd0' did not emit its output 'maybe'");
    assertThat(story.progress().why(StepKey.of("z"))).isEqualTo("the run has no step 'z'");
  }

  private static Plan mapAndCollect() {
    return plan(
        fanOut("f"), step("p").in("f").from(element("f")), step("sum").from(branches("f", "p")));
  }

  private static Plan nested() {
    return plan(
        fanOut("outer"),
        fanOut("inner").in("outer").from(element("outer")),
        step("leaf").in("outer", "inner").from(element("inner")),
        step("perOuter").in("outer").from(branches("inner", "leaf")),
        step("total").from(branches("outer", "perOuter")),
        step("flat").from(branches("outer", "leaf")));
  }
}
