package io.dagwerk.automation.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.tick.StartedTick;
import io.dagwerk.automation.tick.TickEnd;
import io.dagwerk.automation.tick.Turn;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.ScheduleSnapshot;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleRuleTest {
  private static final Instant START = Instant.parse("2001-01-01T00:30:00Z");
  private static final TickEnd DONE = new TickEnd.Skipped("nothing to do");

  private final ScheduleSnapshot hourly = Schedules.cron("0 * * * *");
  private final ScheduleSnapshot partitioned =
      Schedules.ofPartitions(Partitions.hourly("2001-01-01"));

  @Test
  void aTickIsDueOnceItsTimeHasCome() {
    ScheduleRule rule = rule(hourly);
    ScheduleState state = ScheduleState.firstSeen(hourly, START);

    assertThat(begun(rule.turn(state, at("00:59:59")))).isEmpty();
    assertThat(begun(rule.turn(state, at("01:00:00")))).containsExactly("01:00");
  }

  @Test
  void aTurnThatIsRepeatedBeginsNothingTwice() {
    ScheduleRule rule = rule(hourly);
    ScheduleTurn first = rule.turn(ScheduleState.firstSeen(hourly, START), at("01:00:01"));

    assertThat(begun(rule.turn(first.state(), at("01:00:01")))).isEmpty();
    assertThat(begun(rule.turn(ended(first), at("01:00:02")))).isEmpty();
  }

  @Test
  @Covers("S33.2")
  void ofEightMissedTicksOfPartitionsTheFiveLatestAreMadeUpForInOrder() {
    ScheduleTurn turn =
        rule(partitioned).turn(ScheduleState.firstSeen(partitioned, START), at("08:10:00"));

    assertThat(begun(turn)).containsExactly("04:00", "05:00", "06:00", "07:00", "08:00");
    assertThat(turn.missed()).contains(new MissedTicks(time("01:00:00"), time("03:00:00"), 3));
  }

  @Test
  @Covers("S33.2")
  void ofEightMissedTicksWithoutPartitionsOnlyTheLatestIsMadeUpFor() {
    ScheduleTurn turn = rule(hourly).turn(ScheduleState.firstSeen(hourly, START), at("08:10:00"));

    assertThat(begun(turn)).containsExactly("08:00");
    assertThat(turn.missed()).contains(new MissedTicks(time("01:00:00"), time("07:00:00"), 7));
  }

  @Test
  void whatWasMissedIsRecordedOnce() {
    ScheduleRule rule = rule(hourly);
    ScheduleTurn turn = rule.turn(ScheduleState.firstSeen(hourly, START), at("08:10:00"));

    assertThat(rule.turn(turn.state(), at("08:10:01")).missed()).isEmpty();
    assertThat(rule.turn(ended(turn), at("09:00:00")).missed()).isEmpty();
  }

  @Test
  void aGapOfYearsIsNotCountedToItsEnd() {
    ScheduleSnapshot minutely = Schedules.cron("* * * * *");

    ScheduleTurn turn =
        rule(minutely)
            .turn(
                ScheduleState.firstSeen(minutely, START),
                new Turn(1, Instant.parse("2011-01-01T00:00:00Z")));

    assertThat(turn.missed().orElseThrow().count()).isEqualTo(MissedTicks.MOST_COUNTED);
    assertThat(turn.missed().orElseThrow().last()).isEqualTo("2010-12-31T23:59:00Z");
  }

  @Test
  @Covers("S33.9")
  void otherTimesNeverTickInThePast() {
    ScheduleState state = ScheduleState.firstSeen(hourly, START);
    ScheduleSnapshot edited = Schedules.cron("15 * * * *");

    ScheduleTurn seen = rule(edited).turn(state, at("03:20:00"));

    assertThat(begun(seen)).isEmpty();
    assertThat(seen.missed()).isEmpty();
    assertThat(begun(rule(edited).turn(seen.state(), at("04:14:59")))).isEmpty();
    assertThat(begun(rule(edited).turn(seen.state(), at("04:15:00")))).containsExactly("04:15");
  }

  @Test
  void anotherZoneIsAnotherTiming() {
    ScheduleSnapshot daily = Schedules.cron("0 1 * * *");
    ScheduleSnapshot elsewhere =
        Schedules.of(
            new ScheduleSnapshot.Timing.Crons(List.of("0 1 * * *"), "America/New_York"),
            ScheduleSnapshot.Asks.RUN,
            Optional.empty(),
            1);

    ScheduleTurn seen = rule(elsewhere).turn(ScheduleState.firstSeen(daily, START), at("05:59:00"));

    assertThat(begun(seen)).isEmpty();
    assertThat(begun(rule(elsewhere).turn(seen.state(), at("06:00:00")))).containsExactly("06:00");
  }

  @Test
  void severalExpressionsTickTogether() {
    ScheduleSnapshot both =
        Schedules.of(
            new ScheduleSnapshot.Timing.Crons(List.of("0 * * * *", "*/20 * * * *"), "UTC"),
            ScheduleSnapshot.Asks.RUN,
            Optional.empty(),
            10);

    ScheduleTurn turn = rule(both).turn(ScheduleState.firstSeen(both, START), at("01:25:00"));

    assertThat(begun(turn)).containsExactly("00:40", "01:00", "01:20");
  }

  @Test
  @Covers("S33.11")
  void aClockThatJumpsAheadAndBackTicksOnce() {
    ScheduleRule rule = rule(hourly);
    ScheduleTurn ahead = rule.turn(ScheduleState.firstSeen(hourly, START), at("01:02:00"));
    ScheduleState done = ended(ahead);

    assertThat(begun(ahead)).containsExactly("01:00");
    assertThat(begun(rule.turn(done, at("00:57:00")))).isEmpty();
    assertThat(begun(rule.turn(done, at("01:00:00")))).isEmpty();
    assertThat(begun(rule.turn(done, at("01:05:00")))).isEmpty();
    assertThat(begun(rule.turn(done, at("02:00:00")))).containsExactly("02:00");
  }

  @Test
  void aStoppedScheduleDoesNothingAndMakesUpForNothing() {
    ScheduleRule rule = rule(hourly);
    ScheduleState stopped = ScheduleState.firstSeen(hourly, START).stopped(time("01:30:00"));

    assertThat(begun(rule.turn(stopped, at("05:00:00")))).isEmpty();

    ScheduleState again = stopped.started(time("05:30:00"));
    assertThat(begun(rule.turn(again, at("05:59:00")))).isEmpty();
    assertThat(begun(rule.turn(again, at("06:00:00")))).containsExactly("06:00");
    assertThat(again.status()).isEqualTo(InstigatorStatus.RUNNING);
    assertThat(again.started(time("07:00:00"))).isEqualTo(again);
  }

  @Test
  void whatIsUnderWayWhenItIsStoppedTakesNoEffect() {
    ScheduleTurn turn = rule(hourly).turn(ScheduleState.firstSeen(hourly, START), at("01:00:00"));

    assertThat(turn.state().findStarted(time("01:00:00"))).contains(turn.begin().getFirst());
    assertThat(turn.state().stopped(time("01:00:01")).findStarted(time("01:00:00"))).isEmpty();
  }

  @Test
  void aFailedTickIsTriedAgainUntilItsAttemptsAreUsed() {
    ScheduleRule rule = rule(hourly);
    ScheduleTurn first = rule.turn(ScheduleState.firstSeen(hourly, START), at("01:00:00"));

    ScheduleState failed = failed(rule, first, "01:00:00");
    assertThat(begun(rule.turn(failed, at("01:00:09")))).isEmpty();
    assertThat(rule.turn(failed, at("01:00:09")).wakeAt()).contains(time("01:00:10"));
    ScheduleTurn second = rule.turn(failed, at("01:00:10"));
    assertThat(second.begin()).extracting(StartedTick::attempt).containsExactly(2);

    ScheduleTurn third = rule.turn(failed(rule, second, "01:00:10"), at("01:00:40"));
    assertThat(third.begin()).extracting(StartedTick::attempt).containsExactly(3);

    assertThat(rule.retryAt(third.state(), third.begin().getFirst(), time("01:00:40"))).isEmpty();
    assertThat(failed(rule, third, "01:00:40").open()).isEmpty();
  }

  @Test
  void aTickThatWaitsForItsRetryHoldsUpNoOther() {
    ScheduleRule rule = rule(hourly);
    ScheduleTurn first = rule.turn(ScheduleState.firstSeen(hourly, START), at("01:59:55"));

    ScheduleTurn next = rule.turn(failed(rule, first, "01:59:55"), at("02:00:00"));
    assertThat(begun(next)).containsExactly("02:00");

    assertThat(begun(rule.turn(ended(next), at("02:00:05")))).containsExactly("01:00");
  }

  @Test
  void whoeverTakesOverMakesTheAttemptAnew() {
    ScheduleRule rule = rule(hourly);
    ScheduleTurn lost = rule.turn(ScheduleState.firstSeen(hourly, START), at("01:00:00"));

    ScheduleTurn taken = rule.turn(lost.state(), new Turn(2, time("01:00:30")));

    assertThat(taken.begin())
        .containsExactly(new StartedTick(time("01:00:00"), 2, 2, "code", Optional.empty()));
    assertThat(taken.state().findStarted(time("01:00:00"))).contains(taken.begin().getFirst());
  }

  @Test
  void aTickThatIsLostWithEachAttemptIsGivenUp() {
    ScheduleRule rule = rule(hourly);
    ScheduleState state = ScheduleState.firstSeen(hourly, START);
    for (int fence = 1; fence <= 3; fence++) {
      state = rule.turn(state, new Turn(fence, time("01:00:00"))).state();
    }

    ScheduleTurn turn = rule.turn(state, new Turn(4, time("01:00:00")));

    assertThat(turn.begin()).isEmpty();
    assertThat(turn.state().open()).isEmpty();
    assertThat(turn.givenUp())
        .singleElement()
        .satisfies(tick -> assertThat(tick.reason()).contains("3 attempts"));
  }

  @Test
  void theLoopSleepsUntilTheNextTick() {
    ScheduleRule rule = rule(hourly);
    ScheduleState state = ScheduleState.firstSeen(hourly, START);

    assertThat(rule.turn(state, at("00:40:00")).wakeAt()).contains(time("01:00:00"));
    assertThat(rule.turn(state, at("01:00:00")).wakeAt()).contains(time("02:00:00"));
    assertThat(rule.turn(state.stopped(START), at("01:00:00")).wakeAt()).isEmpty();
  }

  private static ScheduleRule rule(ScheduleSnapshot schedule) {
    return ScheduleRule.of(schedule, "code");
  }

  private static Instant time(String time) {
    return Instant.parse("2001-01-01T" + time + "Z");
  }

  private static Turn at(String time) {
    return new Turn(1, time(time));
  }

  /// The hours and minutes of the ticks that begin.
  private static List<String> begun(ScheduleTurn turn) {
    return turn.begin().stream().map(tick -> tick.at().toString().substring(11, 16)).toList();
  }

  private static ScheduleState ended(ScheduleTurn turn) {
    ScheduleState state = turn.state();
    for (StartedTick tick : turn.begin()) {
      state = state.ended(tick, DONE);
    }
    return state;
  }

  private static ScheduleState failed(ScheduleRule rule, ScheduleTurn turn, String time) {
    StartedTick attempt = turn.begin().getFirst();
    ErrorInfo error = ErrorInfo.ofMessage("Broken", "");
    return turn.state()
        .ended(attempt, new TickEnd.Failed(error, rule.retryAt(turn.state(), attempt, time(time))));
  }

  @Test
  void theOffsetDelaysTheTicksOfPartitions() {
    ScheduleSnapshot late =
        Schedules.of(
            new ScheduleSnapshot.Timing.WindowEnds(
                Partitions.hourly("2001-01-01"), Duration.ofMinutes(10)),
            ScheduleSnapshot.Asks.PARTITIONS,
            Optional.of(Partitions.hourly("2001-01-01")),
            5);

    ScheduleTurn turn = rule(late).turn(ScheduleState.firstSeen(late, START), at("02:09:59"));

    assertThat(begun(turn)).containsExactly("01:10");
    assertThat(Stream.of(turn.wakeAt()).map(Optional::orElseThrow))
        .containsExactly(time("02:10:00"));
  }
}
