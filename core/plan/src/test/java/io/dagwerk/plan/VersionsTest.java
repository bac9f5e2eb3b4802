package io.dagwerk.plan;

import static io.dagwerk.plan.Sketch.asset;
import static io.dagwerk.plan.Sketch.fanOut;
import static io.dagwerk.plan.Sketch.op;
import static io.dagwerk.plan.Sketch.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.testsupport.Covers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

final class VersionsTest {
  private static final Partitions DAYS = Partitions.daily("2001-01-30");

  private static Sketch chain(String versionOfB) {
    return Sketch.of(
            op("a").needs("db"),
            op("b").reads("a").version(versionOfB),
            op("c").reads("b"),
            op("other"))
        .resource("db", "1")
        .memoized();
  }

  private static List<String> run(Plan plan) {
    return plan.steps().values().stream()
        .filter(step -> step.reuse().isEmpty())
        .map(step -> step.key().toString())
        .toList();
  }

  private static FakeKnown allStored(PlanRequest request) {
    FakeKnown known = new FakeKnown();
    known.storeAll(plan(request));
    return known;
  }

  private static VersionInputs config(String node, String hash) {
    return new VersionInputs(map(node, hash), map(), map(), new LinkedHashMap<>());
  }

  private static SequencedMap<String, String> map(String... entries) {
    SequencedMap<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      map.put(entries[i], entries[i + 1]);
    }
    return map;
  }

  @Test
  void theSameAgainRunsNothing() {
    PlanRequest request = chain("1").etl();

    assertThat(run(plan(request.knowing(allStored(request))))).isEmpty();
    assertThat(run(plan(request))).containsExactly("a", "b", "c", "other");
  }

  @Test
  void aNewVersionRunsTheStepAndWhatFollows() {
    FakeKnown known = allStored(chain("1").etl());

    assertThat(run(plan(chain("2").etl().knowing(known)))).containsExactly("b", "c");
  }

  @Test
  void newConfigRunsTheStepAndWhatFollows() {
    PlanRequest request = chain("1").etl();
    FakeKnown known = allStored(request);

    assertThat(run(plan(request.knowing(known).hashed(config("b", "new")))))
        .containsExactly("b", "c");
  }

  @Test
  @Covers("S27.4")
  void swappedInputsAreAnotherVersion() {
    FakeKnown known =
        allStored(Sketch.of(op("a"), op("b"), op("c").reads("a", "b")).memoized().etl());
    Sketch equalCode = Sketch.of(op("a"), op("b").version("9"), op("c").reads("a", "b")).memoized();
    Sketch swapped = Sketch.of(op("a"), op("b").version("9"), op("c").reads("b", "a")).memoized();

    assertThat(run(plan(swapped.etl().knowing(known)))).containsExactly("b", "c");
    assertThat(plan(equalCode.etl()).versions().get(StepKey.of("c")))
        .isNotEqualTo(plan(swapped.etl()).versions().get(StepKey.of("c")));
  }

  @Test
  void aDeletedValueIsComputedAgain() {
    PlanRequest request = chain("1").etl();
    FakeKnown known = allStored(request);
    known.forget(StepKey.of("b"));

    assertThat(run(plan(request.knowing(known)))).containsExactly("b");
  }

  @Test
  void aStepWithoutVersionAlwaysRunsAndSaysWhy() {
    Sketch sketch =
        Sketch.of(op("a").unversioned("it uses reflection"), op("b").reads("a")).memoized();

    assertThat(Planner.plan(sketch.etl().knowing(allStored(sketch.etl()))))
        .isInstanceOfSatisfying(
            Planner.Result.Planned.class,
            planned -> {
              assertThat(run(planned.plan())).containsExactly("a", "b");
              assertThat(planned.notes())
                  .containsExactly(
                      "step 'a' always runs: it uses reflection",
                      "step 'b' always runs: it reads 'a', which has no version: it uses reflection");
            });
  }

  @Test
  @Covers("S27.8")
  void versionsAreListedWithWhetherTheyAreStored() {
    PlanRequest request =
        Sketch.of(op("a"), op("b").reads("a"), op("c").unversioned("why")).memoized().etl();
    FakeKnown known = new FakeKnown();
    known.store(plan(request), StepKey.of("a"));
    List<StepVersion> versions =
        Planner.versions(request.knowing(known), plan(request.knowing(known)));

    assertThat(versions).extracting(each -> each.step().toString()).containsExactly("a", "b", "c");
    assertThat(versions).extracting(StepVersion::isStored).containsExactly(true, false, false);
    assertThat(versions.get(0).version())
        .isInstanceOfSatisfying(
            CodeVersion.Known.class, known0 -> assertThat(known0.version()).hasSize(64));
    assertThat(versions.get(2).version()).isEqualTo(new CodeVersion.Unknown("why"));
  }

  @Test
  void aNewResourceVersionRunsItsUsersOnly() {
    FakeKnown known = allStored(resources("1").etl());

    assertThat(run(plan(resources("2").etl().knowing(known)))).containsExactly("uses", "through");
  }

  private static Sketch resources(String versionOfDb) {
    return Sketch.of(op("uses").needs("db"), op("through").needs("pool"), op("free"))
        .resource("db", versionOfDb)
        .resource("pool", "1", "db")
        .memoized();
  }

  @Test
  void eachPartitionHasItsOwnVersion() {
    Plan plan = plan(Sketch.of(asset("a").by(DAYS)).refresh().on("2001-01-30", "2001-01-31"));

    assertThat(plan.versions().values()).hasSize(2).doesNotHaveDuplicates();
  }

  @Test
  void storedBranchesStandInForThoseOfTheSameKeys() {
    Sketch sketch =
        Sketch.of(
                fanOut("files"),
                op("p").element("files").inside("files"),
                op("all").collects("files", "p"))
            .memoized();
    Plan first = plan(sketch.etl());
    FakeKnown known = new FakeKnown();
    known.store(first, StepKey.of("files"), "x", "y");
    known.store(first, StepKey.of("p").at("x"));
    Plan second = plan(sketch.etl().knowing(known));

    assertThat(run(second)).containsExactly("p", "all");
    assertThat(second.reusedInstances()).containsOnlyKeys(StepKey.of("p").at("x"));
  }

  @Test
  void storedAssetsCountByTheirDataVersion() {
    Sketch sketch = Sketch.of(asset("a"), asset("b").readsAssets("a"));
    PlanRequest request = sketch.refresh().select("b");

    assertThat(plan(request.knowing(FakeKnown.materialized("a"))).versions()).hasSize(1);
  }

  @Test
  void anAssetIsOfOneVersionWhetherWhatItReadsIsPlannedOrStored() {
    Sketch sketch = Sketch.of(asset("a"), asset("b").readsAssets("a"));
    SequencedMap<StepKey, String> together = plan(sketch.refresh()).versions();
    FakeKnown known = FakeKnown.materialized("a");
    known.version(together.getOrDefault(StepKey.of("a"), ""));

    SequencedMap<StepKey, String> alone =
        plan(sketch.refresh().select("b").knowing(known)).versions();

    assertThat(alone.get(StepKey.of("b"))).isEqualTo(together.get(StepKey.of("b")));
  }

  @Test
  void valuesOfTheConfigCountByTheirHash() {
    Sketch sketch = Sketch.of(op("a").input(new InputSnapshot.OfRunConfig("path", "Path", true)));

    assertThat(version(sketch, map("path", "1"))).isNotEqualTo(version(sketch, map("path", "2")));
  }

  private static List<String> version(Sketch sketch, SequencedMap<String, String> externals) {
    VersionInputs inputs = new VersionInputs(map(), map(), externals, new LinkedHashMap<>());
    return List.copyOf(plan(sketch.etl().hashed(inputs)).versions().values());
  }

  @Test
  void noTwoContentsAreWrittenAlike() {
    assertThat(new VersionDigest("x").add("a", "bc").finish())
        .isNotEqualTo(new VersionDigest("x").add("ab", "c").finish());
    assertThat(new VersionDigest("x").add("a", List.of("b", "c")).finish())
        .isNotEqualTo(new VersionDigest("x").add("a", List.of("bc")).finish())
        .isNotEqualTo(new VersionDigest("x").add("a", "b").add("c", "").finish());
  }
}
