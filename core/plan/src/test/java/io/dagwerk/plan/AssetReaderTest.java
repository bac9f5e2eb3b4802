package io.dagwerk.plan;

import static io.dagwerk.plan.Sketch.asset;
import static io.dagwerk.plan.Sketch.bundle;
import static io.dagwerk.plan.Sketch.check;
import static io.dagwerk.plan.Sketch.op;
import static io.dagwerk.plan.Sketch.plan;
import static io.dagwerk.plan.Sketch.problems;
import static io.dagwerk.plan.Sketch.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.EvaluatedMapping;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AssetReaderTest {
  private static final Partitions DAYS = Partitions.daily("2001-01-30");
  private static final PartitionMapping ALL = new PartitionMapping.All();

  private static InputSnapshot of(String asset) {
    return new InputSnapshot.OfAsset(AssetKey.of(asset), Optional.empty(), false);
  }

  @Test
  void severalAssetsAreOneInput() {
    Sketch sketch =
        Sketch.of(
            asset("a"),
            asset("b"),
            asset("c")
                .input(new InputSnapshot.OfMany(List.of(of("a"), of("b"))))
                .input(new InputSnapshot.OfConfig())
                .input(new InputSnapshot.OfRunConfig("path", "Path", true)));
    Plan plan = plan(sketch.refresh());

    assertThat(shown(plan)).containsExactly("a", "b", "c <- list(a, b), external path");
    assertThat(plan.step(StepKey.of("c")).inputs()).containsOnlyKeys(0, 2);
  }

  @Test
  void whatIsNotDefinedCannotBeRead() {
    assertThat(problems(Sketch.of(asset("orders"), asset("x").readsAssets("order")).refresh()))
        .containsExactly("asset 'x' reads 'order', which is not defined; did you mean 'orders'?");
    assertThat(problems(Sketch.of(op("x").readsAssets("order"), op("y").readsAssets("z")).etl()))
        .containsExactly(
            "op 'x' reads 'order', which is not defined", "op 'y' reads 'z', which is not defined");
  }

  @Test
  void anAssetReadsNoOp() {
    assertThat(problems(Sketch.of(asset("x").reads("a"), asset("y").element("f")).refresh()))
        .containsExactly(
            "asset 'x' reads an op, which only ops can; make an asset of it",
            "asset 'y' reads an op, which only ops can; make an asset of it");
  }

  @Test
  void whatCannotBeMadeIsNotToldOnceMoreOfItsReaders() {
    Sketch sketch = Sketch.of(asset("raw").by(DAYS), asset("all").readsMany("raw", ALL));

    assertThat(problems(sketch.refresh()))
        .singleElement()
        .asString()
        .startsWith("asset 'raw' is partitioned by day; say which partitions to make");
  }

  @Test
  void aWindowThatReachesNoPartitionIsSaid() {
    Sketch sketch =
        Sketch.of(
            asset("late").by(Partitions.daily("2001-03-01")),
            asset("x").readsMany("late", ALL),
            asset("y")
                .readsMany(
                    "late", new PartitionMapping.Specific(List.of(PartitionKey.of("never")))));

    assertThat(problems(sketch.refresh().select("x")))
        .containsExactly(
            "asset 'x' reads 'late' for a partition that does not exist (there are no days yet, the first will be 2001-03-01), which was never materialized; select +x or materialize it first");
  }

  @Test
  void windowsOfACronArePlannedLikeOthers() {
    Sketch sketch =
        Sketch.of(
            asset("raw").by(DAYS),
            asset("mornings").by(Partitions.cron("0 6 * * *", "2001-01-30")).readsMany("raw", ALL));

    assertThat(
            shown(
                plan(
                    sketch
                        .refresh()
                        .on("2001-01-30T06:00")
                        .knowing(FakeKnown.materialized("raw[2001-01-30]")))))
        .containsExactly(
            "raw[2001-01-30]",
            "raw[2001-01-31]",
            "mornings[2001-01-30T06:00] <- {2001-01-30=raw[2001-01-30], 2001-01-31=raw[2001-01-31]}");
  }

  @Test
  void windowsThatDoNotExistAreRefusedUnlessAllowed() {
    PartitionMapping.Overlapping week = new PartitionMapping.Overlapping(-6, 0);
    Sketch strict = Sketch.of(asset("raw").by(DAYS), asset("week").by(DAYS).readsMany("raw", week));
    Sketch lenient =
        Sketch.of(
            asset("raw").by(DAYS),
            asset("week").by(DAYS).readsMany("raw", week.allowingNonexistent()));

    assertThat(problems(strict.refresh().on("2001-01-31", "2001-02-05")))
        .containsExactly(
            "asset 'week' reads 'raw' [2001-01-25], [2001-01-26], [2001-01-27] and 2 more, which do not exist; read it by a mapping that is allowingNonexistent()");
    assertThat(shown(plan(lenient.refresh().on("2001-01-31"))))
        .containsExactly("raw[2001-01-31]", "week[2001-01-31] <- {2001-01-31=raw[2001-01-31]}");
  }

  @Test
  void aMappingOfTheUsersOwnIsReadAsItWasEvaluated() {
    Sketch sketch =
        Sketch.of(
            asset("raw").by(DAYS),
            asset("x").by(DAYS).readsMany("raw", new PartitionMapping.Custom("before")));
    PlanRequest request =
        sketch
            .refresh()
            .on("2001-01-31")
            .select("x")
            .knowing(FakeKnown.materialized("raw[2001-01-30]"));
    SequencedMap<String, EvaluatedMapping> mappings = new LinkedHashMap<>();
    mappings.put(
        "before",
        EvaluatedMapping.of(
            Stream.of(PartitionKey.of("2001-01-31"), PartitionKey.of("2001-02-01")),
            key -> {
              if (key.text().equals("2001-02-01")) {
                throw new IllegalStateException("no calendar");
              }
              return List.of(PartitionKey.of("2001-01-30"));
            }));

    assertThat(shown(plan(mapped(request, mappings))))
        .containsExactly("x[2001-01-31] <- {2001-01-30=stored raw[2001-01-30]}");
    assertThat(problems(mapped(request.on("2001-02-01"), mappings)))
        .containsExactly(
            "asset 'x' reads 'raw': mapping 'before' of partition '2001-02-01' failed with"
                + " java.lang.IllegalStateException: no calendar");
    assertThat(problems(request))
        .containsExactly("asset 'x' reads 'raw': mapping 'before' was not evaluated");
  }

  private static PlanRequest mapped(
      PlanRequest request, SequencedMap<String, EvaluatedMapping> mappings) {
    return request.at(request.moment().mappedBy(mappings));
  }

  @Test
  void onlyTheWrongPartitionsAreNamed() {
    Sketch sketch = Sketch.of(asset("raw").by(DAYS), asset("x"));

    assertThat(problems(sketch.refresh().on("2001-01-30", "2001-01-01", "2001-01-02")))
        .containsExactly(
            "no selected asset has the partitions '2001-01-01', '2001-01-02'; there are days from 2001-01-30 to 2001-02-28");
  }

  @Test
  void aCheckDoesNotWaitForTheOtherChecksOfItsAsset() {
    Sketch sketch =
        Sketch.of(
            asset("a"),
            check("a", "one", true),
            check("a", "two", true),
            check("b", "three", true).readsAssets("a"),
            asset("b"));

    assertThat(shown(plan(sketch.refresh())))
        .contains(
            "a.one <- a after a", "a.two <- a after a", "b.three <- b, a after a.one, a.two, b");
  }

  @Test
  void orderIsKeptAmongPartitionsAndAssetsOfBundles() {
    Sketch sketch =
        Sketch.of(
            bundle("split", false, "paid", "open"),
            asset("mail").after("paid"),
            asset("days").by(DAYS).after("split"),
            asset("end").after("days"),
            asset("odd").after("nothing"));

    assertThat(shown(plan(sketch.refresh().on("2001-01-30", "2001-01-31"))))
        .containsExactly(
            "split",
            "mail after split",
            "days[2001-01-30] after split",
            "days[2001-01-31] after split",
            "end after days[2001-01-30], days[2001-01-31]",
            "odd");
  }

  @Test
  void anOpIsRunForThePartitionsThatAreAskedFor() {
    Sketch sketch = Sketch.of(op("x").by(DAYS), op("y"));
    Plan plan = plan(sketch.etl().on("2001-01-31", "2001-01-30"));

    assertThat(plan.step(StepKey.of("x")).partitions())
        .containsExactly(PartitionKey.of("2001-01-30"), PartitionKey.of("2001-01-31"));
    assertThat(plan.step(StepKey.of("y")).partitions()).isEmpty();
  }
}
