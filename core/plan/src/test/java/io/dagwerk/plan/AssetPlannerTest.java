package io.dagwerk.plan;

import static io.dagwerk.plan.Sketch.asset;
import static io.dagwerk.plan.Sketch.bundle;
import static io.dagwerk.plan.Sketch.check;
import static io.dagwerk.plan.Sketch.external;
import static io.dagwerk.plan.Sketch.op;
import static io.dagwerk.plan.Sketch.plan;
import static io.dagwerk.plan.Sketch.problems;
import static io.dagwerk.plan.Sketch.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.ParentRun.Ended;
import io.dagwerk.plan.PlanRequest.Targets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

final class AssetPlannerTest {
  private static final Partitions DAYS = Partitions.daily("2001-01-30");
  private static final Partitions MONTHS = Partitions.monthly("2001-01-01");
  private static final PartitionMapping ALL = new PartitionMapping.All();

  private static final Sketch FLIGHTS =
      Sketch.of(
          external("landing"),
          asset("airports"),
          asset("raw").by(DAYS).readsAssets("landing"),
          asset("delays").by(DAYS).readsAssets("raw", "airports"),
          asset("report").by(MONTHS).readsMany("delays", ALL));

  @Test
  void assetsAreStepsAndExternalOnesAreRead() {
    assertThat(shown(plan(FLIGHTS.refresh().on("2001-01-30", "2001-01-31"))))
        .containsExactly(
            "airports",
            "raw[2001-01-30] <- stored landing",
            "raw[2001-01-31] <- stored landing",
            "delays[2001-01-30] <- raw[2001-01-30], airports",
            "delays[2001-01-31] <- raw[2001-01-31], airports",
            "report[2001-01] <- {2001-01-30=delays[2001-01-30], 2001-01-31=delays[2001-01-31]}");
  }

  @Test
  void whatIsNotSelectedIsReadFromTheStore() {
    FakeKnown known = FakeKnown.materialized("raw[2001-01-30]", "airports");

    assertThat(shown(plan(FLIGHTS.refresh().select("delays").on("2001-01-30").knowing(known))))
        .containsExactly("delays[2001-01-30] <- stored raw[2001-01-30], stored airports");
  }

  @Test
  void whatWasNeverMaterializedIsRefusedWithTheRemedy() {
    assertThat(problems(FLIGHTS.refresh().select("delays").on("2001-01-30", "2001-01-31")))
        .containsExactly(
            "asset 'delays' reads 'raw' [2001-01-30], [2001-01-31], which was never materialized; select +delays or materialize it first",
            "asset 'delays' reads 'airports', which was never materialized; select +delays or materialize it first");
  }

  @Test
  void aModeThatReadsWhatIsStoredNeedsToKnowNothingOfIt() {
    assertThat(
            shown(plan(FLIGHTS.refresh().select("delays").on("2001-01-31").inMode(Sketch.LOCAL))))
        .containsExactly("delays[2001-01-31] <- stored raw[2001-01-31], stored airports");
    assertThat(problems(FLIGHTS.refresh().select("delays").on("2001-01-31").inMode("default")))
        .hasSize(2);
  }

  @Test
  void aLongWindowReadsThePartitionsThatThereAre() {
    FakeKnown known = FakeKnown.materialized("delays[2001-01-31]");

    assertThat(shown(plan(FLIGHTS.refresh().select("report").on("2001-01").knowing(known))))
        .containsExactly("report[2001-01] <- {2001-01-31=stored delays[2001-01-31]}");
    assertThat(problems(FLIGHTS.refresh().select("report").on("2001-01")))
        .containsExactly(
            "asset 'report' reads 'delays' [2001-01-30], [2001-01-31], which was never materialized; select +report or materialize it first");
  }

  @Test
  void partitionsMustBeSaidAndExist() {
    assertThat(problems(FLIGHTS.refresh().select("raw, delays")))
        .containsExactly(
            "asset 'raw' and asset 'delays' are partitioned by day; say which partitions to make, there are days from 2001-01-30 to 2001-02-28");
    assertThat(problems(FLIGHTS.refresh().select("raw")))
        .containsExactly(
            "asset 'raw' is partitioned by day; say which partitions to make, there are days from 2001-01-30 to 2001-02-28");
    assertThat(problems(FLIGHTS.refresh().select("raw").on("2001-01-01")))
        .containsExactly(
            "no selected asset has the partition '2001-01-01'; there are days from 2001-01-30 to 2001-02-28");
    assertThat(problems(FLIGHTS.refresh().select("airports").on("2001-01-30")))
        .containsExactly(
            "found the partitions [2001-01-30], but no selected asset is partitioned; leave them out");
  }

  @Test
  void anAssetWithoutAPartitionOfThatTimeIsLeftOutAndSaid() {
    Planner.Result result =
        Planner.plan(
            Sketch.of(
                    asset("raw").by(DAYS),
                    asset("late").by(Partitions.monthly("2001-03-01")).readsMany("raw", ALL))
                .refresh()
                .on("2001-01-30"));

    assertThat(result)
        .isInstanceOfSatisfying(
            Planner.Result.Planned.class,
            planned -> {
              assertThat(shown(planned.plan())).containsExactly("raw[2001-01-30]");
              assertThat(planned.notes())
                  .containsExactly(
                      "asset 'late' is left out: no partition of it belongs to [2001-01-30]; there are no months yet, the first will be 2001-03");
            });
  }

  @Test
  void rangesAndAllAreTargetsToo() {
    PlanRequest request = Sketch.of(asset("raw").by(DAYS)).refresh();

    assertThat(
            shown(
                plan(
                    request.on(
                        new Targets.Range(
                            PartitionKey.of("2001-01-30"), PartitionKey.of("2001-02-01"))))))
        .containsExactly("raw[2001-01-30]", "raw[2001-01-31]", "raw[2001-02-01]");
    assertThat(shown(plan(request.on(new Targets.Every())))).hasSize(30);
    assertThat(shown(plan(request.on(new Targets.Text("2001-01-30...2001-02-01,2001-02-03")))))
        .containsExactly(
            "raw[2001-01-30]", "raw[2001-01-31]", "raw[2001-02-01]", "raw[2001-02-03]");
  }

  @Test
  void aTextIsOfThePartitioningThatHasAllOfIt() {
    PlanRequest request =
        Sketch.of(
                asset("raw").by(DAYS),
                asset("monthly").by(Partitions.monthly("2001-01-01")).readsMany("raw", ALL))
            .refresh();

    assertThat(shown(plan(request.on(new Targets.Text("2001-01")))))
        .containsExactly(
            "raw[2001-01-30]",
            "raw[2001-01-31]",
            "monthly[2001-01] <- {2001-01-30=raw[2001-01-30], 2001-01-31=raw[2001-01-31]}");
    assertThat(problems(request.on(new Targets.Text("2001-01-30,2001-1-31"))))
        .singleElement()
        .asString()
        .contains("2001-1-31", "place 12");
    assertThat(problems(Sketch.of(asset("raw")).refresh().on(new Targets.Text("2001-01-30"))))
        .singleElement()
        .asString()
        .contains("found the partitions 2001-01-30, but no selected asset is partitioned");
  }

  @Test
  void aRangeIsOneStepForEachRunOfNeighbors() {
    Sketch sketch =
        Sketch.of(
            asset("raw").by(DAYS).ofRange(),
            asset("delays").by(DAYS).readsAssets("raw"),
            asset("all").by(DAYS).ofRange().readsMany("raw", ALL));
    Plan plan = plan(sketch.refresh().on("2001-02-05", "2001-01-30", "2001-01-31"));

    assertThat(shown(plan))
        .containsExactly(
            "raw[2001-01-30...2001-01-31]",
            "raw[2001-02-05]",
            "delays[2001-01-30] <- stored raw[2001-01-30] after raw[2001-01-30...2001-01-31]",
            "delays[2001-01-31] <- stored raw[2001-01-31] after raw[2001-01-30...2001-01-31]",
            "delays[2001-02-05] <- stored raw[2001-02-05] after raw[2001-02-05]",
            "all[2001-01-30...2001-01-31] <- {2001-01-30=stored raw[2001-01-30], 2001-01-31=stored raw[2001-01-31]} after raw[2001-01-30...2001-01-31]",
            "all[2001-02-05] <- {2001-02-05=stored raw[2001-02-05]} after raw[2001-02-05]");
    assertThat(plan.step(StepKey.parse("raw[2001-01-30...2001-01-31]")).partitions()).hasSize(2);
  }

  @Test
  void aRangeReadsNoSingleValue() {
    Sketch sketch =
        Sketch.of(asset("raw").by(DAYS), asset("all").by(DAYS).ofRange().readsAssets("raw"));

    assertThat(problems(sketch.refresh().on("2001-01-30", "2001-01-31")))
        .containsExactly(
            "asset 'all' makes several partitions at once and reads one value of 'raw', of which it needs [2001-01-30], [2001-01-31]; read it with .allPartitions()");
  }

  @Test
  void thePreviousPartitionIsReadWhereThereIsOne() {
    Sketch sketch =
        Sketch.of(asset("total").by(DAYS).readsOne("total", new PartitionMapping.Offset(-1)));

    assertThat(shown(plan(sketch.refresh().on("2001-01-30", "2001-01-31"))))
        .containsExactly("total[2001-01-30] <- nothing", "total[2001-01-31] <- total[2001-01-30]");
    assertThat(problems(sketch.refresh().on("2001-02-05"))).hasSize(1);
  }

  @Test
  void whatReadsTheNextPartitionIsPlannedBackwards() {
    Sketch sketch = Sketch.of(asset("x").by(DAYS).readsOne("x", new PartitionMapping.Offset(1)));

    assertThat(shown(plan(sketch.refresh().on("2001-02-27", "2001-02-28"))))
        .containsExactly("x[2001-02-28] <- nothing", "x[2001-02-27] <- x[2001-02-28]");
  }

  @Test
  void theLastPartitionIsTheNewestThatHasAValue() {
    Sketch sketch =
        Sketch.of(asset("raw").by(DAYS), asset("x").readsOne("raw", new PartitionMapping.Last()));

    assertThat(
            shown(
                plan(
                    sketch
                        .refresh()
                        .select("x")
                        .knowing(FakeKnown.materialized("raw[2001-02-01]")))))
        .containsExactly("x <- stored raw[2001-02-01]");
    assertThat(shown(plan(sketch.refresh().select("x")))).containsExactly("x <- nothing");
  }

  @Test
  void theLastPartitionIsFoundThoughThousandsAfterItHaveNoValue() {
    Sketch sketch =
        Sketch.of(
            asset("raw").by(Partitions.daily("1990-01-01")),
            asset("x").readsOne("raw", new PartitionMapping.Last()));

    assertThat(
            shown(
                plan(
                    sketch
                        .refresh()
                        .select("x")
                        .knowing(FakeKnown.materialized("raw[1990-01-02]")))))
        .containsExactly("x <- stored raw[1990-01-02]");
  }

  @Test
  void aDifferentlyPartitionedUpstreamNeedsAMapping() {
    Sketch sketch = Sketch.of(asset("raw").by(DAYS), asset("x").readsAssets("raw"));

    assertThat(problems(sketch.refresh().on("2001-01-30")))
        .containsExactly(
            "asset 'x' reads 'raw', which is partitioned by day, while the reader is not partitioned; say which partitions are meant, such as .allPartitions()");
  }

  @Test
  void aBundleMakesTheSelectedParts() {
    Sketch sketch =
        Sketch.of(
            asset("orders"),
            bundle("split", false, "paid", "open").readsAssets("orders"),
            asset("sum").readsAssets("paid"));
    Plan plan = plan(sketch.refresh().select("+sum"));

    assertThat(shown(plan)).containsExactly("orders", "split <- orders", "sum <- split.paid");
    assertThat(plan.step(StepKey.of("split")).outputs())
        .extracting(Plan.Output::name)
        .containsExactly("paid");
  }

  @Test
  void aBundleThatMakesAllInAnyCaseIsTakenWhole() {
    Sketch sketch = Sketch.of(bundle("split", true, "paid", "open"));

    assertThat(problems(sketch.refresh().select("paid")))
        .containsExactly(
            "bundle 'split' makes 'open' in any case, but it is not selected; select it too");
  }

  @Test
  void readersOfAnAssetWaitForItsBlockingChecks() {
    Sketch sketch =
        Sketch.of(
            asset("raw").by(DAYS),
            check("raw", "sane", true).by(DAYS),
            check("raw", "nice", false).by(DAYS),
            asset("delays").by(DAYS).readsAssets("raw"));

    assertThat(shown(plan(sketch.refresh().on("2001-01-30"))))
        .containsExactly(
            "raw[2001-01-30]",
            "raw.sane[2001-01-30] <- raw[2001-01-30] after raw[2001-01-30]",
            "raw.nice[2001-01-30] <- raw[2001-01-30] after raw[2001-01-30]",
            "delays[2001-01-30] <- raw[2001-01-30] after raw.sane[2001-01-30]");
    assertThat(shown(plan(sketch.unchecked().refresh().on("2001-01-30")))).hasSize(2);
  }

  @Test
  void aCheckAloneReadsTheStore() {
    Sketch sketch =
        Sketch.of(asset("raw"), check("raw", "sane", true), asset("x").readsAssets("raw"));

    assertThat(
            shown(plan(sketch.refresh().select("raw.sane").knowing(FakeKnown.materialized("raw")))))
        .containsExactly("raw.sane <- stored raw");
    assertThat(shown(plan(PlanRequest.ofAssets(sketch.location(), "raw", Sketch.NOW))))
        .containsExactly("raw", "raw.sane <- raw after raw");
  }

  @Test
  void stepsThatWaitForEachOtherAreRefused() {
    Sketch sketch =
        Sketch.of(
            asset("a"), asset("b").readsAssets("a"), check("a", "joined", true).readsAssets("b"));

    assertThat(problems(sketch.refresh()))
        .singleElement()
        .asString()
        .startsWith("steps wait for each other: ")
        .contains("b reads a.joined reads b");
  }

  @Test
  void orderingWithoutReadingIsKept() {
    Sketch sketch = Sketch.of(asset("a").by(DAYS), asset("b").by(MONTHS).after("a"));

    assertThat(shown(plan(sketch.refresh().on("2001-01-30"))))
        .containsExactly("a[2001-01-30]", "b[2001-01] after a[2001-01-30]");
  }

  @Test
  void whatComesAfterAnAssetWaitsForItsBlockingChecks() {
    Sketch sketch =
        Sketch.of(
            asset("raw").by(DAYS),
            check("raw", "sane", true).by(DAYS),
            check("raw", "nice", false).by(DAYS).after("raw"),
            asset("delays").by(DAYS).after("raw"),
            asset("report").after("raw"));

    assertThat(shown(plan(sketch.refresh().on("2001-01-30", "2001-01-31"))))
        .contains(
            "raw.nice[2001-01-30] <- raw[2001-01-30] after raw[2001-01-30]",
            "delays[2001-01-30] after raw[2001-01-30], raw.sane[2001-01-30]",
            "report after raw[2001-01-30], raw[2001-01-31], raw.sane[2001-01-30],"
                + " raw.sane[2001-01-31]");
  }

  @Test
  void ofSeveralAssetsOfABundleThoseThatAreNamedAreJudged() {
    Sketch sketch =
        Sketch.of(
            bundle("split", false, "paid", "open"),
            check("paid", "sane", true),
            asset("invoices").after("open"),
            asset("ledger").after("split"));

    assertThat(shown(plan(sketch.refresh())))
        .contains("invoices after split", "ledger after split, paid.sane");
  }

  @Test
  void anExternalAssetAloneIsNothingToRun() {
    assertThat(problems(FLIGHTS.refresh().select("landing")))
        .containsExactly(
            "nothing is left to run: asset 'landing' is external, nothing here makes it");
  }

  @Test
  void anOpReadsAStoredAsset() {
    Sketch sketch = Sketch.of(asset("a"), op("x").readsAssets("a"));

    assertThat(shown(plan(sketch.etl().knowing(FakeKnown.materialized("a")))))
        .containsExactly("x <- stored a");
    assertThat(problems(sketch.etl()))
        .containsExactly("op 'x' reads 'a', which was never materialized; materialize it first");
  }

  @Test
  void fromFailureMakesThePartitionsThatFailed() {
    Plan first = plan(FLIGHTS.refresh().on("2001-01-30", "2001-01-31"));
    FakeParent parent =
        new FakeParent(first).ended(Ended.NOT_WELL, "delays[2001-01-31]", "report[2001-01]");
    FakeKnown known =
        FakeKnown.materialized(
            "airports", "raw[2001-01-30]", "raw[2001-01-31]", "delays[2001-01-30]");

    assertThat(
            shown(
                plan(FLIGHTS.refresh().knowing(known).again(new Reexecution.FromFailure(parent)))))
        .containsExactly(
            "delays[2001-01-31] <- stored raw[2001-01-31], stored airports",
            "report[2001-01] <- {2001-01-30=stored delays[2001-01-30], 2001-01-31=delays[2001-01-31]}");
    assertThat(
            shown(
                plan(
                    FLIGHTS
                        .refresh()
                        .knowing(known)
                        .again(new Reexecution.Selected(parent, "raw[2001-01-30]")))))
        .containsExactly("raw[2001-01-30] <- stored landing");
  }

  @Test
  @Tag("slow")
  void tenThousandAssetsArePlanned() {
    Sketch.Drawn[] assets = new Sketch.Drawn[10_000];
    for (int i = 0; i < assets.length; i++) {
      assets[i] = asset("a" + i);
      for (int j = Math.max(0, i - 3); j < i; j++) {
        assets[i].readsAssets("a" + j);
      }
    }
    PlanRequest request = Sketch.of(assets).refresh();

    assertThat(plan(request).steps()).hasSize(10_000);
    assertThat(List.copyOf(plan(request).steps().sequencedKeySet()))
        .isEqualTo(List.copyOf(plan(request).steps().sequencedKeySet()));
  }
}
