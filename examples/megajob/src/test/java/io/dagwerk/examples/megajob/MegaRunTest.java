package io.dagwerk.examples.megajob;

import static io.dagwerk.examples.megajob.TestCompany.rehearsed;
import static io.dagwerk.examples.megajob.TestCompany.steps;
import static io.dagwerk.examples.megajob.TestCompany.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.examples.megajob.compile.Company;
import io.dagwerk.examples.megajob.compile.Compiler;
import io.dagwerk.examples.megajob.generated.Generator;
import io.dagwerk.examples.megajob.graph.GraphJob;
import io.dagwerk.examples.megajob.tool.FakeShell;
import io.dagwerk.examples.megajob.tool.FakeWarehouse;
import io.dagwerk.examples.megajob.tool.Recorder;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.model.Event.ResourceOpened;
import io.dagwerk.model.Event.StepStarted;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.StepState;
import io.dagwerk.testing.Calls;
import io.dagwerk.testing.JobRun;
import io.dagwerk.testing.Result;
import io.dagwerk.testsupport.Covers;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// All jobs of a company as one job, in mode `test`: without a database, a network or a server.
final class MegaRunTest {
  /// Another one by `-Ddagwerk.seed=...`.
  private static final long SEED = Long.getLong("dagwerk.seed", 20_010_131);

  private static final Company MANY =
      Compiler.compile(Generator.company(900, SEED), JobTypes.company());

  private static FakeWarehouse warehouse() {
    return new FakeWarehouse(Recorder.silent());
  }

  /// A table that many jobs come after, but not most.
  private static GraphJob broken() {
    return MANY.graph().jobs().values().stream()
        .filter(job -> job.type().name().equals("transform"))
        .filter(job -> job.descriptor().task().checks().isEmpty())
        .filter(job -> {
          int after = MANY.graph().downstream(Set.of(job.name())).size();
          return after > 20 && after < 300;
        })
        .findFirst()
        .orElseThrow();
  }

  /// The jobs that steps belong to: a job of several datasets is a step of its own name, any other
  /// one of its dataset's.
  private static Set<String> jobs(Iterable<String> steps) {
    Map<String, String> byStep =
        MANY.graph().jobs().values().stream()
            .collect(
                Collectors.toMap(
                    job ->
                        job.descriptor().datasets().size() == 1
                            ? job.descriptor().datasets().getFirst()
                            : job.name(),
                    GraphJob::name));
    Set<String> jobs = new TreeSet<>();
    steps.forEach(step -> {
      if (byStep.containsKey(step)) {
        jobs.add(byStep.get(step));
      }
    });
    return jobs;
  }

  @Test
  @Covers("S42.4")
  void nineHundredJobsRunInMemory() {
    Result result = rehearsed(MANY, Company.ALL).run().requireSuccess();

    assertThat(jobs(succeeded(result))).as("seed %d", SEED).hasSize(900);
  }

  @Test
  @Covers({"S39.1", "S39.2"})
  void oneThatFailsBlocksWhatComesAfterItAndIsRepairedTogetherWithThat() {
    GraphJob broken = broken();
    String dataset = broken.descriptor().datasets().getFirst();
    Set<String> after = MANY.graph().downstream(Set.of(broken.name()));
    FakeWarehouse warehouse =
        warehouse().failing(dataset, new IllegalStateException("a column is gone"));
    JobRun run = rehearsed(MANY, Company.ALL).with(MANY.tools().warehouse(), warehouse);

    Result first = run.run();

    assertThat(steps(first, StepState.Failed.class)).as("seed %d", SEED).containsExactly(dataset);
    Set<String> blocked = new TreeSet<>(after);
    blocked.remove(broken.name());
    assertThat(jobs(steps(first, StepState.Abandoned.class))).isEqualTo(blocked);
    assertThat(jobs(succeeded(first))).hasSize(900 - after.size());
    assertThat(first.record().summary())
        .contains("steps failed: [%s]".formatted(dataset))
        .contains("did not run, because step '%s' before it failed".formatted(dataset));

    warehouse.repaired(dataset);
    Result second = run.againFromFailure(first).requireSuccess();

    assertThat(jobs(succeeded(second))).isEqualTo(after);
  }

  @Test
  @Covers("S39.5")
  void amongTwoHundredThatAreReadyTheOneOfTheHighestPriorityStartsFirst() {
    TestCompany many = TestCompany.empty();
    for (int i = 0; i < 200; i++) {
      many.with(
          "job_%03d.yaml".formatted(i),
          "name: job_%03d\ntype: marker\npriority: %d\n".formatted(i, i == 120 ? 10 : i % 10));
    }

    Result result =
        rehearsed(many.compiled(), Company.ALL)
            .config(Map.of("execution", Map.of("executor", Map.of("threads", Map.of("most", 1)))))
            .run()
            .requireSuccess();

    assertThat(result.events(StepStarted.class))
        .extracting(StepStarted::step)
        .startsWith(StepKey.of("job_120"), StepKey.of("job_009"));
  }

  @Test
  @Covers("K3.2")
  void whatOnlyUnselectedJobsNeedIsNotOpened() {
    Company company =
        TestCompany.empty()
            .table("orders")
            .with("shell.yaml", "name: shell\ntype: shell\nparams: {command: date}\n")
            .compiled();

    Result all = rehearsed(company, Company.ALL).run().requireSuccess();
    Result one = rehearsed(company, Company.ALL).select("shell").run().requireSuccess();

    assertThat(all.events(ResourceOpened.class))
        .extracting(ResourceOpened::resource)
        .containsExactlyInAnyOrder("shell", "warehouse");
    assertThat(one.events(ResourceOpened.class))
        .extracting(ResourceOpened::resource)
        .containsExactly("shell");
  }

  @Test
  void jobsAreSelectedByNameLineageAndTags() {
    Company company =
        TestCompany.empty()
            .with("defaults.yaml", "team: bi\n")
            .with("raw.yaml", "name: raw\ntype: transform\noutputs: [raw/t]\nparams: {sql: q}\n")
            .table("clean", "raw/t")
            .table("report", "clean")
            .with("loner.yaml", "name: loner\ntype: marker\nteam: other\n")
            .compiled();

    assertThat(succeeded(rehearsed(company, Company.ALL).select("clean+").run()))
        .containsExactly("clean", "report");
    assertThat(succeeded(rehearsed(company, Company.ALL).select("1+report").run()))
        .containsExactly("clean", "report");
    assertThat(succeeded(rehearsed(company, Company.ALL).select("+tag:job=clean").run()))
        .containsExactly("raw/t", "clean");
    assertThat(
            succeeded(
                rehearsed(company, Company.ALL).select("tag:team=bi and not kind:marker").run()))
        .containsExactly("raw/t", "clean", "report");
    assertThat(succeeded(rehearsed(company, Company.ALL).select("owner:team:other").run()))
        .containsExactly("loner");
  }

  @Test
  void fakesTellWhatEachJobAskedOfThem() {
    Company company =
        TestCompany.empty()
            .with(
                "a.yaml",
                """
                name: a
                type: transform
                partitions: {unit: day, start: 2001-01-01}
                params: {sql: "select '{{ partition }}' as day", partitionColumn: day}
                """)
            .with(
                "b.yaml",
                "name: b\ntype: shell\ndependsOn: [a]\nparams: {command: \"echo {{job}}\"}\n")
            .compiled();
    Calls calls = new Calls();
    Recorder recorder = (tool, call) -> calls.record(tool, call, "");

    rehearsed(company, Company.ALL)
        .with(company.tools().warehouse(), new FakeWarehouse(recorder))
        .with(company.tools().shell(), new FakeShell(recorder))
        .on("2001-01-31")
        .run()
        .requireSuccess();

    assertThat(calls.of("a[2001-01-31]")).containsExactly("warehouse(replace a[day=2001-01-31])");
    assertThat(calls.of("b")).containsExactly("shell(echo b)");
  }

  @Test
  void aTestModeTellsTheLogWhatItPretends() {
    Company company = TestCompany.empty().table("orders").compiled();

    assertThat(rehearsed(company, "daily").run().requireSuccess().record().log().toString())
        .contains("pretends: warehouse replace orders");
  }
}
