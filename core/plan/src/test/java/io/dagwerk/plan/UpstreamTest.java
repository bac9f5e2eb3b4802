package io.dagwerk.plan;

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
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.Upstream.Emission;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class UpstreamTest {
  private static final InputSource.FromStep RESULT = (InputSource.FromStep) output("a");
  private static final InputSource.FromStep OTHER = (InputSource.FromStep) output("a", "other");

  @Test
  void whatWasEmittedIsThereAndWhatWasNotIsNot() {
    Story story = new Story(plan(step("a"), step("b").fromAll(RESULT, OTHER, stored())));
    story.succeed("a");
    Upstream upstream = story.builder().upstream(StepKey.of("b"));

    assertThat(upstream.emitted(RESULT))
        .contains(new Emission(StepKey.of("a"), "result", Optional.empty()));
    assertThat(upstream.emitted(OTHER)).isEmpty();
    assertThatThrownBy(() -> upstream.emitted((InputSource.FromStep) output("z")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expected a source of this step's inputs, but found FromStep");
  }

  @Test
  void whatAReusedStepGivesLiesWhereItWasStored() {
    Story story = new Story(plan(step("a").reused(), step("b").fromAll(RESULT, OTHER)));
    story.apply(
        new Event.StepReused(
            StepKey.of("a"), StepSketch.PARENT, Optional.empty(), List.of("result", "other")));
    Upstream upstream = story.builder().upstream(StepKey.of("b"));

    assertThat(upstream.emitted(RESULT).flatMap(Emission::reused))
        .contains(new OutputAddress.OfStep(StepSketch.PARENT, StepKey.of("stored"), "result"));
    assertThat(upstream.emitted(OTHER).orElseThrow().reused()).isEmpty();
  }

  @Test
  void aBranchReadsTheElementOfItsOwnFanOut() {
    InputSource.Element outer = (InputSource.Element) element("outer");
    InputSource.Element inner = (InputSource.Element) element("inner");
    Story story =
        new Story(
            plan(
                fanOut("outer"),
                fanOut("inner").in("outer"),
                step("leaf").in("outer", "inner").from(outer, inner)));
    story.fanOut("outer", "x");
    story.fanOut("inner[x]", "y");
    Upstream upstream = story.builder().upstream(StepKey.parse("leaf[x][y]"));

    assertThat(upstream.fanOut(outer))
        .isEqualTo(new Emission(StepKey.of("outer"), "result", Optional.empty()));
    assertThat(upstream.fanOut(inner).step()).hasToString("inner[x]");
  }
}
