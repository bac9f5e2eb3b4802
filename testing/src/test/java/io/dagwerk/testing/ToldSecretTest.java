package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.config.Environment;
import io.dagwerk.config.Secret;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Failure;
import io.dagwerk.definitions.Hook;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Materialized;
import io.dagwerk.definitions.Outcome;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Type;
import io.dagwerk.definitions.TypeCheck;
import io.dagwerk.execution.Cancellation;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.Retry;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// User code that tells its secrets, in every way there is: none is recorded.
class ToldSecretTest {
  private static final String VALUE = "hunter2-hunter2";

  record Account(String user, Secret<String> password) {
    String told() {
      return user + ":" + password.reveal();
    }
  }

  private final List<RecordedEvent> heard = Collections.synchronizedList(new ArrayList<>());
  private final PrintStream before = System.out;

  @AfterEach
  void giveTheTerminalBack() {
    System.setOut(before);
  }

  /// Runs it with the password in a variable, and says how it went; the secret is nowhere in it.
  private Result run(Job job, Map<String, ?> document, Definition... more) {
    List<Definition> all = new ArrayList<>(List.of(more));
    all.add(job);
    LocalRuns runs =
        new LocalRuns(
            "test",
            Definitions.of(all),
            LocalOptions.inMemory()
                .capturingPrints()
                .environment(Environment.of(Map.of("PASSWORD", VALUE))));
    Result result =
        new Result(
            runs.run(Launch.of(job.name()).config(ConfigTree.of(document)).listening(heard::add)));
    assertThat(result.record().toString() + result.record().summary() + heard)
        .contains(Secret.MASK)
        .doesNotContain(VALUE);
    return result;
  }

  private static Map<String, ?> account() {
    return Map.of("user", "scott", "password", Map.of("env", "PASSWORD"));
  }

  private static Map<String, ?> ofOp(Object config) {
    return Map.of("ops", Map.of("login", Map.of("config", config)));
  }

  interface Work {
    void on(String told, Context context) throws Exception;
  }

  private static Job job(Work work) {
    return Job.named("login")
        .running(graph ->
            graph
                .op("login")
                .from(Input.config(Account.class), Input.context())
                .doing((account, context) -> work.on(account.told(), context)));
  }

  @Test
  void whatIsLogged() {
    Result result =
        run(
            job((told, context) ->
                context
                    .log()
                    .warn("as {}", told, new IllegalStateException(told, new Exception(told)))),
            ofOp(account()));

    Event.Logged logged = OpTest.only(result, Event.Logged.class);
    assertThat(logged.message()).isEqualTo("as scott:***");
    assertThat(logged.error().orElseThrow().root().message()).isEqualTo("scott:***");
  }

  @Test
  void whatIsPrinted() {
    Result result =
        run(
            job((told, _) -> {
              System.out.println(told);
              System.out.print("no end " + told);
            }),
            ofOp(account()));

    assertThat(result.events(Event.Printed.class))
        .extracting(Event.Printed::line)
        .containsExactly("scott:***", "no end scott:***");
  }

  @Test
  void whatIsThrownAndWhatCausedIt() {
    Result result =
        run(
            job((told, _) -> {
              throw new IllegalStateException("no " + told, new Exception("because of " + told));
            }),
            ofOp(account()));

    Event.StepFailed failed = OpTest.only(result, Event.StepFailed.class);
    assertThat(failed.error().message()).isEqualTo("no scott:***");
    assertThat(failed.error().root().message()).isEqualTo("because of scott:***");
  }

  @Test
  void whatAFailureSaysOfItself() {
    Result result =
        run(
            job((told, _) -> {
              throw new Failure("no " + told)
                  .with("text", told)
                  .with("url", MetadataValue.url("https://" + told + "@host"))
                  .withoutRetry();
            }),
            ofOp(account()));

    assertThat(OpTest.only(result, Event.StepFailed.class).metadata().find("url"))
        .contains(MetadataValue.url("https://scott:***@host"));
  }

  @Test
  void whatIsReportedObservedAndChecked() {
    run(
        job((told, context) -> {
          context.report(told, told);
          context.materialized("log", Metadata.of("as", told));
          context.observed(AssetKey.of("log"), Optional.of(told), Metadata.of("as", told));
          context.checked(AssetKey.of("log"), "sane", Outcome.failure(told).with("as", told));
        }),
        ofOp(account()));
  }

  @Test
  void whatAStepSaysThatIsTriedAgain() {
    Job job =
        Job.named("login")
            .retrying(Retry.times(1))
            .running(graph ->
                graph
                    .op("login")
                    .from(Input.config(Account.class))
                    .doing(account -> {
                      throw new IllegalStateException(account.told());
                    }));

    Result result = run(job, ofOp(account()));

    assertThat(OpTest.only(result, Event.StepWaitingToRetry.class).error().message())
        .isEqualTo("scott:***");
  }

  @Test
  void whatAHookIsToldAndWhatItThrows() {
    AtomicReference<String> summary = new AtomicReference<>();
    Hook hook =
        Hook.named("alert")
            .by(end -> {
              summary.set(end.summary());
              throw new IllegalStateException(end.exception().orElseThrow().getMessage());
            });
    Job job =
        Job.named("login")
            .onFailure(hook)
            .running(graph ->
                graph
                    .op("login")
                    .from(Input.config(Account.class))
                    .doing(account -> {
                      throw new IllegalStateException(account.told());
                    }));

    Result result = run(job, ofOp(account()));

    assertThat(summary.get()).endsWith("IllegalStateException: scott:***");
    assertThat(OpTest.only(result, Event.HookFailed.class).error().message())
        .isEqualTo("scott:***");
  }

  @Test
  void whatAResourceSaysWhenItOpensAndCloses() {
    Resource<String> db =
        Resource.named("db", String.class)
            .closing(told -> {
              throw new IllegalStateException("cannot close " + told);
            })
            .from(Input.config(Account.class))
            .by(Account::told);
    Resource<String> broken =
        Resource.named("broken", String.class)
            .from(db)
            .by(told -> {
              throw new IllegalStateException("cannot open " + told);
            });
    Job job =
        Job.named("login").running(graph -> graph.op("login").from(db, broken).doing((_, _) -> {}));

    Result result =
        run(job, Map.of("resources", Map.of("db", Map.of("config", account()))), db, broken);

    assertThat(OpTest.only(result, Event.StepFailed.class).error().message()).contains("***");
    assertThat(OpTest.only(result, Event.ResourceClosed.class).error().orElseThrow().message())
        .isEqualTo("cannot close scott:***");
  }

  @Test
  void whatATypeAndAnAssetSay() {
    Type<String> checked =
        Type.of(String.class)
            .named("short")
            .checkedBy(text -> TypeCheck.passedIf(text.length() < 5, text + " is too long"));
    Asset<Void> table =
        Asset.named("table", Void.class)
            .from(Input.config(Account.class))
            .reporting(account -> Materialized.with("as", account.told()).dataVersion(VALUE));
    Check sane =
        Check.named("sane")
            .on(table)
            .from(Input.config(Account.class))
            .by(account -> Outcome.failure(account.told()));
    Job assets = Job.named("assets").materializing(table);
    Job ops =
        Job.named("ops")
            .running(graph ->
                graph.op("login", checked).from(Input.config(Account.class)).by(Account::told));

    run(ops, ofOp(account()));
    run(
        assets,
        Map.of(
            "assets",
            Map.of(
                "table",
                Map.of(
                    "config", account(), "checks", Map.of("sane", Map.of("config", account()))))),
        table,
        sane);
  }

  @Test
  void whyARunIsCanceled() {
    Cancellation cancellation = new Cancellation();
    Result result =
        JobRun.of(
                job((told, _) -> {
                  cancellation.cancel("because of " + told);
                  new CountDownLatch(1).await();
                }))
            .config(ofOp(account()))
            .with(Environment.of(Map.of("PASSWORD", VALUE)))
            .with(cancellation)
            .run();

    assertThat(result.record().toString()).contains("because of scott:***").doesNotContain(VALUE);
  }

  @Test
  void aSecretThatStandsInTheDocumentItself() {
    Result result =
        run(
            job((told, context) -> context.log().info(told)),
            ofOp(Map.of("user", "scott", "password", VALUE)));

    assertThat(OpTest.only(result, Event.Logged.class).message()).isEqualTo("scott:***");
  }

  @Test
  void aSecretThatAMappingHasTurnedIntoSomethingElse() {
    Job job =
        Job.named("login")
            .running(graph ->
                graph
                    .op("open")
                    .from(Input.config(Url.class), Input.context())
                    .doing((url, context) -> context.log().info(url.text()))
                    .configured("login", Account.class, Url.class, it -> new Url(it.told())));

    run(
        job,
        Map.of(
            "ops",
            Map.of(
                "open",
                Map.of("config", Map.of("text", "none")),
                "login",
                Map.of("config", account()))));
  }

  record Url(String text) {}

  @Test
  void aSecretOfSeveralLinesIsHiddenLineByLine() {
    String key = "-----BEGIN KEY-----\nAbCdEf\nGhIjKl\n-----END KEY-----";
    Result result =
        run(
            job((told, context) -> {
              System.out.println(told);
              context.log().info("{}", Map.of("key", told));
            }),
            ofOp(Map.of("user", "scott", "password", key)));

    assertThat(result.record().toString()).doesNotContain("AbCdEf", "GhIjKl");
  }

  @Test
  void aSecretThatIsShorterThanFourCharactersIsNotSearchedFor() {
    Result result =
        JobRun.of(job((told, context) -> context.log().info("the cat of {}", told)))
            .config(ofOp(Map.of("user", "scott", "password", "cat")))
            .run();

    assertThat(OpTest.only(result, Event.Logged.class).message()).isEqualTo("the cat of scott:cat");
  }

  record Port(int port) {
    Port {
      if (port < 0) {
        throw new IllegalArgumentException("no port for " + VALUE);
      }
    }
  }

  @Test
  void aRefusalDoesNotTellTheSecretOfAnotherConfig() {
    Job job =
        Job.named("login")
            .running(graph -> {
              graph.op("port").from(Input.config(Port.class)).doing(_ -> {});
              graph.op("login").from(Input.config(Account.class)).doing(_ -> {});
            });

    assertThatThrownBy(() ->
            run(
                job,
                Map.of(
                    "ops",
                    Map.of(
                        "port",
                        Map.of("config", Map.of("port", -1)),
                        "login",
                        Map.of("config", account())))))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("no port for ***");
  }
}
