package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.storage.sqlite.SqliteStorage;
import io.dagwerk.testsupport.Covers;
import io.dagwerk.testsupport.Death;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Steps that end their process, or never their run, beside a run that goes on.
class DyingStepTest {
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;
      import java.nio.file.*;

      public final class Pipeline implements CodeLocation {
        final Job fatal =
            Job.named("fatal").running(graph -> graph.op("die").doing(Pipeline::die));
        final Job gate = Job.named("gate").running(graph -> graph.op("wait").doing(Pipeline::await));
        final Job parent =
            Job.named("parent").running(graph -> graph.op("leave").doing(Pipeline::leave));

        public Definitions definitions() {
          return Definitions.in(this);
        }

        static void die() throws Exception {
          await("death");
          Death.at("step");
        }

        static void await() throws Exception {
          await("gate");
        }

        static void await(String file) throws Exception {
          while (!Files.exists(Path.of("@FOLDER@", file))) {
            new java.util.concurrent.CountDownLatch(1)
                .await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
          }
        }

        static void leave() throws Exception {
          Process child = new ProcessBuilder("sleep", "600").start();
          Files.writeString(Path.of("@FOLDER@", "child"), Long.toString(child.pid()));
        }
      }

      """
          + Death.SOURCE;

  @TempDir private static Path folder;
  private static Instance instance;
  private static RunId other;

  @BeforeAll
  static void start() throws Exception {
    instance = instance(folder);
    other = instance.launch("gate");
    instance.awaitEvent(other, Event.StepStarted.class);
  }

  private static Instance instance(Path folder) throws Exception {
    return Instance.of(
        folder,
        PIPELINE.replace("@FOLDER@", folder.toString()),
        2,
        () -> SqliteStorage.open(folder.resolve("dagwerk.db")));
  }

  /// The run beside them is untouched by all of it.
  @AfterAll
  static void stop() throws Exception {
    Files.createFile(folder.resolve("gate"));
    StoredRun ended = instance.awaitEnd(other);
    assertThat(ended.status()).as(() -> ended.reason().toString()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(instance.run(other).head().attempt()).isEqualTo(1);
    instance.close();
  }

  /// The step dies when its start is stored: what its process had not yet sent dies with it.
  private static StoredRun ended(String death) throws Exception {
    Files.deleteIfExists(folder.resolve("death"));
    RunId run = instance.launch("fatal");
    instance.awaitEvent(run, Event.StepStarted.class);
    Path written = Files.writeString(folder.resolve("death.new"), "step " + death);
    Files.move(written, folder.resolve("death"));
    return instance.awaitEnd(run);
  }

  private static StepStatus onlyStep(StoredRun run) {
    return instance.daemon().steps(run.id()).getFirst().state().status();
  }

  @ParameterizedTest
  @EnumSource
  @Covers("S2.2")
  void aStepThatEndsItsProcessEndsItsRunWithTheReason(Death death) throws Exception {
    StoredRun run = ended(death.name());

    assertThat(run.status()).as(instance.events(run.id()).toString()).isEqualTo(RunStatus.FAILED);
    assertThat(run.reason()).contains(death.reason());
    assertThat(onlyStep(run)).isEqualTo(StepStatus.FAILED);
  }

  @Test
  void whatTheJvmReportsOfACrashIsInTheLogOfTheRun() throws Exception {
    StoredRun run = ended("SEGV");

    assertThat(run.reason()).contains("the JVM's report is in the run's log");
    LogKey key = new LogKey(run.id(), 1, Optional.empty(), Event.Stream.STDERR);
    String printed =
        instance.await(
            () -> instance.daemon().readLog(key, 0, ComputeLogs.MOST).bytes().text(),
            text -> text.contains("Native frames"));
    assertThat(printed)
        .contains("SIGSEGV (0xb)", "pipeline.Death.segv")
        .doesNotContain("Environment Variables", "Top of Stack", "Register to memory");
  }

  @Test
  void memoryOutsideOfTheHeapThatIsNotThereFailsTheStepAlone() throws Exception {
    StoredRun run = ended("NATIVE");

    assertThat(run.status()).isEqualTo(RunStatus.FAILED);
    assertThat(instance.events(run.id()))
        .noneMatch(Event.WorkerLost.class::isInstance)
        .anySatisfy(event ->
            assertThat(event)
                .isInstanceOfSatisfying(
                    Event.StepFailed.class,
                    failed ->
                        assertThat(failed.error().root().summary())
                            .contains("OutOfMemoryError", "70368744177664 bytes")));
  }

  @Test
  void aStepThatNeverYieldsIsKilledWhenItsRunIsCanceled() throws Exception {
    Files.writeString(folder.resolve("death"), "step SPIN");
    RunId run = instance.launch("fatal");
    instance.awaitEvent(run, Event.StepStarted.class);

    instance.daemon().cancel(Principal.LOCAL, run, "not wanted");

    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.CANCELED);
    assertThat(instance.events(run))
        .anyMatch(event ->
            event instanceof Event.StepCanceled canceled && canceled.reason().contains("killed"));
  }

  @Test
  void whatAStepHasStartedEndsWithItsRun() throws Exception {
    RunId run = instance.launch("parent");

    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    Optional<ProcessHandle> child =
        ProcessHandle.of(Long.parseLong(Files.readString(folder.resolve("child"))));
    if (child.isPresent()) {
      var _ = child.get().onExit().get(60, TimeUnit.SECONDS);
    }
  }
}
