package io.dagwerk.plan;

import static io.dagwerk.plan.StepSketch.branches;
import static io.dagwerk.plan.StepSketch.element;
import static io.dagwerk.plan.StepSketch.fanOut;
import static io.dagwerk.plan.StepSketch.plan;
import static io.dagwerk.plan.StepSketch.step;
import static io.dagwerk.plan.StepSketch.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.StepKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WhyTest {
  private static String why(Story story, String step) {
    return story.progress().why(StepKey.parse(step));
  }

  @Test
  void whatAStepCameToIsSaid() {
    Story story = new Story(plan(step("a"), step("b"), step("c"), step("d").reused(), step("e")));

    assertThat(why(story, "a")).isEqualTo("step 'a' is ready and waits for a free place");
    story.start("a");
    assertThat(why(story, "a")).isEqualTo("step 'a' is running, attempt 1");
    story.retryAfter("a", Duration.ofSeconds(5));
    assertThat(why(story, "a"))
        .isEqualTo(
            "step 'a' failed in attempt 1 (Broken: as told) and is tried again from 2001-01-31T06:00:05Z on");
    story.succeed("b", "x", "y");
    assertThat(why(story, "b")).isEqualTo("step 'b' ran and emitted [x, y]");
    story.fail("c");
    assertThat(why(story, "c")).isEqualTo("step 'c' ran and failed, EXCEPTION: Broken: as told");
    story.apply(
        new Event.StepReused(
            StepKey.of("d"), StepSketch.PARENT, Optional.empty(), List.of("result")));
    assertThat(why(story, "d"))
        .isEqualTo(
            "step 'd' did not run, because what run %s stored of the same version was taken"
                .formatted(StepSketch.PARENT));
    story.apply(new Event.StepCanceled(StepKey.of("e"), "enough"));
    assertThat(why(story, "e")).isEqualTo("step 'e' was canceled: enough");
  }

  @Test
  void whatHoldsAStepBackIsNamedAndWhatIsDoneIsNot() {
    Story story =
        new Story(
            plan(
                step("a"),
                step("b"),
                step("c"),
                step("x").from("a").from(stored()).fromAll(StepSketch.output("b")).after("c")));

    story.succeed("a");
    assertThat(why(story, "x")).isEqualTo("step 'x' waits for 'b', 'c'");
  }

  @Test
  void ofManyThatHoldAStepBackSomeAreNamed() {
    String[] five = {"a", "b", "c", "d", "e"};
    String[] seven = {"a", "b", "c", "d", "e", "f", "g"};
    Story story =
        new Story(
            plan(
                step("a"),
                step("b"),
                step("c"),
                step("d"),
                step("e"),
                step("f"),
                step("g"),
                step("few").from(five),
                step("many").from(seven)));

    assertThat(why(story, "few")).isEqualTo("step 'few' waits for 'a', 'b', 'c', 'd', 'e'");
    assertThat(why(story, "many"))
        .isEqualTo("step 'many' waits for 'a', 'b', 'c', 'd', 'e' and 2 more");
  }

  @Test
  void branchesWaitForTheirOwnAndCollectorsForAll() {
    Story story =
        new Story(
            plan(
                fanOut("f"),
                step("p").in("f").from(element("f")),
                step("q").in("f").from("p"),
                step("sum").from(branches("f", "q"))));

    assertThat(why(story, "q")).isEqualTo("step 'q' waits for 'f', 'p'");
    assertThat(why(story, "sum")).isEqualTo("step 'sum' waits for 'f', 'q'");
    story.fanOut("f", "x", "y");

    assertThat(why(story, "f")).isEqualTo("step 'f' ran and emitted [result]");
    assertThat(why(story, "p")).isEqualTo("step 'p' became one step for each of 2 elements");
    assertThat(why(story, "q[x]")).isEqualTo("step 'q[x]' waits for 'p[x]'");
    assertThat(why(story, "sum")).isEqualTo("step 'sum' waits for branches of a fan-out");
    assertThat(why(story, "p[z]")).isEqualTo("the run has no step 'p[z]'; it has 'p'");
  }

  @Test
  void whatIsAfterACanceledStepSaysSo() {
    Story story = new Story(plan(step("a"), step("b").from("a")));

    story.apply(new Event.StepCanceled(StepKey.of("a"), "enough"));

    assertThat(why(story, "b"))
        .isEqualTo("step 'b' did not run, because step 'a' before it was canceled");
  }
}
