package io.dagwerk.examples.megajob;

import static io.dagwerk.examples.megajob.TestCompany.rehearsed;
import static io.dagwerk.examples.megajob.TestCompany.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Bundle;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.definitions.Tick;
import io.dagwerk.examples.megajob.compile.Company;
import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.descriptor.SourceFile;
import io.dagwerk.examples.megajob.generated.Generator;
import io.dagwerk.examples.megajob.graph.TypePages;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.NodeSnapshot.AssetFacts;
import io.dagwerk.testing.Result;
import io.dagwerk.testsupport.Covers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What becomes of descriptors: assets in the order of their data, jobs by schedule, presets by
/// team.
final class CompilerTest {
  private static LocationSnapshot snapshot(Company company) {
    return new LocalRuns("company", company.definitions(), LocalOptions.inMemory()).snapshot();
  }

  private static NodeSnapshot node(Company company, String name) {
    return snapshot(company).nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static AssetFacts facts(Company company, String dataset) {
    return snapshot(company).nodes().stream()
        .flatMap(node -> node.outputs().stream())
        .flatMap(output -> output.asset().stream())
        .filter(facts -> facts.key().toString().equals(dataset))
        .findFirst()
        .orElseThrow();
  }

  private static Company sample() {
    return Compiler.compile(TestCompany.sample(), JobTypes.company());
  }

  @Test
  @Covers("S37.1")
  void whoReadsADatasetComesAfterWhoMakesIt() {
    TestCompany company =
        TestCompany.empty()
            .with("a.yaml", "name: a\ntype: transform\noutputs: [raw/t]\nparams: {sql: q}\n")
            .with("b.yaml", "name: b\ntype: transform\ninputs: [raw/t]\nparams: {sql: q}\n");

    assertThat(company.graph().edges())
        .extracting(Object::toString)
        .containsExactly("a -> b (raw/t)");
    assertThat(node(company.compiled(), "b").after()).containsExactly("raw/t");
  }

  @Test
  void aJobIsTheAssetThatItMakes() {
    Company company = sample();

    AssetFacts flights = facts(company, "raw/flights");

    assertThat(flights.kinds()).containsExactly("csv_load");
    assertThat(flights.owners()).containsExactly("ingest@example.org", "team:ingest");
    assertThat(flights.group()).isEqualTo("ingest");
    assertThat(flights.tags())
        .containsEntry("job", "flights")
        .containsEntry("type", "csv_load")
        .containsEntry("file", "ingest/flights.yaml")
        .containsEntry("owner", "ingest@example.org")
        .containsEntry("team", "ingest")
        .containsEntry("queue", "warehouse")
        .containsEntry("priority", "10")
        .containsEntry("schedule", "daily")
        .containsEntry("source", "bts");
    assertThat(node(company, "raw/flights").options().pools()).containsEntry("warehouse", 1);
    assertThat(node(company, "raw/flights").options().priority()).isEqualTo(10);
  }

  @Test
  void aJobOfSeveralOutputsIsABundleAndOneWithoutAnAssetOfItsName() {
    Company company = sample();

    Bundle<?> hauls = company.definitions().find(Bundle.class, "hauls").orElseThrow();
    assertThat(hauls.parts())
        .extracting(Asset::name)
        .containsExactly("mart/long_haul", "mart/short_haul");
    assertThat(company.definitions().find(Asset.class, "marts_ready")).isPresent();
    assertThat(node(company, "marts_ready").after())
        .contains("mart/long_haul", "mart/short_haul", "mart/states");
  }

  @Test
  @Covers("S37.5")
  void equalFilesGiveEqualDefinitionsInWhateverOrderTheyAreRead() {
    List<SourceFile> files = Generator.company(200, 7);
    String hash = snapshot(Compiler.compile(files, Generator.types())).codeVersion();

    for (long seed = 1; seed <= 5; seed++) {
      List<SourceFile> shuffled = new ArrayList<>(files);
      Collections.shuffle(shuffled, new Random(seed));

      assertThat(snapshot(Compiler.compile(shuffled, Generator.types())).codeVersion())
          .as("seed %d", seed)
          .isEqualTo(hash);
    }
    assertThat(
            snapshot(Compiler.compile(Generator.company(200, 8), Generator.types())).codeVersion())
        .isNotEqualTo(hash);
  }

  @Test
  @Covers("S37.7")
  void theDailyJobRunsWhatIsDailyAndWhatThatNeedsAndHasNoScheduleOfItsOwn() {
    Company company =
        TestCompany.empty()
            .table("daily_one", "free", "weekly_one")
            .with("free.yaml", "name: free\ntype: marker\ndependsOn: [free_too]\n")
            .with("free_too.yaml", "name: free_too\ntype: marker\ndependsOn: [hourly_one]\n")
            .with(
                "weekly_one.yaml",
                "name: weekly_one\ntype: marker\nschedule: weekly\ndependsOn: [other]\n")
            .with("hourly_one.yaml", "name: hourly_one\ntype: marker\nschedule: hourly\n")
            .with("other.yaml", "name: other\ntype: marker\n")
            .with("unused.yaml", "name: unused\ntype: marker\n")
            .compiled();

    assertThat(succeeded(rehearsed(company, "daily").run()))
        .containsExactly("free_too", "free", "daily_one");
    assertThat(succeeded(rehearsed(company, "weekly").run()))
        .containsExactly("other", "weekly_one");
    assertThat(succeeded(TestCompany.of(company, Company.ALL).preset("daily_test").run()))
        .containsExactly("free_too", "free", "daily_one");
    assertThat(succeeded(rehearsed(company, Company.ALL).run())).hasSize(7);
  }

  @Test
  void eachTimingIsAJobWithAScheduleAndTeamsArePresets() {
    Company company = sample();

    assertThat(company.definitions().all(Job.class))
        .extracting(Job::name)
        .containsExactly("cron_30_3_any_any_SUN", "daily", "weekly", "all");
    Schedule weekly = company.definitions().find(Schedule.class, "weekly_schedule").orElseThrow();
    assertThat(weekly.settings().crons()).containsExactly("0 7 * * MON");
    assertThat(weekly.settings().zone().getId()).isEqualTo("America/New_York");
    Job daily = company.definitions().find(Job.class, "daily").orElseThrow();
    assertThat(daily.settings().presets())
        .extracting(
            preset -> preset.name() + " " + preset.mode() + " " + preset.selection().orElse(""))
        .containsExactly(
            "team_ingest prod tag:team=ingest",
            "team_ingest_test test tag:team=ingest",
            "team_operations prod tag:team=operations",
            "team_operations_test test tag:team=operations",
            "team_punctuality prod tag:team=punctuality",
            "team_punctuality_test test tag:team=punctuality",
            "team_reporting prod tag:team=reporting",
            "team_reporting_test test tag:team=reporting");
  }

  @Test
  void aScheduleOfPartitionedJobsAsksForTheNewestWindowThatHasEnded() throws Exception {
    Company company = sample();
    Schedule daily = company.definitions().find(Schedule.class, "daily_schedule").orElseThrow();

    Object decision =
        daily
            .compute()
            .orElseThrow()
            .apply(List.of(new Tick(Instant.parse("2001-02-01T11:00:00Z"))));

    assertThat(decision.toString()).contains("partitions=[2001-01-31]");
    assertThat(
            daily
                .compute()
                .orElseThrow()
                .apply(List.of(new Tick(Instant.parse("2000-12-31T11:00:00Z"))))
                .toString())
        .contains("no window has ended yet");
  }

  @Test
  void aTeamRunsItsOwnByItsPreset() {
    Result result =
        TestCompany.of(sample(), "daily").preset("team_reporting_test").run().requireSuccess();

    assertThat(succeeded(result))
        .contains("report/punctuality", "report/punctuality.shares_are_percentages", "quality_json")
        .noneMatch(step -> step.startsWith("mart/") || step.startsWith("raw/"));
  }

  @Test
  @Covers("S52.5")
  void aJobThatIsSwitchedOffCountsAsMadeElsewhereAndIsSwitchedBackByOneWord() {
    TestCompany moved = TestCompany.empty().table("orders").table("revenue", "orders");
    Company back =
        TestCompany.empty()
            .with(
                "orders.yaml",
                "name: orders\ntype: transform\nschedule: daily\nenabled: false\nparams: {sql: q}\n")
            .table("revenue", "orders")
            .compiled();

    assertThat(facts(moved.compiled(), "orders").external()).isFalse();
    assertThat(succeeded(rehearsed(moved.compiled(), "daily").run()))
        .containsExactly("orders", "revenue");
    assertThat(facts(back, "orders").external()).isTrue();
    assertThat(facts(back, "orders").tags()).containsEntry("job", "orders");
    assertThat(node(back, "revenue").after()).containsExactly("orders");
    assertThat(succeeded(rehearsed(back, "daily").run())).containsExactly("revenue");
  }

  @Test
  void whatIsNearerOverridesTheDefaultsOfFoldersFartherAway() {
    Company company =
        TestCompany.empty()
            .with("defaults.yaml", "team: all\nqueue: slow\ntags: {tier: '3', site: eu}\n")
            .with("bi/defaults.yaml", "team: bi\ntags: {tier: '2'}\n")
            .with("bi/deep/a.yaml", "name: a\ntype: marker\ntags: {tier: '1'}\n")
            .compiled();

    assertThat(facts(company, "a").tags())
        .containsEntry("team", "bi")
        .containsEntry("queue", "slow")
        .containsEntry("tier", "1")
        .containsEntry("site", "eu");
  }

  @Test
  @Covers("S36.3")
  void threeHundredJobsOfATypeShareItsSchemaAndAreFoundByIt() {
    TestCompany many = TestCompany.empty();
    for (int i = 0; i < 300; i++) {
      many.table("table_%03d".formatted(i));
    }

    LocationSnapshot snapshot = snapshot(many.compiled());

    assertThat(snapshot.nodes()).hasSize(300).allMatch(node -> node.config().isEmpty());
    String page = TypePages.of(JobTypes.company(), many.graph());
    assertThat(page)
        .containsOnlyOnce("| `sql` | text, needed | The query whose result the table is |")
        .contains("300 jobs: table_000, table_001,");
    assertThat(page.lines().filter(line -> line.startsWith("## ")).collect(Collectors.joining(" ")))
        .isEqualTo(
            "## file_arrived ## csv_load ## transform ## split ## script ## quality_report ## export"
                + " ## file_copy ## shell ## http ## marker");
  }
}
