package io.dagwerk.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class RunStoryTest {
  private static final RunId RUN = RunId.of("0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b");
  private static final Instant START = Instant.parse("2001-01-31T06:00:00Z");

  /// `list` fans out to `item`, then `check` in each branch; `all` collects what was checked.
  private static final Plan FANNED_OUT =
      Plan.of(
          "job",
          "v",
          List.of(
              step("list", List.of()),
              step("item", List.of("list"), new InputSource.Element(StepKey.of("list"))),
              step("check", List.of("list"), from("item")),
              step(
                  "all",
                  List.of(),
                  new InputSource.Collected(StepKey.of("list"), StepKey.of("check"), "result"))));

  private static final Plan DIAMOND =
      Plan.of(
          "job",
          "v",
          List.of(
              step("a", List.of()),
              step("b", List.of(), from("a")),
              step("c", List.of(), from("a")),
              step("d", List.of(), from("b"), from("c"))));

  private final List<RecordedEvent> events = new ArrayList<>();

  private static InputSource from(String step) {
    return new InputSource.FromStep(StepKey.of(step), "result");
  }

  private static Plan.Step step(String node, List<String> fanOuts, InputSource... inputs) {
    SequencedMap<Integer, InputSource> sources = new LinkedHashMap<>();
    for (int i = 0; i < inputs.length; i++) {
      sources.put(i, inputs[i]);
    }
    return new Plan.Step(
        StepKey.of(node),
        NodeKind.OP,
        fanOuts,
        List.of(),
        sources,
        List.of(),
        List.of(),
        Plan.Options.PLAIN,
        Optional.empty());
  }

  private void at(int second, Event event) {
    events.add(new RecordedEvent(RUN, events.size() + 1, START.plusSeconds(second), event));
  }

  private void ran(String step, int from, int to) {
    at(from, new Event.StepStarted(StepKey.parse(step)));
    at(to, new Event.StepSucceeded(StepKey.parse(step), List.of(), Duration.ZERO));
  }

  private RunStory.Told told(Plan plan, String step) {
    return Optional.ofNullable(RunStory.of(plan, events).steps().get(StepKey.parse(step)))
        .orElseThrow();
  }

  private List<String> path(Plan plan) {
    return RunStory.of(plan, events).criticalPath().stream()
        .map(link ->
            "%s waited %d ran %s"
                .formatted(
                    link.step(),
                    Duration.between(link.ready(), link.began()).toSeconds(),
                    link.ended()
                        .map(end -> Duration.between(link.began(), end).toSeconds() + "")
                        .orElse("on")))
        .toList();
  }

  @Test
  void theCriticalPathGoesThroughWhatWasWaitedForLast() {
    at(0, new Event.RunStarted());
    ran("a", 1, 3);
    ran("b", 3, 9);
    ran("c", 4, 6);
    ran("d", 10, 11);
    assertThat(path(DIAMOND))
        .containsExactly("a waited 1 ran 2", "b waited 0 ran 6", "d waited 1 ran 1");
  }

  @Test
  void whatRunsStillEndsTheCriticalPath() {
    at(0, new Event.RunStarted());
    ran("a", 0, 3);
    at(5, new Event.StepStarted(StepKey.of("b")));
    ran("c", 3, 9);
    assertThat(path(DIAMOND)).containsExactly("a waited 0 ran 3", "b waited 2 ran on");
  }

  @Test
  void theCriticalPathGoesOnThroughWhatDidNotRun() {
    at(0, new Event.RunStarted());
    ran("a", 0, 3);
    at(4, new Event.StepReused(StepKey.of("b"), RUN, Optional.empty(), List.of()));
    at(4, new Event.StepReused(StepKey.of("c"), RUN, Optional.empty(), List.of()));
    ran("d", 6, 7);
    assertThat(path(DIAMOND)).containsExactly("a waited 0 ran 3", "d waited 2 ran 1");
  }

  @Test
  void aStepInsideAFanOutWaitsForItsOwnBranchAndWhatCollectsForAll() {
    at(0, new Event.RunStarted());
    ran("list", 0, 1);
    ran("item[x]", 1, 2);
    ran("item[y]", 1, 5);
    ran("check[x]", 2, 9);
    ran("check[y]", 6, 7);
    ran("all", 9, 10);
    assertThat(told(FANNED_OUT, "check[y]").waitedFor()).contains(StepKey.parse("item[y]"));
    assertThat(told(FANNED_OUT, "check[y]").ready()).contains(START.plusSeconds(5));
    assertThat(path(FANNED_OUT))
        .containsExactly(
            "list waited 0 ran 1",
            "item[x] waited 0 ran 1",
            "check[x] waited 0 ran 7",
            "all waited 0 ran 1");
  }

  @Test
  void aStepIsNotReadyWhileSomethingThatItNeedsHasNotEnded() {
    at(0, new Event.RunStarted());
    ran("a", 0, 3);
    ran("b", 3, 4);
    at(4, new Event.StepStarted(StepKey.of("c")));
    at(5, new Event.StepAbandoned(StepKey.of("d"), StepKey.of("x")));
    RunStory.Told told = told(DIAMOND, "d");
    assertThat(told.ready()).isEmpty();
    assertThat(told.rootCause()).contains(StepKey.of("x"));
    assertThat(told.attempts()).isEmpty();
  }

  @Test
  void aStepIsNotReadyWhileSomethingThatItNeedsHasNeitherBegunNorEnded() {
    at(0, new Event.RunStarted());
    ran("a", 0, 3);
    ran("b", 3, 4);
    at(5, new Event.StepAbandoned(StepKey.of("d"), StepKey.of("x")));
    assertThat(told(DIAMOND, "d").ready()).isEmpty();
    assertThat(told(DIAMOND, "b").ready()).contains(START.plusSeconds(3));
  }

  @Test
  void anAttemptThatWasLostHasNoEnd() {
    at(0, new Event.StepStarted(StepKey.of("a")));
    at(5, new Event.StepRestarted(StepKey.of("a"), 2));
    at(
        6,
        new Event.StepWaitingToRetry(
            StepKey.of("a"), 2, Duration.ZERO, ErrorInfo.ofMessage("E", "no")));
    List<RunStory.Attempt> attempts = told(DIAMOND, "a").attempts();
    assertThat(attempts).extracting(RunStory.Attempt::number).containsExactly(1, 2);
    assertThat(attempts.getFirst().ended()).isEmpty();
    assertThat(attempts.getLast().error()).contains(ErrorInfo.ofMessage("E", "no"));
  }

  @Test
  void aRunWithoutStepsHasNoCriticalPath() {
    assertThat(path(DIAMOND)).isEmpty();
  }
}
