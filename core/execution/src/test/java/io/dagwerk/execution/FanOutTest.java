package io.dagwerk.execution;

import static io.dagwerk.execution.ScriptedBody.emit;
import static io.dagwerk.execution.ScriptedBody.fail;
import static io.dagwerk.execution.ScriptedBody.fanOut;
import static io.dagwerk.execution.Steps.mapAndCollect;
import static io.dagwerk.execution.Steps.plan;
import static io.dagwerk.execution.Steps.step;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.InputSource;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.RunOutcome;
import io.dagwerk.plan.Upstream;
import io.dagwerk.testsupport.Covers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FanOutTest {
  private final List<String> collected = new CopyOnWriteArrayList<>();

  @Test
  @Covers("S29.1")
  void oneStepPerKeyRunsAndTheCollectorGetsThemInTheOrderOfEmission() {
    LoopRun run = new LoopRun(mapAndCollect(), body("c", "a", "b"));

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(collected).containsExactly("p[c]", "p[a]", "p[b]");
    assertThat(run.sink().told())
        .containsSubsequence("StepFannedOut f", "StepSucceeded f", "StepStarted p[c]");
  }

  @Test
  @Covers("S29.2")
  void withoutElementsTheCollectorRunsWithNothing() {
    LoopRun run = new LoopRun(mapAndCollect(), body());

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.sink().told("sum")).endsWith("StepSucceeded sum");
    assertThat(collected).isEmpty();
  }

  @Test
  void aFailedBranchAbandonsTheCollectorAlone() {
    LoopRun run = new LoopRun(mapAndCollect(), body("a", "b", "c").on("p[b]", _ -> fail()));

    run.run();

    assertThat(run.sink().told())
        .contains("StepSucceeded p[a]", "StepSucceeded p[c]", "StepAbandoned sum");
  }

  @Test
  @Covers("S29.4")
  void aKeyThatComesTwiceFailsTheFanOutAndIsNamed() {
    LoopRun run = new LoopRun(mapAndCollect(), body("a", "b", "a"));

    run.run();

    assertThat(run.sink().events())
        .anySatisfy(event ->
            assertThat(event)
                .isInstanceOfSatisfying(
                    Event.StepFailed.class,
                    failed -> assertThat(failed.error().message()).contains("'a' twice")));
    assertThat(run.sink().told()).contains("StepAbandoned p", "StepAbandoned sum");
  }

  @Test
  void aThousandKeysRun() {
    String[] keys = IntStream.range(0, 1_000).mapToObj(i -> "k" + i).toArray(String[]::new);
    LoopRun run = new LoopRun(mapAndCollect(), body(keys));

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(collected).hasSize(1_000);
  }

  @Test
  @Covers("S29.8")
  void aRunTakenUpAfterTheFanOutKeepsItsKeys() {
    LoopRun lost = new LoopRun(mapAndCollect(), body("a", "b"));
    lost.run();
    RecordingSink cut = new RecordingSink(lost.timer());
    lost.sink().events().stream()
        .takeWhile(event -> !event.equals(new Event.StepStarted(StepKey.parse("p[b]"))))
        .forEach(cut::append);
    collected.clear();

    LoopRun run = new LoopRun(mapAndCollect(), body("other")).resuming(cut);

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(collected).containsExactly("p[a]", "p[b]");
    assertThat(run.sink().told("f")).isEmpty();
  }

  @Test
  void aReusedFanOutBringsItsKeys() {
    StepKey f = StepKey.of("f");
    LoopRun run =
        new LoopRun(
            plan(
                Steps.fanOut("f").reused("x", "y"),
                step("p").in("f").from(new InputSource.Element(f)),
                step("sum").from(new InputSource.Collected(f, StepKey.of("p"), "result"))),
            body());

    run.run();

    assertThat(run.sink().told("f")).containsExactly("StepFannedOut f", "StepReused f");
    assertThat(collected).containsExactly("p[x]", "p[y]");
  }

  @Test
  void aBranchOfTheParentRunStandsInForItsOwnStepOnly() {
    StepKey f = StepKey.of("f");
    Plan whole =
        plan(
            Steps.fanOut("f").reused("a", "b"),
            step("p").in("f").from(new InputSource.Element(f)),
            step("sum").from(new InputSource.Collected(f, StepKey.of("p"), "result")));
    SequencedMap<StepKey, Plan.Reuse> branches = new LinkedHashMap<>();
    branches.put(StepKey.parse("p[a]"), Steps.reuse("p[a]"));
    LoopRun run =
        new LoopRun(
            new Plan("job", "code", whole.steps(), branches, new LinkedHashMap<>()), body());

    assertThat(run.run()).isEqualTo(new RunOutcome.Succeeded());
    assertThat(run.sink().told("p[a]")).containsExactly("StepReused p[a]");
    assertThat(run.sink().told("p[b]")).containsExactly("StepStarted p[b]", "StepSucceeded p[b]");
    assertThat(collected).containsExactly("p[a]", "p[b]");
  }

  private ScriptedBody body(String... keys) {
    return new ScriptedBody()
        .on("f", _ -> fanOut(keys))
        .on(
            "sum",
            attempt -> {
              InputSource.Collected source =
                  (InputSource.Collected) attempt.step().inputs().firstEntry().getValue();
              attempt.upstream().branches(source).stream()
                  .map(Upstream.Emission::step)
                  .map(StepKey::toString)
                  .forEach(collected::add);
              return emit("result");
            });
  }
}
