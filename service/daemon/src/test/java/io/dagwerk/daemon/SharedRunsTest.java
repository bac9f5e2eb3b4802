package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunTags;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.storage.sqlite.SqliteStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that share a process, and runs whose job says how theirs is started.
class SharedRunsTest {
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;
      import io.dagwerk.model.Isolation;
      import io.dagwerk.model.JvmOptions;
      import java.nio.file.*;
      import java.time.Duration;

      public final class Pipeline implements CodeLocation {
        final Job left = shared("left", () -> await("left"));
        final Job right = shared("right", () -> await("right"));
        final Job none = shared("none", () -> {});
        final Job stuck =
            Job.named("stuck")
                .isolation(Isolation.SHARED)
                .running(graph ->
                    graph.op("stay").timeout(Duration.ofMillis(200)).doing(Pipeline::stay));
        final Job heap =
            Job.named("heap")
                .process(JvmOptions.NONE.heapMebibytes(96).flag("-Dlake=deep").environment("SEA", "calm"))
                .running(graph ->
                    graph.op("tell").from(Input.config(Sea.class)).doing(Pipeline::tell));
        final Job refused =
            Job.named("refused")
                .process(JvmOptions.NONE.flag("-XX:+NoSuchFlag"))
                .running(graph -> graph.op("tell").doing(() -> tell(new Sea("none"))));

        public Definitions definitions() {
          return Definitions.in(this);
        }

        interface Body {
          void run() throws Exception;
        }

        static Job shared(String name, Body body) {
          return Job.named(name)
              .isolation(Isolation.SHARED)
              .running(graph -> graph.op("wait").doing(body::run));
        }

        static void await(String name) throws Exception {
          System.out.println("this is " + name);
          while (!Files.exists(Path.of("@FOLDER@", "go-" + name))) {
            new java.util.concurrent.CountDownLatch(1)
                .await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
          }
        }

        static void stay() {
          while (!Files.exists(Path.of("@FOLDER@", "enough"))) {
            Thread.onSpinWait();
          }
        }

        public record Sea(@io.dagwerk.config.Default("unknown") String state) {}

        static void tell(Sea sea) {
          System.out.println(
              "heap %d MiB, lake %s, sea %s, and by config %s"
                  .formatted(
                      Runtime.getRuntime().maxMemory() >> 20,
                      System.getProperty("lake"),
                      System.getenv("SEA"),
                      sea.state()));
        }
      }
      """;

  @TempDir Path folder;
  private Instance instance;

  @BeforeEach
  void start() throws Exception {
    instance =
        Instance.of(
            folder,
            PIPELINE.replace("@FOLDER@", folder.toString()),
            1,
            () -> SqliteStorage.open(folder.resolve("dagwerk.db")));
  }

  @AfterEach
  void stop() throws Exception {
    Files.writeString(folder.resolve("enough"), "");
    instance.cancelAll();
    instance.close();
  }

  private String worker(RunId run) throws InterruptedException {
    return instance.awaitEvent(run, Event.WorkerAttached.class).worker();
  }

  private RunId started(String job) throws InterruptedException {
    RunId run = instance.launch(job);
    instance.awaitEvent(run, Event.StepStarted.class);
    return run;
  }

  private List<String> printed(RunId run) {
    LogKey key =
        instance.daemon().logs(run).stream()
            .filter(it -> it.stream() == Event.Stream.STDOUT)
            .findFirst()
            .orElseThrow();
    return instance.daemon().readLog(key, 0, ComputeLogs.MOST).bytes().text().lines().toList();
  }

  @Test
  void twoRunAtOnceInOneProcessEachWithItsOwnLog() throws Exception {
    RunId left = started("left");
    RunId right = started("right");

    assertThat(worker(right)).isEqualTo(worker(left));
    assertThat(instance.run(left).run().tags()).containsEntry(RunTags.ISOLATION, "shared");
    Files.writeString(folder.resolve("go-right"), "");
    assertThat(instance.awaitEnd(right).status()).isEqualTo(RunStatus.SUCCEEDED);
    Files.writeString(folder.resolve("go-left"), "");
    assertThat(instance.awaitEnd(left).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(printed(left)).containsExactly("this is left");
    assertThat(printed(right)).containsExactly("this is right");
    assertThat(worker(instance.launch("none"))).as("a later run").isEqualTo(worker(left));
  }

  @Test
  void aCanceledRunLeavesTheOthersOfItsProcessAlone() throws Exception {
    RunId left = started("left");
    RunId right = started("right");

    instance.daemon().cancel(Principal.LOCAL, left, "not wanted");

    assertThat(instance.awaitEnd(left).status()).isEqualTo(RunStatus.CANCELED);
    assertThat(instance.run(right).status()).isEqualTo(RunStatus.STARTED);
    Files.writeString(folder.resolve("go-right"), "");
    assertThat(instance.awaitEnd(right).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(worker(right)).isEqualTo(worker(left));
  }

  @Test
  void theEndOfTheProcessEndsAllOfItsRunsEachWithTheReason() throws Exception {
    RunId left = started("left");
    RunId right = started("right");

    pid(worker(left)).destroyForcibly();

    for (RunId run : List.of(left, right)) {
      StoredRun ended = instance.awaitEnd(run);
      assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
      assertThat(ended.reason()).contains("137").contains("other runs shared its process");
    }
    RunId next = instance.launch("none");
    assertThat(instance.awaitEnd(next).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(worker(next)).isNotEqualTo(worker(left));
  }

  private static ProcessHandle pid(String worker) {
    return ProcessHandle.of(Long.parseLong(worker.substring("worker-".length()))).orElseThrow();
  }

  @Test
  void aProcessInWhichAStepWasLeftBehindGetsNoMoreRunsAndEndsWithItsOthers() throws Exception {
    RunId stuck = started("stuck");
    RunId right = started("right");
    assertThat(worker(right)).isEqualTo(worker(stuck));

    assertThat(instance.awaitEnd(stuck).status()).isEqualTo(RunStatus.FAILED);
    RunId next = instance.launch("none");
    assertThat(instance.awaitEnd(next).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(worker(next)).isNotEqualTo(worker(stuck));

    ProcessHandle process = pid(worker(stuck));
    assertThat(process.isAlive()).as("it has another run").isTrue();
    Files.writeString(folder.resolve("go-right"), "");
    assertThat(instance.awaitEnd(right).status()).isEqualTo(RunStatus.SUCCEEDED);
    instance.await(process::isAlive, isAlive -> !isAlive);
  }

  @Test
  void aJobSaysHowTheProcessOfItsRunsIsStarted() throws Exception {
    instance.awaitReady();
    ConfigTree config =
        ConfigTree.of(
            Map.of("ops", Map.of("tell", Map.of("config", Map.of("state", Map.of("env", "SEA"))))));
    RunId run = instance.daemon().launch(Principal.LOCAL, LaunchRequest.of("heap").config(config));

    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(printed(run))
        .singleElement()
        .asString()
        .matches("heap 9\\d MiB, lake deep, sea calm, and by config calm");
  }

  @Test
  void aFlagThatTheJvmRefusesFailsTheRunWithTheWordsOfTheJvm() throws Exception {
    StoredRun run = instance.awaitEnd(instance.launch("refused"));

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(run.reason()).contains("Unrecognized VM option 'NoSuchFlag'");
  }
}
