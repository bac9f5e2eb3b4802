package io.dagwerk.automation.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Evaluation;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.ScheduleSnapshot;
import io.dagwerk.model.ScheduleSnapshot.Asks;
import io.dagwerk.model.ScheduleSnapshot.Timing;
import io.dagwerk.testsupport.Covers;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class ScheduledRunsTest {
  private static final Instant AT = Instant.parse("2001-01-03T00:00:00Z");

  @Test
  void aPlainTickAsksForOneRun() {
    assertThat(runs(Schedules.cron("@daily"), AT)).containsExactly(LaunchRun.ofJob("job"));
  }

  @Test
  void aTickOfWindowsAsksForTheOneThatIsComplete() {
    assertThat(keys(Schedules.ofPartitions(Partitions.daily("2001-01-01")), AT))
        .containsExactly("2001-01-02");
  }

  @Test
  @Covers("S33.10")
  void aTimeOfThePastAsksForTheSameAsItsTickDid() {
    ScheduleSnapshot schedule = Schedules.ofPartitions(Partitions.daily("2001-01-01"));

    assertThat(runs(schedule, AT)).isEqualTo(runs(schedule, AT));
    assertThat(runs(schedule, AT).getFirst().key()).contains("2001-01-02");
  }

  @Test
  void windowsThatExistAheadAreAskedForWhenTheyAreComplete() {
    assertThat(keys(Schedules.ofPartitions(Partitions.daily("2001-01-01").ahead(3)), AT))
        .containsExactly("2001-01-02");
  }

  @Test
  void inSeveralDimensionsEveryCombinationOfTheWindowIsAskedFor() {
    Partitions product =
        Partitions.times(Partitions.daily("2001-01-01").ahead(1), Partitions.fixed("eu", "us"));

    assertThat(keys(Schedules.ofPartitions(product), AT))
        .containsExactly("2001-01-02|eu", "2001-01-02|us");
  }

  @Test
  void anExpressionMayAskForTheWindowThatIsCompleteByThen() {
    ScheduleSnapshot schedule =
        partitions(new Timing.Crons(List.of("0 6 * * *"), "UTC"), Partitions.daily("2001-01-01"));

    assertThat(keys(schedule, Instant.parse("2001-01-03T06:00:00Z"))).containsExactly("2001-01-02");
  }

  @Test
  void otherPartitionsAreAskedForOneByOneAtEachTick() {
    ScheduleSnapshot schedule =
        partitions(new Timing.Crons(List.of("@daily"), "UTC"), Partitions.fixed("eu", "us"));

    assertThat(runs(schedule, AT))
        .extracting(run -> run.key().orElseThrow())
        .containsExactly("2001-01-03T00:00:00Z eu", "2001-01-03T00:00:00Z us");
  }

  @Test
  void dynamicPartitionsAreThoseThatThereAre() {
    ScheduleSnapshot schedule =
        partitions(new Timing.Crons(List.of("@daily"), "UTC"), Partitions.dynamic("customers"));
    SequencedMap<String, List<PartitionKey>> keys = new LinkedHashMap<>();

    assertThat(ScheduledRuns.evaluate(schedule, AT, keys))
        .isEqualTo(
            new Evaluation.Skipped(
                "no partition is complete: there are no keys yet", Optional.empty()));
    keys.put("customers", List.of(PartitionKey.of("a"), PartitionKey.of("b")));
    assertThat(((Evaluation.Requested) ScheduledRuns.evaluate(schedule, AT, keys)).runs())
        .extracting(run -> run.partitions().getFirst().text())
        .containsExactly("a", "b");
  }

  @Test
  void runsSayWhereTheyComeFrom() {
    ScheduleSnapshot schedule = Schedules.ofPartitions(Partitions.daily("2001-01-01"));
    Evaluation evaluation =
        ScheduledRuns.tagged(
            schedule, AT, ScheduledRuns.evaluate(schedule, AT, new LinkedHashMap<>()));

    assertThat(((Evaluation.Requested) evaluation).runs().getFirst().tags())
        .containsEntry(RunTags.SCHEDULE, "schedule")
        .containsEntry(RunTags.SCHEDULED_AT, "2001-01-03T00:00:00Z")
        .containsEntry(RunTags.RUN_KEY, "2001-01-02");
  }

  private static ScheduleSnapshot partitions(Timing timing, Partitions partitions) {
    return Schedules.of(timing, Asks.PARTITIONS, Optional.of(partitions), 5);
  }

  private static List<LaunchRun> runs(ScheduleSnapshot schedule, Instant at) {
    return ((Evaluation.Requested) ScheduledRuns.evaluate(schedule, at, new LinkedHashMap<>()))
        .runs();
  }

  private static List<String> keys(ScheduleSnapshot schedule, Instant at) {
    return runs(schedule, at).stream().map(run -> run.partitions().getFirst().text()).toList();
  }
}
