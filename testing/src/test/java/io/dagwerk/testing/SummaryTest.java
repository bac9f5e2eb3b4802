package io.dagwerk.testing;

import static io.dagwerk.definitions.Input.context;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Outcome;
import io.dagwerk.model.AssetKey;
import org.junit.jupiter.api.Test;

/// What people are told about a run that has ended.
class SummaryTest {
  @Test
  void aGoodRunIsToldInOneLine() {
    Job job = Job.named("etl").running(graph -> graph.op("extract", Integer.class).by(() -> 1));

    assertThat(JobRun.of(job).run().record().summary())
        .isEqualTo("job 'etl' succeeded, 1 of 1 steps");
  }

  @Test
  void whatFailedAndWhatDidNotRunForItIsToldStepByStep() {
    Job job =
        Job.named("etl")
            .running(graph -> {
              Op<Integer> extract = graph.op("extract", Integer.class).by(SummaryTest::unreachable);
              graph.op("load", Integer.class).from(extract).by(rows -> rows);
              graph.op("clean", Integer.class).by(() -> 2);
            });

    assertThat(JobRun.of(job).run().record().summary())
        .isEqualTo(
            """
            job 'etl' failed, 1 of 3 steps succeeded; steps failed: [extract]
            - step 'extract' ran and failed, EXCEPTION: IllegalStateException: the till is locked
            - step 'load' did not run, because step 'extract' before it failed\
            """);
  }

  @Test
  void whereTheUsersCodeThrewIsToldWithTheFailure() {
    IllegalStateException thrown = new IllegalStateException("the till is locked");
    thrown.setStackTrace(
        new StackTraceElement[] {
          new StackTraceElement(null, "java.base", "25", "java.util.List", "of", "List.java", 1),
          new StackTraceElement("shop.Till", "open", "Till.java", 7),
          new StackTraceElement("shop.Shop", "sales", "Shop.java", 9),
          new StackTraceElement("io.dagwerk.definitions.Fn", "apply", "Fn.java", 3)
        });
    Job job =
        Job.named("etl")
            .running(graph ->
                graph
                    .op("extract", Integer.class)
                    .by(() -> {
                      throw thrown;
                    }));

    assertThat(JobRun.of(job).run().record().summary())
        .endsWith(
            "EXCEPTION: IllegalStateException: the till is locked, at shop.Till.open(Till.java:7)");
  }

  @Test
  void aCheckThatDidNotPassIsToldEvenIfTheRunSucceeded() {
    Job job =
        Job.named("etl")
            .running(graph ->
                graph
                    .op("look", Integer.class)
                    .from(context())
                    .by(context -> {
                      context.checked(
                          AssetKey.of("sales"),
                          "fresh",
                          Outcome.failure("three days old").asWarning());
                      return 1;
                    }));

    assertThat(JobRun.of(job).run().record().summary())
        .isEqualTo(
            """
            job 'etl' succeeded, 1 of 1 steps
            - check 'fresh' of asset 'sales' warns: three days old\
            """);
  }

  private static int unreachable() {
    throw new IllegalStateException("the till is locked");
  }
}
