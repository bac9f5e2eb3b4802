package io.dagwerk.definitions;

import static io.dagwerk.definitions.Input.config;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// What is wrong with modes, presets, hooks and other options of jobs, and with what launches them.
class JobProblemsTest {
  record Load(int most) {}

  record Save(int most) {}

  interface Tables extends IoManager<Object> {}

  private final Resource<String> db = Resource.named("db", String.class).by(() -> "x");
  private final Resource<String> api =
      Resource.named("api", String.class).from(db).by(text -> text);
  private final Asset<String> orders =
      Asset.named("orders", String.class).from(config(Load.class)).by(Load::toString);

  @Test
  void aPresetOfAnUnknownModeIsToldWithTheModes() {
    Job job =
        job(it ->
            it.mode("test", mode -> mode.with(db, "fake"))
                .preset("small", preset -> preset.mode("tset")));

    assertThat(FoundProblems.of(db, job))
        .containsExactly(
            "preset 'small' of job 'job' wants mode 'tset', but its modes are [default, test];"
                + " did you mean 'test'?");
  }

  @Test
  void aPresetGivesTheRecordThatADefinitionTakes() {
    assertThat(FoundProblems.of(orders, job(it -> preset(it, orders, new Load(1))))).isEmpty();
    assertThat(FoundProblems.of(orders, job(it -> preset(it, orders, new Save(1)))))
        .containsExactly(
            "preset 'small' of job 'job' has a Save as config of asset 'orders', which takes Load;"
                + " give that");
    assertThat(FoundProblems.of(db, job(it -> preset(it, db, new Load(1)))))
        .containsExactly(
            "preset 'small' of job 'job' has config of resource 'db', which takes none;"
                + " leave it out");
  }

  @Test
  void aPresetHasNoConfigOfOpsOfOtherJobs() {
    Wired<Op<String>> other =
        new Wired<>(
            graph -> graph.op("a", String.class).from(config(Load.class)).by(Load::toString));
    Job etl = preset(Job.named("etl"), other.node(), new Load(1)).running(graph -> {});

    assertThat(FoundProblems.of(other.job(), etl))
        .containsExactly(
            "preset 'small' of job 'etl' has config of op 'a', which is not wired in it;"
                + " leave it out");
  }

  @Test
  void modesPresetsAndExecutorsHaveNamesOfTheirOwn() {
    Job job =
        job(it ->
            it.mode("test", mode -> mode)
                .mode("test", mode -> mode)
                .preset("small", preset -> preset)
                .preset("small", preset -> preset)
                .preset("too-big", preset -> preset)
                .executor(Executor.threads(1), Executor.serial()));

    assertThat(FoundProblems.of(job))
        .satisfiesExactly(
            one -> assertThat(one).isEqualTo(twice("mode", "test")),
            two -> assertThat(two).isEqualTo(twice("preset", "small")),
            three -> assertThat(three).startsWith("preset 'too-big' of job 'job' is not a valid"),
            four -> assertThat(four).isEqualTo(twice("executor", "threads")));
  }

  private static String twice(String what, String name) {
    return "job 'job' has two %ss named '%s'; rename one of them".formatted(what, name);
  }

  @Test
  @Covers("K3.4")
  void resourcesThatNeedEachOtherInAModeAreNamed() {
    Resource<String> local = Resource.named("local", String.class).from(api).by(text -> text);
    Job job = job(it -> it.mode("test", mode -> mode.with(db, local)));

    assertThat(FoundProblems.of(db, api, job))
        .containsExactly(
            "in mode 'test' of job 'job' resources need each other:"
                + " resource 'db' -> resource 'api' -> resource 'db'; put others in their places");
  }

  @Test
  void aResourceThatTakesThePlaceOfWhatItNeedsIsACycle() {
    Resource<String> wrapper = Resource.named("wrapper", String.class).from(db).by(text -> text);

    assertThat(FoundProblems.of(db, job(it -> it.mode("test", mode -> mode.with(db, wrapper)))))
        .singleElement()
        .asString()
        .contains("resource 'db' -> resource 'db'");
  }

  @Test
  void aModePutsOthersInPlaceOfWhatIsDefined() {
    assertThat(FoundProblems.of(job(it -> it.mode("test", mode -> mode.with(db, "fake")))))
        .singleElement()
        .asString()
        .startsWith("job 'job' reads resource 'db', which is not defined");
  }

  @Test
  void whatAModePutsInPlaceMayReadOnlyWhatIsDefined() {
    Resource<String> local = Resource.named("local", String.class).from(api).by(text -> text);

    assertThat(FoundProblems.of(db, job(it -> it.mode("test", mode -> mode.with(db, local)))))
        .contains(
            "resource 'local' reads resource 'api', which is not defined;"
                + " add the object that declares it to Definitions.in(...)");
  }

  @Test
  void hooksNeedResourcesThatAreDefinedWhereverTheyAreAttached() {
    Hook hook = Hook.named("alert").from(db).by((end, text) -> {});
    Asset<String> asset = Asset.named("a", String.class).onFailure(hook).by(() -> "x");
    Job onJob = job(it -> it.onRetry(hook));
    Job nested =
        Job.named("nested")
            .running(
                graph -> graph.nested("inner", hooks -> hooks.onSuccess(hook), inner -> inner));

    for (Definition definition : new Definition[] {asset, onJob, nested}) {
      assertThat(FoundProblems.of(definition))
          .containsExactly(
              "hook 'alert' reads resource 'db', which is not defined;"
                  + " add the object that declares it to Definitions.in(...)");
      assertThat(FoundProblems.of(db, definition)).isEmpty();
    }
  }

  @Test
  void aJobMaterializesWhatIsDefined() {
    Job job = Job.named("job").materializing(orders);

    assertThat(FoundProblems.of(job))
        .singleElement()
        .asString()
        .startsWith("job 'job' reads asset 'orders', which is not defined");
  }

  @Test
  void bundlesHavePartsAndPartsTheirBundle() {
    Bundle<Load> empty = Bundle.named("empty", Load.class).by(() -> new Load(1));
    Bundle<Load> lost = Bundle.named("lost", Load.class).by(() -> new Load(1));
    Asset<Integer> part = lost.part("part", Integer.class, Load::most);

    assertThat(FoundProblems.of(empty))
        .containsExactly("bundle 'empty' has no parts; name them by part(...)");
    assertThat(FoundProblems.of(part))
        .singleElement()
        .asString()
        .startsWith("asset 'part' reads bundle 'lost', which is not defined");
  }

  @Test
  void schedulesAndSensorsLaunchAndWatchWhatIsDefined() {
    Job job = job(it -> it);
    Schedule schedule = Schedule.named("schedule").cron("@daily").running(job).always();
    Sensor sensor =
        Sensor.named("sensor").onFailureOf(job).acting().by(() -> Decision.skip("seen"));
    Sensor onAsset =
        Sensor.named("on_asset").onMaterialization(orders).running(job).by(() -> Decision.run());

    assertThat(FoundProblems.of(job, orders, schedule, sensor, onAsset)).isEmpty();
    assertThat(FoundProblems.of(schedule, sensor, onAsset))
        .hasSize(4)
        .allMatch(problem -> problem.contains("which is not defined"));
  }

  @Test
  void aScheduleOfPartitionsIsOfAJobOfAssets() {
    Job ops = Job.named("ops").running(graph -> graph.op("a").doing(() -> {}));

    assertThat(FoundProblems.of(ops, Schedule.ofPartitions(ops)))
        .containsExactly(
            "schedule 'ops_schedule' follows the partitions of job 'ops', which materializes no"
                + " assets; give it cron(...)");
  }

  @Test
  void optionsThatCannotBeAreRefusedAtOnce() {
    assertThatThrownBy(() -> Schedule.named("schedule").cron())
        .hasMessageContaining("'schedule' has cron() without an expression");
    assertThatThrownBy(() -> Job.named("job").timeout(Duration.ZERO))
        .hasMessage("a timeout is positive, but found PT0S");
    assertThatThrownBy(() -> Asset.named("a", String.class).timeout(Duration.ofSeconds(-1)))
        .hasMessage("a timeout is positive, but found PT-1S");
    assertThatThrownBy(() -> Asset.named("a", String.class).pool("db", 0))
        .hasMessage("pool 'db' is held with at least one slot, but found 0");
    assertThatThrownBy(() -> Sensor.named("sensor").every(Duration.ZERO))
        .hasMessage("an interval is positive, but found PT0S");
  }

  private static Job.Builder preset(Job.Builder job, Handle definition, Record config) {
    return job.preset("small", preset -> preset.config(definition, config));
  }

  private static Job job(UnaryOperator<Job.Builder> options) {
    return options.apply(Job.named("job")).running(graph -> {});
  }

  private final Resource<String> store = Resource.named("store", String.class).givenByModes();
  private final Asset<String> sales =
      Asset.named("sales", String.class).from(store).by(text -> text);

  @Test
  @Covers("S43.2")
  void aModeThatDoesNotGiveWhatIsLeftToModesIsNamedWithIt() {
    Job job =
        Job.named("job")
            .mode("prod", mode -> mode.with(store, db))
            .mode("test", mode -> mode)
            .materializing(sales);

    assertThat(FoundProblems.of(db, store, sales, job))
        .containsExactly(
            "mode 'test' of job 'job' does not give resource 'store', which the job needs;"
                + " add with(...) to it");
  }

  @Test
  @Covers("S43.2")
  void whatIsLeftToModesIsNeededByWayOfResourcesHooksChecksAndGraphsToo() {
    Resource<String> client = Resource.named("client", String.class).from(store).by(text -> text);
    Check check = Check.named("check").on(orders).from(client).by(text -> Outcome.success());
    Hook hook = Hook.named("hook").from(client).by((end, text) -> {});
    Job ofHook = job(it -> it.onFailure(hook).mode("test", mode -> mode));
    Job ofCheck = Job.named("of_check").mode("test", mode -> mode).materializing(orders);
    Job ofGraph =
        Job.named("of_graph")
            .mode("test", mode -> mode)
            .running(graph -> graph.op("a", String.class).from(client).by(text -> text));
    Job withHook =
        Job.named("with_hook")
            .onFailure(hook)
            .mode("test", mode -> mode)
            .running(graph -> graph.op("a").doing(() -> {}));

    assertThat(FoundProblems.of(store, client, orders, check, ofHook, ofCheck, ofGraph, withHook))
        .containsExactly(notGiven("of_check"), notGiven("of_graph"), notGiven("with_hook"));
  }

  private static String notGiven(String job) {
    return "mode 'test' of job '%s' does not give resource 'store', which the job needs; add with(...) to it"
        .formatted(job);
  }

  @Test
  @Covers("S43.2")
  void aStoreOfValuesMayBeLeftToModes() {
    Resource<Tables> tables = Resource.named("tables", Tables.class).givenByModes();
    Job job = Job.named("job").mode("test", mode -> mode).materializing(orders);

    assertThatThrownBy(() -> Definitions.of(List.of(orders, tables, job)).storedBy(tables))
        .isInstanceOf(InvalidDefinitions.class)
        .hasMessageContaining("mode 'test' of job 'job' does not give resource 'tables'");
  }

  @Test
  void aJobWithoutModesCannotLeaveAResourceToThem() {
    Job job = Job.named("job").materializing(sales);

    assertThat(FoundProblems.of(store, sales, job))
        .containsExactly(
            "job 'job' needs resource 'store', which is given by modes, but it has none;"
                + " add mode(...)");
    assertThat(FoundProblems.of(store, orders, Job.named("job").materializing(orders))).isEmpty();
  }

  @Test
  void aPresetOfAJobWithoutADefaultModeNamesOne() {
    Job job =
        Job.named("job")
            .mode("prod", mode -> mode.with(store, db))
            .preset("small", preset -> preset)
            .materializing(sales);

    assertThat(FoundProblems.of(db, store, sales, job))
        .containsExactly(
            "preset 'small' of job 'job' wants mode 'default', but its modes are [prod]");
  }

  @Test
  void aModeMayBeNamedDefault() {
    Job job = Job.named("job").mode("default", mode -> mode.with(store, db)).materializing(sales);

    assertThat(FoundProblems.of(db, store, sales, job)).isEmpty();
    assertThat(Modes.of(job, List.of(sales), Optional.empty()).names()).containsExactly("default");
  }
}
