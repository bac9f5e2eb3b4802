package io.dagwerk.examples.megajob;

import static io.dagwerk.examples.megajob.TestCompany.rehearsed;
import static io.dagwerk.examples.megajob.TestCompany.steps;
import static io.dagwerk.examples.megajob.TestCompany.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Outcome;
import io.dagwerk.examples.megajob.check.DatasetCheck;
import io.dagwerk.examples.megajob.check.DatasetCheck.AcceptedValues;
import io.dagwerk.examples.megajob.check.DatasetCheck.Freshness;
import io.dagwerk.examples.megajob.check.DatasetCheck.NotNull;
import io.dagwerk.examples.megajob.check.DatasetCheck.RowCount;
import io.dagwerk.examples.megajob.check.DatasetCheck.Rows;
import io.dagwerk.examples.megajob.check.DatasetCheck.Sql;
import io.dagwerk.examples.megajob.check.DatasetCheck.Unique;
import io.dagwerk.examples.megajob.compile.Company;
import io.dagwerk.examples.megajob.tool.DuckDbWarehouse;
import io.dagwerk.examples.megajob.tool.FakeWarehouse;
import io.dagwerk.examples.megajob.tool.Recorder;
import io.dagwerk.examples.megajob.tool.Table;
import io.dagwerk.model.Event.AssetMaterialized;
import io.dagwerk.model.Event.CheckEvaluated;
import io.dagwerk.plan.StepState;
import io.dagwerk.testing.JobRun;
import io.dagwerk.testing.Result;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What descriptors ask of their datasets is looked at right after their job.
final class ChecksTest {
  private static Company company(String options) {
    return TestCompany.empty()
        .with(
            "orders.yaml",
            """
            name: orders
            type: transform
            params: {sql: q}
            checks:
              - {type: row_count, min: 100, %s}
            """
                .formatted(options))
        .with("alone.yaml", "name: alone\ntype: marker\n")
        .table("revenue", "orders")
        .with("report.yaml", "name: report\ntype: marker\ndependsOn: [revenue]\n")
        .compiled();
  }

  private static JobRun run(Company company, long orders) {
    return rehearsed(company, Company.ALL)
        .with(
            company.tools().warehouse(),
            new FakeWarehouse(Recorder.silent()).with("orders", orders));
  }

  @Test
  @Covers("S53.1")
  void checksRunRightAfterTheirJob() {
    Company company =
        TestCompany.empty()
            .with(
                "orders.yaml",
                """
                name: orders
                type: transform
                params: {sql: q}
                checks:
                  - {type: row_count, min: 1}
                  - {type: unique, columns: [id]}
                  - {type: not_null, columns: [id, customer]}
                  - {type: accepted_values, column: state, values: [open, paid]}
                  - {type: freshness, column: placed_at, maxAge: 6h}
                  - {type: sql, sql: select * from orders where amount < 0}
                """)
            .compiled();

    Result result = run(company, 1).run().requireSuccess();

    assertThat(succeeded(result))
        .containsExactly(
            "orders",
            "orders.row_count",
            "orders.unique",
            "orders.not_null",
            "orders.accepted_values",
            "orders.freshness",
            "orders.sql");
    assertThat(result.events(CheckEvaluated.class))
        .hasSize(6)
        .allMatch(check -> check.passed() && check.asset().toString().equals("orders"));
  }

  @Test
  @Covers("S53.2")
  void aBlockingOneThatDoesNotPassStopsWhatComesAfterAndTheOutputIsKeptAndMarked() {
    Result result = run(company("blocking: true"), 7).run();

    assertThat(result.succeeded()).isFalse();
    assertThat(succeeded(result)).containsExactly("alone", "orders");
    assertThat(steps(result, StepState.Failed.class)).containsExactly("orders.row_count");
    assertThat(steps(result, StepState.Abandoned.class)).containsExactly("revenue", "report");
    assertThat(result.events(AssetMaterialized.class))
        .extracting(made -> made.asset().toString())
        .containsExactlyInAnyOrder("alone", "orders");
    assertThat(result.events(CheckEvaluated.class).getFirst())
        .satisfies(check -> {
          assertThat(check.passed()).isFalse();
          assertThat(check.blocking()).isTrue();
          assertThat(check.description()).isEqualTo("7 rows, expected at least 100");
        });
    assertThat(result.why("report"))
        .isEqualTo("step 'report' did not run, because step 'orders.row_count' before it failed");
  }

  @Test
  @Covers("S53.5")
  void aWarningLeavesTheRunSuccessfulAndIsShown() {
    Result result = run(company("severity: warn, blocking: true"), 7).run().requireSuccess();

    assertThat(succeeded(result)).contains("revenue", "report");
    assertThat(result.record().summary())
        .isEqualTo(
            """
            job 'all' succeeded, 5 of 5 steps
            - check 'row_count' of asset 'orders' warns: 7 rows, expected at least 100\
            """);
  }

  @Test
  @Covers("S53.4")
  void oneCheckAloneIsRunAgainByItsName() {
    Company company = company("blocking: true");
    JobRun run = run(company, 7);
    run.run();

    Result again = run(company, 200).after(run).select("orders.row_count").run().requireSuccess();

    assertThat(succeeded(again)).containsExactly("orders.row_count");
    assertThat(again.events(CheckEvaluated.class).getFirst().description())
        .isEqualTo("200 rows, expected at least 100");
    assertThat(again.events(AssetMaterialized.class)).isEmpty();
  }

  @Test
  void inTestModeDatasetsHaveAsManyRowsAsTheirChecksExpect() {
    rehearsed(company("blocking: true"), Company.ALL).run().requireSuccess();
  }

  @Test
  void eachFindsInRealRowsWhatItLooksFor(@TempDir Path folder) throws Exception {
    try (DuckDbWarehouse warehouse =
        DuckDbWarehouse.open(new DuckDbWarehouse.Settings(folder.resolve("w.duckdb")))) {
      Table table = new Table("raw/orders");
      warehouse.replace(
          table,
          """
          select * from (values
            (1, 'open', now()::timestamp - interval 2 hour),
            (2, 'paid', now()::timestamp - interval 9 hour),
            (2, null, now()::timestamp - interval 9 hour),
            (3, 'lost', null)) as t(id, state, placed_at)
          """);
      Rows all = new Rows(table, "true");
      Rows first = new Rows(table, "id = 1");

      assertOutcome(warehouse, new RowCount(Optional.of(4L), Optional.of(4L)), all, "4 rows", true);
      assertOutcome(
          warehouse, new RowCount(Optional.of(2L), Optional.empty()), first, "1 rows", false);
      assertOutcome(
          warehouse, new RowCount(Optional.empty(), Optional.of(3L)), all, "4 rows", false);
      assertOutcome(warehouse, new Unique(List.of("id")), all, "1 values of [id]", false);
      assertOutcome(warehouse, new Unique(List.of("id", "state")), all, "none", true);
      assertOutcome(warehouse, new NotNull(List.of("id", "state")), all, "1 rows", false);
      assertOutcome(warehouse, new NotNull(List.of("id")), all, "none", true);
      AcceptedValues states = new AcceptedValues("state", List.of("open", "paid"));
      assertOutcome(warehouse, states, all, "1 rows have another value in 'state'", false);
      assertOutcome(warehouse, states, first, "none", true);
      assertOutcome(
          warehouse, new Freshness("placed_at", Duration.ofHours(3)), all, "is 2 h old", true);
      assertOutcome(
          warehouse, new Freshness("placed_at", Duration.ofHours(1)), all, "is 2 h old", false);
      assertOutcome(
          warehouse,
          new Freshness("placed_at", Duration.ofHours(1)),
          new Rows(table, "id = 3"),
          "there is no 'placed_at' at all",
          false);
      assertOutcome(warehouse, new Sql("from raw.orders where id > 2"), all, "1 rows", false);
      assertOutcome(warehouse, new Sql("from raw.orders where id > 3"), all, "none", true);
    }
  }

  private static void assertOutcome(
      DuckDbWarehouse warehouse, DatasetCheck check, Rows rows, String said, boolean passed)
      throws Exception {
    Outcome outcome = check.outcome(warehouse, rows);

    assertThat(outcome.description()).as(check.toString()).contains(said);
    assertThat(outcome.passed()).as(check.toString()).isEqualTo(passed);
  }
}
