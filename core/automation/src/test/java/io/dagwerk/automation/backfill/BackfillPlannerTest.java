package io.dagwerk.automation.backfill;

import static io.dagwerk.automation.backfill.Sketch.DAYS;
import static io.dagwerk.automation.backfill.Sketch.MONTHS;
import static io.dagwerk.automation.backfill.Sketch.read;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.LaunchRun.Target;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.PlanRequest.Targets;
import io.dagwerk.testsupport.Covers;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackfillPlannerTest {
  private final Sketch flights =
      new Sketch()
          .asset("raw", DAYS)
          .asset("delays", DAYS, read("raw"))
          .asset("report", MONTHS, read("delays", new PartitionMapping.All()))
          .job("refresh", "*");

  @Test
  void monthsAreThoseOfTheDaysThatAreAskedFor() {
    Drive drive = new Drive(flights, request("*", keys("2001-01-31", "2001-02-01")));

    assertThat(drive.items(Items::wanted))
        .containsExactly(
            "raw 2001-01-31",
            "raw 2001-02-01",
            "delays 2001-01-31",
            "delays 2001-02-01",
            "report 2001-01",
            "report 2001-02");
  }

  @Test
  void aRangeHasBothItsEnds() {
    Drive drive =
        new Drive(
            flights,
            request(
                "raw",
                new Targets.Range(PartitionKey.of("2001-01-30"), PartitionKey.of("2001-02-01"))));

    assertThat(drive.items(Items::wanted))
        .containsExactly("raw 2001-01-30", "raw 2001-01-31", "raw 2001-02-01");
  }

  @Test
  void aTextNamesRangesAndKeys() {
    Drive drive =
        new Drive(flights, request("raw", new Targets.Text("2001-01-30...2001-02-01,2001-02-03")));

    assertThat(drive.items(Items::wanted))
        .containsExactly("raw 2001-01-30", "raw 2001-01-31", "raw 2001-02-01", "raw 2001-02-03");
    assertThat(
            refused(
                flights, request("raw", new Targets.Text("2001-01-32")), PartitionStates.NOTHING))
        .singleElement()
        .asString()
        .contains("2001-01-32", "place 1");
    assertThat(
            refused(
                new Sketch().asset("a"),
                request("a", new Targets.Text("x...y")),
                PartitionStates.NOTHING))
        .singleElement()
        .asString()
        .contains("found the partitions x...y, but none of the assets is partitioned");
  }

  @Test
  void allAreThoseThatExist() {
    Drive drive = new Drive(flights, request("raw", new Targets.Every()));

    assertThat(drive.backfill.counts(_ -> false).total()).isEqualTo(31 + 28);
  }

  @Test
  void assetsWithoutPartitionsNeedNone() {
    Drive drive =
        new Drive(new Sketch().asset("a").asset("b", read("a")), request("*", new Targets.None()));

    assertThat(drive.step()).containsExactly("a+b");
  }

  @Test
  @Covers("S25.4")
  void whatIsReadAndWasNeverMadeIsReportedBeforeAnythingRuns() {
    States made =
        new States(
            new Drive(flights, request("raw", keys("2001-01-01"))).numbers("raw", "2001-01-01"));

    assertThat(refused(flights, request("delays", keys("2001-01-01", "2001-01-02")), made))
        .containsExactly(
            "'delays' reads 'raw' 2001-01-02, which was never materialized; backfill it too, or materialize it first");
    assertThat(new Drive(flights, request("delays", keys("2001-01-01")), made).step())
        .containsExactly("delays 2001-01-01");
  }

  @Test
  void aReaderOfManyPartitionsNeedsSomeOfThem() {
    assertThat(refused(flights, request("report", keys("2001-01")), PartitionStates.NOTHING))
        .singleElement()
        .asString()
        .startsWith(
            "'report' reads 'delays' 2001-01-01, 2001-01-02, 2001-01-03, 2001-01-04, 2001-01-05 and 26 more,");
    States made =
        new States(
            new Drive(flights, request("raw", keys("2001-01-07"))).numbers("raw", "2001-01-07"));
    assertThat(new Drive(flights, request("report", keys("2001-01")), made).step())
        .containsExactly("report 2001-01");
  }

  @Test
  void requestsThatMeanNothingAreRefusedWithTheReason() {
    assertThat(refused(flights, request("rav", keys("2001-01-01")), PartitionStates.NOTHING))
        .singleElement()
        .asString()
        .contains("rav");
    assertThat(refused(flights, request("raw", keys("2001-13-01")), PartitionStates.NOTHING))
        .singleElement()
        .asString()
        .contains("[2001-13-01]", "days from 2001-01-01 to 2001-02-28");
    assertThat(refused(flights, request("raw", new Targets.None()), PartitionStates.NOTHING))
        .singleElement()
        .asString()
        .contains("say which partitions");
    assertThat(
            refused(
                flights,
                request(
                    "raw",
                    new Targets.Range(
                        PartitionKey.of("2001-02-01"), PartitionKey.of("2001-01-01"))),
                PartitionStates.NOTHING))
        .singleElement()
        .asString()
        .contains("ends at or after its start");
    assertThat(refused(new Sketch().asset("a"), request("a", keys("x")), PartitionStates.NOTHING))
        .singleElement()
        .asString()
        .contains("none of the assets is partitioned");
    assertThat(
            refused(
                flights,
                BackfillRequest.of(
                    new Target.OfJob("refrehs", Optional.empty()), new Targets.Every()),
                PartitionStates.NOTHING))
        .singleElement()
        .asString()
        .contains("refrehs", "refresh");
  }

  @Test
  void dimensionsGoTogether() {
    Partitions product = Partitions.times(DAYS, Partitions.fixed("eu", "us"));
    Sketch sketch =
        new Sketch()
            .asset("raw", product)
            .asset("sum", DAYS, read("raw", new PartitionMapping.All()));

    Drive drive = new Drive(sketch, request("*", keys("2001-01-01|eu", "2001-01-01|us")));

    assertThat(drive.run())
        .containsExactly("raw 2001-01-01|eu", "raw 2001-01-01|us", "sum 2001-01-01");
  }

  private static BackfillRequest request(String selection, Targets partitions) {
    return BackfillRequest.of(new Target.OfAssets(selection), partitions);
  }

  private static Targets keys(String... keys) {
    return new Targets.Keys(Stream.of(keys).map(PartitionKey::of).toList());
  }

  private static List<String> refused(
      Sketch sketch, BackfillRequest request, PartitionStates states) {
    BackfillPlanner.Result result =
        new BackfillPlanner(sketch.location(), Moment.at(Drive.NOW), states)
            .plan(new BackfillId("b"), request);
    assertThat(result).isInstanceOf(BackfillPlanner.Result.Refused.class);
    return ((BackfillPlanner.Result.Refused) result).problems();
  }

  /// These partitions of every node have values.
  private record States(PartitionSubset made) implements PartitionStates {
    @Override
    public PartitionSubset materialized(String node) {
      return made;
    }

    @Override
    public PartitionSubset failed(String node) {
      return PartitionSubset.none();
    }
  }
}
