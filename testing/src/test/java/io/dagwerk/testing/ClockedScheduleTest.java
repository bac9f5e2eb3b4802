package io.dagwerk.testing;

import static io.dagwerk.definitions.Input.config;
import static io.dagwerk.definitions.Input.partitionKey;
import static io.dagwerk.definitions.Input.tick;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.dagwerk.automation.backfill.BackfillId;
import io.dagwerk.automation.tick.EndedTick;
import io.dagwerk.config.Default;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Decision;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.RunRequest;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.definitions.Tick;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Retry;
import io.dagwerk.model.RunTags;
import io.dagwerk.testsupport.Covers;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Schedules on a virtual clock, from their declaration to the runs that they ask for.
class ClockedScheduleTest {
  private static final Duration DAY = Duration.ofDays(1);

  record Greeting(@Default("hello") String text) {}

  private final List<String> said = new ArrayList<>();
  private final Job greet =
      Job.named("greet")
          .running(graph ->
              graph.op("say").from(config(Greeting.class)).doing(it -> said.add(it.text())));
  private final Asset<String> days =
      Asset.named("days", String.class)
          .partitionedBy(Partitions.daily("2001-01-01"))
          .from(partitionKey())
          .by(PartitionKey::text);
  private final Job makeDays = Job.named("make_days").materializing(days);

  @Test
  void aScheduleRunsItsJobAtItsTimes() {
    Schedule morning = Schedule.named("morning").cron("0 6 * * *").running(greet).always();
    Clockwork clock = clock(greet, morning);

    clock.advance(Duration.ofHours(6).minusSeconds(1));
    assertThat(clock.runs(greet)).isEmpty();
    clock.advance(DAY.multipliedBy(3));

    assertThat(clock.ticks(morning))
        .extracting(EndedTick::at)
        .containsExactly(at("2001-01-01"), at("2001-01-02"), at("2001-01-03"));
    assertThat(clock.runs(greet)).hasSize(3).allMatch(Result::succeeded);
    assertThat(clock.launches(greet).getFirst().tags())
        .containsEntry(RunTags.SCHEDULE, "morning")
        .containsEntry(RunTags.SCHEDULED_AT, "2001-01-01T06:00:00Z");
  }

  private static Instant at(String day) {
    return Instant.parse(day + "T06:00:00Z");
  }

  @Test
  @Covers("S33.4")
  void withoutAZoneTimesAreInUtcWhateverTheZoneOfTheMachineIs() {
    Schedule daily = Schedule.named("daily").running(greet).always();
    Clockwork clock = clock(greet, daily);

    clock.advance(DAY);

    assertThat(daily.settings().zone().getRules()).isEqualTo(ZoneOffset.UTC.getRules());
    assertThat(clock.ticks(daily))
        .extracting(EndedTick::at)
        .containsExactly(Instant.parse("2001-01-02T00:00:00Z"));
  }

  @Test
  @Covers("S11.3")
  void aFunctionMaySkipATickAndSayWhy() {
    Schedule weekdays =
        Schedule.named("weekdays")
            .cron("0 6 * * *")
            .running(greet)
            .from(tick())
            .by(ClockedScheduleTest::onWeekdays);
    Clockwork clock = clock(greet, weekdays);

    clock.advance(DAY.multipliedBy(7));

    assertThat(clock.runs(greet)).hasSize(5);
    assertThat(clock.ticks(weekdays))
        .filteredOn(EndedTick::wasSkipped)
        .extracting(EndedTick::reason)
        .containsExactly("2001-01-06 is a SATURDAY", "2001-01-07 is a SUNDAY");
  }

  private static Decision onWeekdays(Tick tick) {
    LocalDate day = LocalDate.ofInstant(tick.scheduledAt(), ZoneOffset.UTC);
    DayOfWeek name = day.getDayOfWeek();
    return name.getValue() > 5
        ? Decision.skip("%s is a %s".formatted(day, name))
        : Decision.run(RunRequest.always());
  }

  @Test
  void aFunctionGivesConfigAndTagsToSeveralRuns() {
    Schedule greetings =
        Schedule.named("greetings")
            .cron("0 6 * * *")
            .tag("team", "reception")
            .running(greet)
            .from(tick())
            .by(ClockedScheduleTest::greetings);
    Clockwork clock = clock(greet, greetings);

    clock.advance(DAY);

    assertThat(said).containsExactly("good 2001-01-01", "bye");
    assertThat(clock.launches(greet))
        .extracting(run -> run.tags().get("team"), run -> run.tags().get("kind"))
        .containsExactly(tuple("reception", "text"), tuple("reception", "text"));
  }

  private static Decision greetings(Tick tick) {
    String day = tick.scheduledAt().toString().substring(0, 10);
    return Decision.run(greeting("good " + day), greeting("bye")).tag("kind", "text");
  }

  private static RunRequest greeting(String text) {
    return RunRequest.of(text)
        .config(Map.of("ops", Map.of("say", Map.of("config", Map.of("text", text)))));
  }

  @Test
  @Covers("S33.10")
  void aTimeOfThePastShowsTheSameRunConfigAsItsTickHad() {
    Schedule greetings =
        Schedule.named("greetings")
            .cron("0 6 * * *")
            .running(greet)
            .from(tick())
            .by(ClockedScheduleTest::greetings);
    Clockwork clock = clock(greet, greetings);
    clock.advance(DAY.multipliedBy(3));
    List<LaunchRun> first = clock.ticks(greetings).getFirst().runs();
    int runs = clock.runs().size();

    Evaluation shown = clock.evaluate(greetings, "2001-01-01T06:00Z");

    assertThat(shown)
        .isInstanceOfSatisfying(
            Evaluation.Requested.class, requested -> assertThat(requested.runs()).isEqualTo(first));
    assertThat(clock.runs()).hasSize(runs);
  }

  @Test
  void aTickThatFailsIsTriedAgain() {
    List<Instant> asked = new ArrayList<>();
    Schedule flaky =
        Schedule.named("flaky")
            .cron("0 6 * * *")
            .retrying(Retry.times(2).constant(Duration.ofMinutes(1)))
            .running(greet)
            .from(tick())
            .by(tick -> {
              asked.add(tick.scheduledAt());
              if (asked.size() < 3) {
                throw new IllegalStateException("no answer");
              }
              return Decision.run(RunRequest.always());
            });
    Clockwork clock = clock(greet, flaky);

    clock.advance(DAY);

    assertThat(asked).hasSize(3).containsOnly(at("2001-01-01"));
    assertThat(clock.ticks(flaky))
        .extracting(EndedTick::attempt, EndedTick::reason)
        .containsExactly(
            tuple(1, "IllegalStateException: no answer"),
            tuple(2, "IllegalStateException: no answer"),
            tuple(3, ""));
    assertThat(clock.runs(greet)).hasSize(1);
  }

  @Test
  void eachPartitionRunsWhenItIsComplete() {
    Schedule complete =
        Schedule.named("complete").offset(Duration.ofHours(2)).ofPartitions(makeDays);
    Clockwork clock = clock(days, makeDays, complete);

    clock.advance(DAY.plusHours(1));
    assertThat(clock.partitions(days)).isEmpty();
    clock.advance(DAY.multipliedBy(2));

    assertThat(clock.partitions(days))
        .containsExactly(PartitionKey.of("2001-01-01"), PartitionKey.of("2001-01-02"));
    assertThat(clock.value(days, "2001-01-02")).isEqualTo("2001-01-02");
  }

  @Test
  void partitionsWithoutTimeRunAllAtEachTick() {
    Asset<String> regions =
        Asset.named("regions", String.class)
            .partitionedBy(Partitions.fixed("eu", "us"))
            .from(partitionKey())
            .by(PartitionKey::text);
    Job makeRegions = Job.named("make_regions").materializing(regions);
    Clockwork clock = clock(regions, makeRegions, Schedule.ofPartitions(makeRegions));

    clock.advance(DAY.multipliedBy(2));

    assertThat(clock.launches(makeRegions))
        .extracting(run -> run.partitions().getFirst().text())
        .containsExactly("eu", "us", "eu", "us");
  }

  @Test
  void aRunThatCannotStartFailsItsTickWithTheReason() {
    Schedule wrong =
        Schedule.named("wrong")
            .running(makeDays)
            .by(() -> Decision.run(RunRequest.always().on("1999-01-01")));
    Clockwork clock = clock(days, makeDays, wrong);

    clock.advance(DAY);

    assertThat(clock.runs()).isEmpty();
    assertThat(clock.ticks(wrong).getFirst().reason()).contains("1999-01-01", "2001-01-01");
  }

  @Test
  void aStoppedScheduleDoesNotTick() {
    Schedule morning = Schedule.named("morning").cron("0 6 * * *").running(greet).always();
    Clockwork clock = clock(greet, morning);
    clock.advance(DAY).stop(morning).advance(DAY.multipliedBy(5)).start(morning).advance(DAY);

    assertThat(clock.ticks(morning))
        .extracting(EndedTick::at)
        .containsExactly(at("2001-01-01"), at("2001-01-07"));
  }

  @Test
  void aFunctionThatDecidesNothingFailsItsTick() {
    Schedule nothing = Schedule.named("nothing").running(greet).by(() -> nothing());
    Clockwork clock = clock(greet, nothing);

    clock.advance(DAY);

    assertThat(clock.ticks(nothing).getFirst().reason()).contains("Decision.skip(...)");
  }

  @Test
  void aTimeWithoutOffsetAndAScheduleOfOthersAreRefused() {
    Schedule other = Schedule.named("other").running(greet).always();
    Clockwork clock = clock(greet);

    assertThatThrownBy(() -> Clockwork.of(Definitions.of(List.of(greet))).startingAt("2001-01-10"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("such as 2001-01-01T06:00Z")
        .hasMessageEndingWith("but found '2001-01-10'");
    assertThatThrownBy(() -> clock.ticks(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("schedule 'other' is none of the definitions");
    assertThatThrownBy(() -> clock.state(new BackfillId("backfill 9")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no backfill 'backfill 9'; there are []");
  }

  @SuppressWarnings({"DataFlowIssue", "NullAway"}) // as a user may do
  private static Decision nothing() {
    return null;
  }

  private static Clockwork clock(Definition... definitions) {
    return Clockwork.of(Definitions.of(List.of(definitions))).startingAt("2001-01-01T00:00Z");
  }
}
