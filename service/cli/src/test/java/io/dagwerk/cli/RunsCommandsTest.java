package io.dagwerk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.cli.Surroundings.Look;
import io.dagwerk.cli.Typed.Outcome;
import io.dagwerk.daemon.LaunchRequest;
import io.dagwerk.daemon.Principal;
import io.dagwerk.daemon.RerunRequest;
import io.dagwerk.daemon.RerunRequest.Part;
import io.dagwerk.documents.Json;
import io.dagwerk.graphql.InMemoryOperations.Cancellation;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.LogKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// `dagwerk runs` and `dagwerk locations`.
final class RunsCommandsTest {
  private static final StepKey PARSE = StepKey.of("parse");
  private static final String GONE = "0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b";

  private final Typed typed = new Typed(Path.of(""));

  @AfterEach
  void stop() {
    typed.close();
  }

  private static List<Answer> items(String json) {
    return Json.parse(json, "output") instanceof ConfigTree.Items(var items)
        ? items.stream().map(Answer::new).toList()
        : List.of();
  }

  @Test
  void runsAreATableForPeople() {
    RunId run = typed.launch("refresh");
    typed.operations.happen(
        run, new Event.RunStarted(), new Event.RunSucceeded(Duration.ofSeconds(1)));

    assertThat(typed.type(Look.TERMINAL, "runs", "list").out())
        .isEqualTo(
            """
            ID                                    STATUS     JOB      CREATED               TOOK
            %s  SUCCEEDED  refresh  2001-01-31T06:00:01Z  1.0 s
            """
                .formatted(run));
  }

  @Test
  void runsArePlainLinesForPrograms() {
    RunId first = typed.launch("refresh");
    RunId second = typed.launch("report");

    assertThat(typed.type("runs", "list").out())
        .isEqualTo(
            """
            %s\tQUEUED\treport\t2001-01-31T06:00:03Z\t
            %s\tQUEUED\trefresh\t2001-01-31T06:00:01Z\t
            """
                .formatted(second, first));
    assertThat(typed.type("runs", "list", "--limit=1").out()).startsWith(second.toString());
    assertThat(typed.type("runs", "list", "--before=" + second).out()).startsWith(first.toString());
  }

  @Test
  void runsAreFilteredByStatusJobAndTag() {
    RunId failed = typed.failed("refresh");
    RunId tagged =
        typed.operations.launch(Principal.LOCAL, LaunchRequest.of("report").tag("team", "ops"));

    assertThat(items(typed.type("runs", "list", "--json", "--status=failed").out()))
        .extracting(run -> run.text("id"))
        .containsExactly(failed.toString());
    assertThat(items(typed.type("runs", "list", "--json", "--tag=team=ops").out()))
        .extracting(run -> run.text("id"))
        .containsExactly(tagged.toString());
    assertThat(items(typed.type("runs", "list", "--json", "--job=refresh").out())).hasSize(1);
  }

  @Test
  void aStatusThatIsNoneIsToldWithThoseThereAre() {
    Outcome outcome = typed.type("runs", "list", "--status=done");

    assertThat(outcome.code()).isEqualTo(2);
    assertThat(outcome.err()).contains("done", "SUCCEEDED", "'dagwerk runs list --help'");
    assertThat(typed.type("runs", "list", "--limit=0").code()).isEqualTo(2);
  }

  @Test
  void aRunIsShownWithItsStepsAndEvents() {
    RunId run = typed.launch("refresh");
    typed.operations.happen(
        run,
        new Event.StepStarted(PARSE),
        new Event.Printed(Optional.of(PARSE), Event.Stream.STDOUT, "hello"),
        new Event.StepFailed(
            PARSE,
            new ErrorInfo(
                "A", "boom", List.of("shop.Parse.parse(Parse.java:12)"), Optional.empty()),
            Event.FailureKind.EXCEPTION,
            Metadata.none()));

    assertThat(typed.type("runs", "show", run.toString()).out())
        .contains("id           %s\nstatus       QUEUED\njob          refresh\n".formatted(run))
        .contains("\nparse\tFAILED\t1\tA: boom\n")
        .contains(
            """
            2001-01-31T06:00:05Z  parse  failed: A: boom
                A: boom
                  at shop.Parse.parse(Parse.java:12)
            """)
        .doesNotContain("hello");
  }

  @Test
  void scriptsGetARunWithAllItsEvents() {
    RunId run = typed.launch("refresh");
    typed.operations.happen(run, new Event.StepStarted(PARSE));

    Answer shown =
        new Answer(Json.parse(typed.type("runs", "show", run.toString(), "--json").out(), "it"));

    assertThat(shown.text("job")).isEqualTo("refresh");
    assertThat(shown.list("steps")).extracting(step -> step.text("key")).containsExactly("parse");
    assertThat(shown.list("events"))
        .extracting(event -> event.text("kind"))
        .containsExactly("RunQueued", "StepStarted");
  }

  @Test
  void aRunThatIsNotThereIsTold() {
    assertThat(typed.type("runs", "show", GONE))
        .isEqualTo(new Outcome(3, "", "dagwerk: there is no run %s\n".formatted(GONE)));
    assertThat(typed.type("runs", "show", "7").err())
        .contains("expected 'id' to be the whole id of a run", "but found '7'");
  }

  @Test
  void ofALogThatHasExpiredItIsToldSinceWhen() {
    RunId run = typed.failed("refresh");
    typed.operations.expireLog(run);

    assertThat(typed.type("runs", "logs", run.toString()))
        .isEqualTo(
            new Outcome(
                3,
                "",
                "dagwerk: the log of run %1$s expired at 2001-01-31T06:00:04Z and is not kept any more; 'dagwerk runs show %1$s' tells how it went\n"
                    .formatted(run)));
    assertThat(typed.type("runs", "show", run.toString()).out())
        .contains("status       FAILED\n", "logExpired   2001-01-31T06:00:04Z\n");
  }

  private RunId saying() {
    RunId run = typed.launch("refresh");
    typed.operations.happen(
        run,
        new Event.Logged(
            Optional.of(PARSE), Event.Level.WARN, "shop", "two\nlines", Optional.empty()),
        new Event.Printed(Optional.of(PARSE), Event.Stream.STDOUT, "an event"));
    print(run, Optional.of(PARSE), Event.Stream.STDOUT, "out\nof a st");
    print(run, Optional.of(PARSE), Event.Stream.STDOUT, "ep");
    print(run, Optional.empty(), Event.Stream.STDERR, "err\n");
    return run;
  }

  private void print(RunId run, Optional<StepKey> step, Event.Stream stream, String text) {
    typed.operations.print(new LogKey(run, 1, step, stream), text);
  }

  @Test
  void logsAreWhatARunSaid() {
    RunId run = saying();

    assertThat(typed.type("runs", "logs", run.toString()).out())
        .isEqualTo(
            """
            2001-01-31T06:00:03Z  parse  WARN shop: two
            lines
            2001-01-31T06:00:04Z  parse  STDOUT an event
            parse  STDOUT out
            STDERR err
            parse  STDOUT of a step
            """);
    assertThat(typed.type("runs", "logs", run.toString(), "--step=parse").out())
        .doesNotContain("STDERR");
    assertThat(typed.type("runs", "logs", run.toString(), "--stderr").out()).isEqualTo("err\n");
    assertThat(typed.type("runs", "logs", run.toString(), "--stdout").out())
        .isEqualTo("an event\nout\nof a step\n");
    assertThat(typed.type("runs", "logs", run.toString(), "--stdout", "--stderr").code())
        .isEqualTo(2);
  }

  @Test
  void logsAreFilteredByStepLevelAndText() {
    RunId run = typed.launch("refresh");
    typed.operations.happen(
        run,
        logged("parse[1]", Event.Level.INFO, "read 3 rows"),
        logged("parse[2]", Event.Level.ERROR, "Read nothing"),
        logged("load", Event.Level.WARN, "slow"),
        new Event.RunSucceeded(Duration.ZERO));

    assertThat(messages(run, "--step=parse*")).containsExactly("read 3 rows", "Read nothing");
    assertThat(messages(run, "--step=parse[1]")).containsExactly("read 3 rows");
    assertThat(messages(run, "--step=parse")).isEmpty();
    assertThat(messages(run, "--level=warn")).containsExactly("Read nothing", "slow");
    assertThat(messages(run, "--text=READ")).containsExactly("read 3 rows", "Read nothing");
    assertThat(messages(run, "--text=read", "--level=ERROR", "--step=*[2]"))
        .containsExactly("Read nothing");
    assertThat(typed.type("runs", "logs", run.toString(), "--level=loud").err())
        .contains("'loud'", "TRACE, DEBUG, INFO, WARN, ERROR");
  }

  @Test
  void whatWasLoggedWithAnExceptionIsFoundByTheTextOfThat() {
    RunId run = typed.launch("refresh");
    typed.operations.happen(
        run,
        new Event.Logged(
            Optional.of(PARSE),
            Event.Level.ERROR,
            "shop",
            "no luck",
            Optional.of(
                ErrorInfo.of(
                    new IllegalStateException(
                        "closed", new UnsupportedOperationException("no cursor"))))),
        logged("parse", Event.Level.ERROR, "something else"));

    for (String text : List.of("IllegalState", "closed", "unsupportedoperation", "no cursor")) {
      assertThat(messages(run, "--text=" + text))
          .as(text)
          .startsWith("no luck")
          .doesNotContain("something else");
    }
  }

  private static Event logged(String step, Event.Level level, String message) {
    return new Event.Logged(
        Optional.of(StepKey.parse(step)), level, "shop", message, Optional.empty());
  }

  private List<String> messages(RunId run, String... filters) {
    String[] line =
        Stream.concat(Stream.of("runs", "logs", run.toString()), Stream.of(filters))
            .toArray(String[]::new);
    return typed.type(line).out().lines().map(said -> said.replaceFirst(".* shop: ", "")).toList();
  }

  @Test
  void logsAreFollowedUntilTheRunHasEnded() {
    RunId run = saying();
    typed.operations.whenWatched(
        () -> print(run, Optional.of(PARSE), Event.Stream.STDOUT, "\nlast"));
    typed.operations.whenWatched(
        () -> typed.operations.happen(run, new Event.RunSucceeded(Duration.ZERO)));

    assertThat(typed.type("runs", "logs", run.toString(), "--stdout", "--follow").out())
        .isEqualTo("an event\nout\nof a step\nlast\n");
  }

  @Test
  void streamsThatAreReadToTheirEndAreNotAskedForAgain() {
    RunId run = typed.launch("refresh");
    for (int i = 0; i < 40; i++) {
      print(run, Optional.of(StepKey.of("step" + i)), Event.Stream.STDOUT, "line " + i + "\n");
    }
    typed.operations.happen(run, many(new Event.RunDequeued(), 2_500));
    typed.operations.happen(run, new Event.RunSucceeded(Duration.ZERO));

    String printed = typed.type("runs", "logs", run.toString(), "--stdout").out();

    assertThat(printed.lines())
        .containsExactlyElementsOf(IntStream.range(0, 40).mapToObj(i -> "line " + i).toList());
    assertThat(typed.operations.reads()).as("at first, and once at the end").isEqualTo(2 * 40);
  }

  private static Event[] many(Event event, int times) {
    return Collections.nCopies(times, event).toArray(Event[]::new);
  }

  @Test
  void aRunThatIsCanceledWithoutAServerIsWaitedFor() {
    RunId run = typed.launch("refresh");
    ServerAddress here = ServerAddress.of(typed.webserver.url());
    typed.environment.clear();
    typed.servers = (_, _) -> Optional.of(new LocalServers.Local.InThisProcess(here));
    typed.operations.whenWatched(
        () -> typed.operations.happen(run, new Event.RunCanceled("wrong day")));

    assertThat(typed.type("runs", "cancel", run.toString(), "--reason=wrong day"))
        .isEqualTo(new Outcome(0, "run %s CANCELED\n".formatted(run), ""));
  }

  @Test
  void aRunIsCanceled() {
    RunId run = typed.launch("refresh");

    assertThat(typed.type("runs", "cancel", run.toString(), "--reason=wrong day"))
        .isEqualTo(new Outcome(0, "run %s CANCELING\n".formatted(run), ""));
    assertThat(typed.operations.requests()).last().isEqualTo(new Cancellation(run, "wrong day"));
    RunId ended = typed.failed("refresh");
    assertThat(typed.type("runs", "cancel", ended.toString()))
        .isEqualTo(
            new Outcome(3, "", "dagwerk: run %s has ended: it is FAILED\n".formatted(ended)));
  }

  @Test
  void aRunIsExecutedAgainWholeOrInPart() {
    RunId run = typed.failed("refresh");
    String id = run.toString();

    assertThat(typed.type("runs", "rerun", id, "--detach").code()).isEqualTo(0);
    typed.type("runs", "rerun", id, "--detach", "--from-failure");
    typed.type("runs", "rerun", id, "--detach", "--steps=parse");
    typed.type("runs", "rerun", id, "--detach", "--steps=parse", "--downstream");

    assertThat(typed.operations.requests())
        .filteredOn(RerunRequest.class::isInstance)
        .containsExactly(
            new RerunRequest(run, new Part.All()),
            new RerunRequest(run, new Part.FromFailure()),
            new RerunRequest(run, new Part.Selected("parse")),
            new RerunRequest(run, new Part.SelectedAndDownstream("parse")));
  }

  @Test
  void aRunThatIsExecutedAgainIsFollowed() {
    RunId run = typed.failed("refresh");
    typed.operations.whenLaunched(
        again -> typed.operations.happen(again, new Event.RunSucceeded(Duration.ZERO)));

    Outcome outcome = typed.type("runs", "rerun", run.toString());

    assertThat(outcome.out()).contains("the run succeeded", "SUCCEEDED");
    assertThat(outcome.code()).isEqualTo(0);
  }

  @Test
  void beforeARunIsExecutedAgainOnOtherCodeBothVersionsAreTold() {
    RunId run = typed.failed("refresh");
    assertThat(typed.type("runs", "rerun", run.toString(), "--detach").err()).isEmpty();
    typed.operations.serves(
        new LocationSnapshot(
            "flights", "code-2", List.of(), List.of(), List.of(), List.of(), List.of()));

    assertThat(typed.type("runs", "rerun", run.toString(), "--detach").err())
        .isEqualTo(
            "note: the code of location 'flights' has changed since run %s, from version code-1 to code-2; its steps may do something else now\n"
                .formatted(run));
  }

  @Test
  void aDryRunOfARerunTellsItsStepsAndLaunchesNothing() {
    RunId run = typed.failed("refresh");
    Outcome outcome = typed.type("runs", "rerun", run.toString(), "--dry-run");

    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).contains("job          refresh", "parse");
    assertThat(typed.operations.requests()).noneMatch(RerunRequest.class::isInstance);
  }

  @Test
  void partsThatDoNotGoTogetherAreTold() {
    assertThat(typed.type("runs", "rerun", GONE, "--from-failure", "--steps=a").err())
        .isEqualTo("dagwerk: give --from-failure or --steps, not both\n");
    assertThat(typed.type("runs", "rerun", GONE, "--downstream").code()).isEqualTo(2);
  }

  @Test
  void aRunIsDeleted() {
    RunId run = typed.failed("refresh");

    assertThat(typed.type("runs", "delete", run.toString()))
        .isEqualTo(new Outcome(0, "run %s deleted\n".formatted(run), ""));
    assertThat(typed.operations.find(run)).isEmpty();
    assertThat(typed.type("runs", "delete", run.toString()).code()).isEqualTo(3);
  }

  @Test
  void locationsAreListedWithTheirTroubleBeside() {
    typed.operations.isDown(
        "broken", ErrorInfo.ofMessage("CompileError", "Jobs.java:3: semicolon expected"));

    assertThat(typed.type("locations", "list"))
        .isEqualTo(
            new Outcome(
                0,
                "flights\tREADY\tcode-1\trefresh, report\t\nbroken\tDOWN\t\t\t\n",
                "location 'broken': CompileError: Jobs.java:3: semicolon expected\n"));
    assertThat(items(typed.type("locations", "list", "--json").out()))
        .extracting(location -> location.text("state"))
        .containsExactly("READY", "DOWN");
  }

  @Test
  void aLocationWithMoreJobsThanAreShownIsTold() {
    typed.servesJobs("shop", 1_001);

    Outcome outcome = typed.type("locations", "list");

    assertThat(outcome.out()).contains("job-0999").doesNotContain("job-1000");
    assertThat(outcome.err())
        .isEqualTo(
            "location 'shop': has more jobs than the 1,000 shown; 'dagwerk jobs list' lists all\n");
  }

  @Test
  void aLocationIsLoadedAnew() {
    assertThat(typed.type("locations", "reload", "flights"))
        .isEqualTo(
            new Outcome(
                0,
                "location 'flights' is being loaded anew; 'dagwerk locations list' tells what came of it\n",
                ""));
    assertThat(typed.operations.requests()).containsExactly("flights");
    assertThat(typed.type("locations", "reload", "flight").err())
        .isEqualTo("dagwerk: there is no location 'flight'; did you mean 'flights'?\n");
  }
}
