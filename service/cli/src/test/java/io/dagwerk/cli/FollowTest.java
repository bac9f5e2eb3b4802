package io.dagwerk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.cli.Typed.Outcome;
import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.documents.Json;
import io.dagwerk.graphql.InMemoryOperations.Cancellation;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.RunFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `dagwerk run`, and what follows a run.
final class FollowTest {
  private static final StepKey PARSE = StepKey.of("parse");
  private static final StepKey LOAD = StepKey.of("load");

  private final Path folder;
  private final Typed typed;

  FollowTest(@TempDir Path folder) {
    this.folder = folder;
    this.typed = new Typed(folder);
  }

  @AfterEach
  void stop() {
    typed.close();
  }

  private void succeed(RunId run) {
    typed.operations.happen(
        run,
        new Event.RunPlanned(List.of("parse", "load")),
        new Event.RunStarted(),
        new Event.StepStarted(PARSE),
        new Event.Logged(Optional.of(PARSE), Event.Level.INFO, "shop", "3 rows", Optional.empty()),
        new Event.Printed(Optional.of(PARSE), Event.Stream.STDOUT, "hello"),
        new Event.StepSucceeded(PARSE, List.of("result"), Duration.ofMillis(1250)),
        new Event.StepStarted(LOAD),
        new Event.StepSucceeded(LOAD, List.of("result"), Duration.ofMillis(20)),
        new Event.RunSucceeded(Duration.ofSeconds(2)));
  }

  private RunId newest() {
    return typed.operations.list(RunFilter.all(), Optional.empty(), 1).getFirst().id();
  }

  @Test
  void aRunIsFollowedToItsEnd() {
    typed.operations.whenLaunched(this::succeed);

    Outcome outcome = typed.type("run", "refresh");

    assertThat(outcome.out().replace(newest().toString(), "ID"))
        .isEqualTo(
            """
            run ID of job 'refresh'
                parse | INFO 3 rows
                parse | hello
               1/2  parse  succeeded in 1.25 s
               2/2  load  succeeded in 0.02 s
               2/2  the run succeeded in 2.00 s
            run ID SUCCEEDED
            """);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isEqualTo(0);
    assertThat(typed.interrupts.areHeard()).isFalse();
  }

  @Test
  void whatHappensWhileItIsFollowedIsShown() {
    typed.operations.whenWatched(() -> succeed(newest()));

    assertThat(typed.type("run", "refresh").out()).contains("2/2  load  succeeded in 0.02 s");
  }

  @Test
  void aFailedStepIsShownWithTheUsersFramesFirst() {
    ErrorInfo cause =
        new ErrorInfo(
            "java.io.IOException",
            "no file",
            List.of("shop.Files.read(Files.java:7)"),
            Optional.empty());
    ErrorInfo error =
        new ErrorInfo(
            "java.lang.IllegalStateException",
            "cannot parse",
            List.of(
                "java.base/java.lang.Thread.run(Thread.java:1)",
                "shop.Parse.parse(Parse.java:12)",
                "io.dagwerk.execution.StepRunner.run(StepRunner.java:3)"),
            Optional.of(cause));
    typed.operations.whenLaunched(run ->
        typed.operations.happen(
            run,
            new Event.RunPlanned(List.of("parse", "load")),
            new Event.StepStarted(PARSE),
            new Event.StepFailed(PARSE, error, Event.FailureKind.EXCEPTION, Metadata.none()),
            new Event.StepAbandoned(LOAD, PARSE),
            new Event.RunFailed("steps failed: [parse]", Optional.empty())));

    Outcome outcome = typed.type("run", "refresh");

    assertThat(outcome.out())
        .contains(
            """
               1/2  parse  failed: IllegalStateException: cannot parse
                  java.lang.IllegalStateException: cannot parse
                    at shop.Parse.parse(Parse.java:12)
                    ... 2 more
                  caused by java.io.IOException: no file
                    at shop.Files.read(Files.java:7)
               2/2  the run failed: steps failed: [parse]
            """);
    assertThat(outcome.code()).isEqualTo(1);
  }

  @Test
  void ctrlCAsksTheRunToStop() {
    typed.operations.whenCanceled(
        run -> typed.operations.happen(run, new Event.RunCanceled("canceled by Ctrl-C")));
    typed.operations.whenWatched(typed.interrupts::press);

    Outcome outcome = typed.type("run", "refresh");

    assertThat(typed.operations.requests())
        .last()
        .isEqualTo(new Cancellation(newest(), "canceled by Ctrl-C"));
    assertThat(outcome.out()).contains("the run was canceled: canceled by Ctrl-C", "CANCELED");
    assertThat(outcome.err()).contains("Ctrl-C again leaves it");
    assertThat(outcome.code()).isEqualTo(1);
  }

  @Test
  void aSecondCtrlCLeavesTheRun() {
    typed.operations.whenWatched(typed.interrupts::press);
    typed.operations.whenWatched(typed.interrupts::press);

    Outcome outcome = typed.type("run", "refresh");

    assertThat(outcome.code()).isEqualTo(130);
    assertThat(outcome.err()).contains("run %s goes on; look at it with".formatted(newest()));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void whatIsTypedIsWhatIsLaunched() throws IOException {
    Files.writeString(
        folder.resolve("small.yaml"), "ops: {parse: {config: {limit: 5, deep: true}}}");

    Outcome outcome =
        typed.type(
            "run",
            "refresh",
            "--location=flights",
            "--preset=small",
            "--mode=test",
            "--config=small.yaml",
            "--set=ops.parse.config.limit=10",
            "--set=ops.load.config.name=",
            "--select=raw*",
            "--partitions=2001-01-01...2001-01-07",
            "--tag=team=ops",
            "--priority=-2",
            "--detach");

    assertThat(outcome).isEqualTo(new Outcome(0, newest() + System.lineSeparator(), ""));
    ConfigTree config =
        Json.parse(
            "{\"ops\": {\"parse\": {\"config\": {\"limit\": 10, \"deep\": true}},"
                + " \"load\": {\"config\": {\"name\": \"\"}}}}",
            "expected");
    assertThat(typed.operations.requests())
        .containsExactly(
            LaunchRequest.of("refresh")
                .in("flights")
                .preset("small")
                .mode("test")
                .config(config)
                .select("raw*")
                .on("2001-01-01...2001-01-07")
                .priority(-2)
                .tag("team", "ops"));
  }

  @Test
  void allThatIsWrongWithTheConfigIsToldAtOnce() {
    Outcome outcome = typed.type("run", "refresh", "--config=gone.yaml", "--set=limit");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err())
        .contains("gone.yaml: cannot be read")
        .contains(
            "expected --set PATH=VALUE, such as ops.parse.config.limit=10, but found 'limit'");
    assertThat(typed.operations.requests()).isEmpty();
  }

  @Test
  void aRefusedLaunchSaysWhy() {
    assertThat(typed.type("run", "refesh"))
        .isEqualTo(
            new Outcome(
                3,
                "",
                "dagwerk: job 'refesh' is not defined; did you mean 'refresh'?"
                    + System.lineSeparator()));
  }

  @Test
  void scriptsGetTheRunAsItEnded() {
    typed.operations.whenLaunched(this::succeed);

    Outcome outcome = typed.type("run", "refresh", "--json");

    Answer run = new Answer(Json.parse(outcome.out(), "output"));
    assertThat(Map.of("id", run.text("id"), "status", run.text("status")))
        .isEqualTo(Map.of("id", newest().toString(), "status", "SUCCEEDED"));
    assertThat(outcome.code()).isEqualTo(0);
  }

  @Test
  void scriptsGetTheRunAsItWasQueued() {
    Outcome outcome = typed.type("run", "refresh", "--json", "--detach");

    assertThat(new Answer(Json.parse(outcome.out(), "output")).text("status")).isEqualTo("QUEUED");
  }

  @Test
  void whereNoServerStaysItIsToldThatTheRunWaitsForOne() {
    ServerAddress here = ServerAddress.of(typed.webserver.url());
    typed.environment.clear();
    typed.servers = (_, _) -> Optional.of(new LocalServers.Local.InThisProcess(here));

    assertThat(typed.type("run", "refresh", "--detach"))
        .isEqualTo(new Outcome(0, newest() + "\n", waits(newest(), "dagwerk server")));
    assertThat(typed.type("run", "refresh", "--detach", "--json", "--instance=other").err())
        .isEqualTo(waits(newest(), "dagwerk server --instance other"));
    RunId failed = typed.failed("refresh");
    assertThat(typed.type("runs", "rerun", failed.toString(), "--detach").err())
        .isEqualTo(waits(newest(), "dagwerk server"));
  }

  private static String waits(Object run, String command) {
    return "the server of this command ends with it, and run %s waits for the next; start one with '%s'\n"
        .formatted(run, command);
  }

  @Test
  void aTerminalShowsWhatRunsInItsLastLine() {
    typed.operations.whenLaunched(this::succeed);

    assertThat(typed.type(Surroundings.Look.TERMINAL, "run", "refresh").out())
        .contains("\r\u001b[K   0/2  parse")
        .contains("\r\u001b[K   1/2  load");
  }

  @Test
  void aServerThatEndsMeanwhileIsToldWithTheRun() {
    AtomicReference<Thread> closing = new AtomicReference<>();
    typed.operations.whenWatched(() -> closing.set(Thread.ofVirtual().start(typed::close)));

    Outcome outcome = typed.type("run", "refresh");

    assertThat(outcome.code()).isEqualTo(4);
    assertThat(outcome.err()).contains("run %s goes on".formatted(newest()));
  }
}
