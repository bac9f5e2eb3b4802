package io.dagwerk.plan;

import static io.dagwerk.plan.Sketch.asset;
import static io.dagwerk.plan.Sketch.fanOut;
import static io.dagwerk.plan.Sketch.op;
import static io.dagwerk.plan.Sketch.plan;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.CodeVersion;
import io.dagwerk.model.InputSnapshot;
import io.dagwerk.model.PartitionMapping;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.VersionInputs.OfNode;
import io.dagwerk.plan.VersionInputs.OfResource;
import io.dagwerk.testsupport.Covers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
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
    SequencedMap<String, OfNode> nodes = new LinkedHashMap<>();
    nodes.put(node, new OfNode(hash, List.of()));
    return new VersionInputs(nodes, new LinkedHashMap<>(), new LinkedHashMap<>());
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

    assertThat(run(plan(request.knowing(known).versioned(config("b", "new")))))
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
    FakeKnown known = data(together.getOrDefault(StepKey.of("a"), ""));

    SequencedMap<StepKey, String> alone =
        plan(sketch.refresh().select("b").knowing(known)).versions();

    assertThat(alone.get(StepKey.of("b"))).isEqualTo(together.get(StepKey.of("b")));
  }

  private static Sketch rangeAndReader(String versionOfRange) {
    return Sketch.of(
        asset("range").by(DAYS).ofRange().version(versionOfRange),
        asset("reader").by(DAYS).readsAssets("range"));
  }

  @Test
  void aReaderOfARangeTakesTheVersionOfTheStepThatMakesIt() {
    FakeKnown known = FakeKnown.materialized("range[2001-01-30]", "range[2001-01-31]");
    StepKey reader = StepKey.of("reader").at("2001-01-31");
    Plan before = plan(days(rangeAndReader("1")).knowing(known));
    Plan after = plan(days(rangeAndReader("2")).knowing(known));
    Plan alone = plan(days(rangeAndReader("2")).select("reader").knowing(known));

    assertThat(before.versions().get(reader))
        .isNotEqualTo(after.versions().get(reader))
        .isEqualTo(plan(days(rangeAndReader("1"))).versions().get(reader));
    assertThat(alone.versions().get(reader)).isNotEqualTo(after.versions().get(reader));
  }

  private static PlanRequest days(Sketch sketch) {
    return sketch.refresh().on("2001-01-30", "2001-01-31");
  }

  @Test
  void aReaderOfARangeWithoutVersionSaysSo() {
    Sketch sketch =
        Sketch.of(
                asset("range").by(DAYS).ofRange().unversioned("it uses reflection"),
                asset("reader").by(DAYS).readsAssets("range"))
            .memoized();

    assertThat(Planner.plan(sketch.refresh().on("2001-01-30")))
        .isInstanceOfSatisfying(
            Planner.Result.Planned.class,
            planned ->
                assertThat(planned.notes())
                    .contains(
                        "step 'reader[2001-01-30]' always runs: it reads 'range[2001-01-30]',"
                            + " which has no version: it uses reflection"));
  }

  @Test
  void aRangeThatReadsItsOwnPartitionsHasAVersion() {
    Sketch sketch =
        Sketch.of(asset("range").by(DAYS).ofRange().readsMany("range", new PartitionMapping.All()));

    assertThat(plan(days(sketch)).versions())
        .containsOnlyKeys(StepKey.of("range").at("2001-01-30...2001-01-31"));
  }

  @Test
  void aReplacedResourceCountsWithWhatTheReplacementNeeds() {
    Sketch sketch =
        Sketch.of(op("a").needs("db", "driver")).resource("db", "1", "driver").resource("new", "1");
    String declared = version(sketch, VersionInputs.NONE);
    String replaced = version(sketch, replacing("db", "2", "new", "1"));

    assertThat(replaced)
        .isNotEqualTo(declared)
        .isNotEqualTo(version(sketch, replacing("db", "3", "new", "1")))
        .isNotEqualTo(version(sketch, replacing("db", "2", "new", "2")))
        .isEqualTo(
            version(
                Sketch.of(op("a").needs("db", "driver"))
                    .resource("db", "9", "driver")
                    .resource("driver", "9"),
                replacing("db", "2", "new", "1")));
  }

  private static VersionInputs replacing(
      String declared, String version, String needs, String versionOfNeeds) {
    SequencedMap<String, OfNode> nodes = new LinkedHashMap<>();
    nodes.put("a", new OfNode("", List.of(declared)));
    SequencedMap<String, OfResource> resources = new LinkedHashMap<>();
    resources.put(declared, new OfResource(new CodeVersion.Known(version), "", List.of(needs)));
    resources.put(needs, new OfResource(new CodeVersion.Known(versionOfNeeds), "", List.of()));
    return new VersionInputs(nodes, resources, new LinkedHashMap<>());
  }

  private static String version(Sketch sketch, VersionInputs inputs) {
    return plan(sketch.etl().versioned(inputs)).versions().getOrDefault(StepKey.of("a"), "none");
  }

  @Test
  void externalInputsCount() {
    Sketch sketch = Sketch.of(op("a").input(new InputSnapshot.OfRunConfig("path", "Path", true)));

    assertThat(version(sketch, external(new CodeVersion.Known("1"))))
        .isNotEqualTo("none")
        .isNotEqualTo(version(sketch, external(new CodeVersion.Known("2"))));
    assertThat(version(sketch, external(new CodeVersion.Unknown("it uses reflection"))))
        .isEqualTo("none");
  }

  private static VersionInputs external(CodeVersion path) {
    SequencedMap<String, CodeVersion> externals = new LinkedHashMap<>();
    externals.put("path", path);
    return new VersionInputs(new LinkedHashMap<>(), new LinkedHashMap<>(), externals);
  }

  @Test
  void whatDependsOnAResourceWithoutVersionHasNone() {
    Sketch sketch = Sketch.of(op("a").needs("pool")).resource("pool", "1", "db").memoized();

    assertThat(notes(sketch.etl()))
        .containsExactly(
            "step 'a' always runs: its resource 'pool' has no version: it needs 'db', which has none: it is not defined");
    assertThat(
            notes(sketch.etl().versioned(replaced("pool", new CodeVersion.Unknown("it is new")))))
        .containsExactly("step 'a' always runs: its resource 'pool' has no version: it is new");
  }

  private static VersionInputs replaced(String resource, CodeVersion version) {
    return ofResource(resource, new OfResource(version, "", List.of()));
  }

  private static VersionInputs ofResource(String name, OfResource resource) {
    SequencedMap<String, OfResource> resources = new LinkedHashMap<>();
    resources.put(name, resource);
    return new VersionInputs(new LinkedHashMap<>(), resources, new LinkedHashMap<>());
  }

  private static List<String> notes(PlanRequest request) {
    return Planner.plan(request) instanceof Planner.Result.Planned planned
        ? planned.notes()
        : List.of("refused");
  }

  @Test
  void aReplacedResourceAndItsConfigCount() {
    PlanRequest request = resources("1").etl();
    FakeKnown known = allStored(request);
    VersionInputs config =
        ofResource("db", new OfResource(new CodeVersion.Known("1"), "new", List.of()));

    assertThat(run(plan(request.knowing(known).versioned(config))))
        .containsExactly("uses", "through");
    assertThat(
            run(
                plan(
                    request
                        .knowing(known)
                        .versioned(replaced("pool", new CodeVersion.Known("fake"))))))
        .containsExactly("through");
  }

  @Test
  void dataOfAnotherVersionIsAnotherInput() {
    PlanRequest request = Sketch.of(asset("a"), asset("b").readsAssets("a")).refresh().select("b");

    assertThat(plan(request.knowing(data("1"))).versions())
        .isNotEqualTo(plan(request.knowing(data("2"))).versions())
        .isEqualTo(plan(request.knowing(data("1"))).versions());
  }

  private static FakeKnown data(String version) {
    return FakeKnown.materialized("a").withData(version);
  }

  @Test
  void dataWithoutVersionIsUnknown() {
    Sketch sketch =
        Sketch.of(
                asset("a"),
                asset("many").by(DAYS),
                asset("b").readsAssets("a"),
                asset("c").readsMany("many", new PartitionMapping.All()),
                asset("d")
                    .input(
                        new InputSnapshot.OfMany(
                            List.of(
                                new InputSnapshot.OfAsset(
                                    AssetKey.of("a"), Optional.empty(), false)))))
            .memoized();
    FakeKnown known =
        FakeKnown.materialized("a", "many[2001-01-31]", "many[2001-01-30]").withoutData();

    assertThat(notes(sketch.refresh().select("b, c, d").knowing(known)))
        .containsExactly(
            "step 'b' always runs: it reads 'a', which was stored without a version",
            "step 'c' always runs: it reads 'many[2001-01-30]', which was stored without a version",
            "step 'd' always runs: it reads 'a', which was stored without a version");
  }

  @Test
  void whatIsExecutedAgainCountsWhatTheParentStored() {
    Sketch sketch = chain("1");
    FakeParent parent = new FakeParent(plan(sketch.etl()));
    PlanRequest again = sketch.etl().again(new Reexecution.Selected(parent, "c"));

    assertThat(plan(again).versions().get(StepKey.of("c")))
        .isEqualTo(parent.plan().versions().get(StepKey.of("c")));
    assertThat(run(plan(again.knowing(allStored(sketch.etl()))))).isEmpty();
  }

  @Test
  void whatTheParentStoredWithoutAVersionIsUnknown() {
    Sketch sketch =
        Sketch.of(op("a").unversioned("it uses reflection"), op("b").reads("a")).memoized();
    FakeParent parent = new FakeParent(plan(sketch.etl()));

    assertThat(notes(sketch.etl().again(new Reexecution.Selected(parent, "b"))))
        .singleElement()
        .asString()
        .endsWith("/a/result', which was stored without a version");
  }

  @Test
  void aStandInHasTheVersionThatItHadInTheParent() {
    Sketch sketch =
        Sketch.of(
                fanOut("files").unversioned("it uses reflection"),
                op("p").element("files").inside("files"),
                op("all").collects("files", "p"))
            .memoized();
    FakeParent parent =
        new FakeParent(plan(sketch.etl()))
            .fannedOut("files", "x")
            .ended(ParentRun.Ended.NOT_WELL, "all");

    assertThat(notes(sketch.etl().again(new Reexecution.FromFailure(parent))))
        .first()
        .isEqualTo("step 'files' always runs: its outputs were stored without a version");
  }

  @Test
  void outputsOfWhichOneIsGoneDoNotStandIn() {
    Sketch sketch = Sketch.of(op("a").emits("extra", true).emits("maybe", false)).memoized();
    Plan plan = plan(sketch.etl());
    FakeKnown whole = new FakeKnown();
    whole.store(plan, StepKey.of("a"));
    FakeKnown withoutExtra = new FakeKnown();
    withoutExtra.storeWithout("extra", plan, StepKey.of("a"));
    FakeKnown withoutMaybe = new FakeKnown();
    withoutMaybe.storeWithout("maybe", plan, StepKey.of("a"));

    assertThat(run(plan(sketch.etl().knowing(whole)))).isEmpty();
    assertThat(run(plan(sketch.etl().knowing(withoutExtra)))).containsExactly("a");
    assertThat(run(plan(sketch.etl().knowing(withoutMaybe)))).isEmpty();
  }

  @Test
  void storedBranchesOfAFanOutInAFanOutStandIn() {
    Sketch sketch =
        Sketch.of(
                fanOut("outer"),
                fanOut("inner").element("outer").inside("outer"),
                op("leaf").element("inner").inside("outer", "inner"),
                op("side").element("outer").inside("outer"))
            .memoized();
    Plan first = plan(sketch.etl());
    FakeKnown known = new FakeKnown();
    known.store(first, StepKey.of("outer"), "a", "b");
    known.store(first, StepKey.parse("inner[a]"), "1", "2");
    known.store(first, StepKey.parse("leaf[a][2]"));
    known.store(first, StepKey.parse("side[b]"));

    assertThat(plan(sketch.etl().knowing(known)).reusedInstances().sequencedKeySet())
        .extracting(StepKey::toString)
        .containsExactly("inner[a]", "leaf[a][2]", "side[b]");
  }

  @Test
  void noTwoContentsAreWrittenAlike() {
    assertThat(new VersionDigest("x").add("a", "bc").finish())
        .isNotEqualTo(new VersionDigest("x").add("ab", "c").finish());
    assertThat(new VersionDigest("x").add("a", List.of("b", "c")).finish())
        .isNotEqualTo(new VersionDigest("x").add("a", List.of("bc")).finish())
        .isNotEqualTo(new VersionDigest("x").add("a", "b").add("c", "").finish());
    assertThat(new VersionDigest("x").add("a", "b").finish())
        .isNotEqualTo(new VersionDigest("y").add("a", "b").finish())
        .isNotEqualTo(new VersionDigest("x").add("b", "b").finish());
    assertThat(new VersionDigest("x").add("a", List.of()).add("b", "c").finish())
        .isNotEqualTo(new VersionDigest("x").add("a", List.of("b", "c")).finish())
        .isNotEqualTo(new VersionDigest("x").add("z", List.of()).add("b", "c").finish());
  }
}
