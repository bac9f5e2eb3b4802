package io.dagwerk.automation.sensor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.tick.TickEnd;
import io.dagwerk.automation.tick.Turn;
import io.dagwerk.model.Delivery;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.RunEnd;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.SensorLook.Cause;
import io.dagwerk.model.SensorSnapshot;
import io.dagwerk.model.SensorSnapshot.Trigger;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SensorRuleTest {
  private static final Instant START = Instant.parse("2001-01-01T00:00:00Z");
  private static final ErrorInfo ERROR = ErrorInfo.ofMessage("Broken", "the box is gone");
  private static final Evaluation FAILED = new Evaluation.Failed(ERROR);

  private final SensorRule everyFiveMinutes = rule(new Trigger.Every(Duration.ofMinutes(5)));
  private final SensorRule onFailure =
      rule(new Trigger.RunEnded(List.of("etl"), List.of(RunEnd.FAILED)));
  private final Sensors world = new Sensors();

  @Test
  @Covers("S32.4")
  void aSensorLooksAtItsIntervalCountedFromTheStartOfItsLook() {
    SensorState state = firstSeen(everyFiveMinutes);

    SensorTurn first = turn(everyFiveMinutes, state, 0);
    assertThat(first.begin()).isPresent();
    SensorState looked = skipped(everyFiveMinutes, first);

    SensorTurn early = turn(everyFiveMinutes, looked, 299);
    assertThat(early.begin()).isEmpty();
    assertThat(early.wakeAt()).contains(START.plusSeconds(300));
    assertThat(turn(everyFiveMinutes, looked, 300).begin()).isPresent();
  }

  @Test
  void aSensorTakesOneLookAtATime() {
    SensorTurn first = turn(everyFiveMinutes, firstSeen(everyFiveMinutes), 0);

    assertThat(turn(everyFiveMinutes, first.state(), 1000).begin()).isEmpty();
  }

  @Test
  void whoeverTakesOverLooksAnew() {
    SensorTurn first = turn(everyFiveMinutes, firstSeen(everyFiveMinutes), 0);

    SensorTurn taken =
        everyFiveMinutes.turn(
            first.state(), new Turn(2, START.plusSeconds(10)), world.after(first.state()));

    assertThat(taken.begin().orElseThrow().started().attempt()).isEqualTo(2);
    assertThat(taken.state().looks().open()).contains(taken.begin().get().started());
  }

  @Test
  @Covers("S32.5")
  void theCursorMovesWithTheRequestsAndOnlyIfTheLookDoesNotFail() {
    SensorTurn first = turn(everyFiveMinutes, firstSeen(everyFiveMinutes), 0);
    Evaluation requested =
        new Evaluation.Requested(List.of(LaunchRun.ofJob("job")), List.of(), Optional.of("seen a"));

    SensorState moved = ended(everyFiveMinutes, first, requested);
    assertThat(moved.cursor()).contains("seen a");

    SensorTurn second = turn(everyFiveMinutes, moved, 300);
    assertThat(second.begin().orElseThrow().asked().cursor()).contains("seen a");
    assertThat(ended(everyFiveMinutes, second, FAILED).cursor()).contains("seen a");
    assertThat(skipped(everyFiveMinutes, second).cursor()).contains("seen a");
  }

  @Test
  void aSensorThatKeepsFailingIsAskedLessAndLessOften() {
    SensorState state = firstSeen(rule(new Trigger.Every(Duration.ofSeconds(30))));
    SensorRule rule = rule(new Trigger.Every(Duration.ofSeconds(30)));
    List<Long> waits = new ArrayList<>();
    long second = 0;
    for (int i = 0; i < 7; i++) {
      SensorTurn turn = turn(rule, state, second);
      state = ended(rule, turn, FAILED);
      long wait =
          Duration.between(
                  START.plusSeconds(second), turn(rule, state, second).wakeAt().orElseThrow())
              .toSeconds();
      waits.add(wait);
      second += wait;
    }

    assertThat(waits).containsExactly(30L, 60L, 120L, 240L, 480L, 600L, 600L);
    SensorState good = skipped(rule, turn(rule, state, second));
    assertThat(turn(rule, good, second).wakeAt()).contains(START.plusSeconds(second + 30));
  }

  @Test
  void anIntervalLongerThanTheLongestWaitStays() {
    SensorRule rule = rule(new Trigger.Every(Duration.ofHours(1)));
    SensorTurn first = turn(rule, firstSeen(rule), 0);

    assertThat(turn(rule, ended(rule, first, FAILED), 1).wakeAt())
        .contains(START.plusSeconds(3600));
  }

  @Test
  void aStoppedSensorSeesNothingOfWhatHappensMeanwhile() {
    SensorState stopped = firstSeen(onFailure).stopped(START);
    world.ended("etl", RunEnd.FAILED, Map.of());

    assertThat(turn(onFailure, stopped, 0).begin()).isEmpty();
    SensorState again = stopped.started(START, world.position());
    assertThat(again.status()).isEqualTo(InstigatorStatus.RUNNING);
    assertThat(turn(onFailure, again, 0).begin()).isEmpty();
    world.ended("etl", RunEnd.FAILED, Map.of());
    assertThat(turn(onFailure, again, 0).begin()).isPresent();
  }

  @Test
  void everyEndOfARunIsToldOnce() {
    List<RunId> failed = new ArrayList<>();
    failed.add(world.ended("etl", RunEnd.FAILED, Map.of()));
    world.ended("etl", RunEnd.SUCCEEDED, Map.of());
    world.ended("other", RunEnd.FAILED, Map.of());
    failed.add(world.ended("etl", RunEnd.FAILED, Map.of()));

    assertThat(told(onFailure, firstSeen(onFailure))).isEqualTo(failed);
  }

  @Test
  void aSensorOnAnyJobIsToldOfAllButItsOwnRuns() {
    SensorRule rule =
        rule(new Trigger.RunEnded(List.of(), List.of(RunEnd.FAILED, RunEnd.CANCELED)));
    List<RunId> ended = new ArrayList<>();
    ended.add(world.ended("etl", RunEnd.FAILED, Map.of()));
    world.ended("job", RunEnd.FAILED, Map.of(RunTags.SENSOR, "sensor"));
    ended.add(world.ended("other", RunEnd.CANCELED, Map.of(RunTags.SENSOR, "another")));

    assertThat(told(rule, firstSeen(rule))).isEqualTo(ended);
  }

  @Test
  void whatDoesNotConcernASensorIsPassed() {
    world.ended("other", RunEnd.FAILED, Map.of());

    SensorTurn turn = turn(onFailure, firstSeen(onFailure), 0);

    assertThat(turn.begin()).isEmpty();
    assertThat(turn.state().seen().position()).isEqualTo(1);
  }

  @Test
  @Covers("S32.1")
  void aLookThatIsRepeatedAfterACrashIsAboutTheSameRun() {
    RunId run = world.ended("etl", RunEnd.FAILED, Map.of());
    SensorTurn lost = turn(onFailure, firstSeen(onFailure), 0);
    world.ended("etl", RunEnd.FAILED, Map.of());

    SensorTurn again = onFailure.turn(lost.state(), new Turn(2, START), world.after(lost.state()));

    assertThat(runOf(again)).isEqualTo(run);
  }

  @Test
  void aRunThatASensorCannotBearIsPassedOverAtLast() {
    world.ended("etl", RunEnd.FAILED, Map.of());
    RunId next = world.ended("etl", RunEnd.FAILED, Map.of());
    SensorState state = firstSeen(onFailure);
    List<Long> waits = new ArrayList<>();
    long second = 0;
    for (int attempt = 1; attempt <= 4; attempt++) {
      state = ended(onFailure, turn(onFailure, state, second), FAILED, second);
      long wait =
          Duration.between(
                  START.plusSeconds(second), turn(onFailure, state, second).wakeAt().orElseThrow())
              .toSeconds();
      waits.add(wait);
      second += wait;
    }
    state = ended(onFailure, turn(onFailure, state, second), FAILED, second);

    assertThat(waits).containsExactly(5L, 15L, 35L, 75L);
    assertThat(runOf(turn(onFailure, state, second))).isEqualTo(next);
  }

  @Test
  void aWebhookIsToldOfEachDeliveryToItsPath() {
    SensorRule rule = rule(new Trigger.Webhook("orders"));
    Delivery delivery = new Delivery("1", START, "{}", new LinkedHashMap<>());
    world.add(new Happening.Delivered(1, "elsewhere", delivery));
    world.add(new Happening.Delivered(2, "orders", delivery));

    SensorTurn turn = turn(rule, firstSeen(rule), 0);

    assertThat(turn.begin().orElseThrow().asked().cause()).isEqualTo(new Cause.Delivered(delivery));
    assertThat(turn.begin().get().seen().position()).isEqualTo(2);
  }

  @Test
  void anotherTriggerForgetsWhatArrivedForTheOldOneAndKeepsTheCursor() {
    SensorState state = firstSeen(everyFiveMinutes).remembering(Optional.of("seen a"));

    SensorTurn turn = turn(onFailure, state, 0);

    assertThat(turn.state().trigger()).isEqualTo(onFailure.sensor().trigger());
    assertThat(turn.state().cursor()).contains("seen a");
  }

  /// The runs that a sensor is told of, until there are no more.
  private List<RunId> told(SensorRule rule, SensorState first) {
    List<RunId> told = new ArrayList<>();
    SensorState state = first;
    for (SensorTurn turn = turn(rule, state, 0);
        turn.begin().isPresent();
        turn = turn(rule, state, 0)) {
      told.add(runOf(turn));
      state = skipped(rule, turn);
    }
    return told;
  }

  private static RunId runOf(SensorTurn turn) {
    return ((Cause.RunEnded) turn.begin().orElseThrow().asked().cause()).run().run();
  }

  private static SensorRule rule(Trigger trigger) {
    SensorSnapshot sensor = Sensors.sensor(trigger);
    return new SensorRule(sensor, "code");
  }

  private static SensorState firstSeen(SensorRule rule) {
    return SensorState.firstSeen(rule.sensor(), START, 0);
  }

  private SensorTurn turn(SensorRule rule, SensorState state, long second) {
    return rule.turn(state, new Turn(1, START.plusSeconds(second)), world.after(state));
  }

  private static SensorState skipped(SensorRule rule, SensorTurn turn) {
    return ended(rule, turn, new Evaluation.Skipped("nothing new", Optional.empty()));
  }

  private static SensorState ended(SensorRule rule, SensorTurn turn, Evaluation evaluation) {
    DueLook look = turn.begin().orElseThrow();
    return ended(rule, turn, evaluation, Duration.between(START, look.started().at()).toSeconds());
  }

  private static SensorState ended(
      SensorRule rule, SensorTurn turn, Evaluation evaluation, long second) {
    DueLook look = turn.begin().orElseThrow();
    TickEnd end =
        TickEnd.of(evaluation, _ -> false, rule.retryAt(look.started(), START.plusSeconds(second)));
    return turn.state().ended(look, evaluation, end);
  }
}
