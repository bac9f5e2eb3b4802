package io.dagwerk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.cli.Surroundings.Look;
import io.dagwerk.cli.Typed.Outcome;
import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.documents.Json;
import io.dagwerk.model.Event;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What `dagwerk run` and `dagwerk assets materialize` ask for, and what they tell beforehand.
final class LaunchCommandsTest {
  private final Typed typed = new Typed(Path.of(""));

  @AfterEach
  void stop() {
    typed.close();
  }

  private void launchedRunsSucceed() {
    typed.operations.whenLaunched(
        run -> typed.operations.happen(run, new Event.RunSucceeded(Duration.ZERO)));
  }

  @Test
  void aDryRunTellsConfigAndStepsAndLaunchesNothing() {
    Outcome outcome =
        typed.type(
            Look.TERMINAL,
            "run",
            "refresh",
            "--dry-run",
            "--tag=team=ops",
            "--set=ops.parse.config.limit=10",
            "--set=ops.parse.config.door={env: DOOR}");

    assertThat(outcome)
        .isEqualTo(
            new Outcome(
                0,
                """
                location     flights
                job          refresh
                codeVersion  code-1
                mode         default
                tag          team=ops
                config       ops.parse.config.limit=10
                config       ops.parse.config.door={"env": "DOOR"}
                note         asset 'raw' is external, nothing here makes it

                STEP   PARTITIONS  AFTER  REUSED FROM
                parse
                load               parse
                """,
                ""));
    assertThat(typed.operations.requests()).isEmpty();
  }

  @Test
  void scriptsGetADryRunAsJson() {
    Answer plan =
        new Answer(Json.parse(typed.type("run", "refresh", "--dry-run", "--json").out(), "it"));

    assertThat(plan.get("plan").get("steps").list("steps"))
        .extracting(step -> step.text("key"))
        .containsExactly("parse", "load");
    assertThat(typed.operations.requests()).isEmpty();
  }

  @Test
  void aDryRunOfWhatCannotRunSaysWhy() {
    assertThat(typed.type("run", "refres", "--dry-run"))
        .isEqualTo(
            new Outcome(3, "", "dagwerk: job 'refres' is not defined; did you mean 'refresh'?\n"));
  }

  @Test
  void assetsAreLaunchedWithoutAJob() {
    launchedRunsSucceed();

    assertThat(typed.type("assets", "materialize", "+revenue", "--partition=2001-01-01").code())
        .isZero();
    assertThat(typed.type("run", "--assets=+revenue", "--location=flights").code()).isZero();
    assertThat(typed.operations.requests())
        .containsExactly(
            LaunchRequest.ofAssets("+revenue").on("2001-01-01"),
            LaunchRequest.ofAssets("+revenue").in("flights"));
  }

  @Test
  void aRunIsOfAJobOrOfAssets() {
    assertThat(typed.type("run"))
        .isEqualTo(new Outcome(2, "", "dagwerk: expected a job, or --assets EXPR\n"));
    assertThat(typed.type("run", "refresh", "--assets=revenue").err())
        .contains("leave out JOB, --preset and --select");
  }
}
