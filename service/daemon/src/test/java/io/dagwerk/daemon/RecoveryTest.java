package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunPolicy;
import io.dagwerk.model.RunTags;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.storage.sqlite.SqliteStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs that are taken up again after their workers were lost, or that are retried after they
/// failed, with real processes.
class RecoveryTest {
  private static final StepKey WAIT = StepKey.of("wait");
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;
      import java.nio.file.*;
      import java.time.Duration;
      import java.util.UUID;
      import io.dagwerk.model.JvmOptions;
      import io.dagwerk.model.Retry;

      public final class Pipeline implements CodeLocation {
        final Job resumed = Job.named("resumed").resuming(2).running(Pipeline::gate);
        final Job plain = Job.named("plain").running(Pipeline::gate);
        final Job fatal =
            Job.named("fatal").resuming(1).running(graph -> graph.op("die").doing(Pipeline::die));
        final Job flaky =
            Job.named("flaky")
                .retryingRuns(2)
                .retrying(Retry.times(3))
                .running(graph -> {
                  Op<String> first = graph.op("once", String.class).by(Pipeline::once);
                  graph.op("fail").from(first).doing(Pipeline::fail);
                });
        final Job held =
            Job.named("held")
                .startTimeout(Duration.ofSeconds(1))
                .process(JvmOptions.NONE.environment("HELD", "yes"))
                .running(graph -> graph.op("never").doing(() -> mark("never")));
        final Job waits =
            Job.named("waits")
                .queueTimeout(Duration.ofSeconds(1))
                .running(graph -> graph.op("late").doing(() -> mark("late")));

        static void gate(Graph graph) {
          Op<String> first = graph.op("first", String.class).by(Pipeline::first);
          Op<String> wait = graph.op("wait", String.class).from(first).by(Pipeline::await);
          graph.op("last").from(wait).doing(Pipeline::last);
        }

        public Definitions definitions() {
          if (System.getenv("HELD") != null) {
            hold();
          }
          return Definitions.in(this);
        }

        static void hold() {
          try {
            Files.createFile(Path.of("@FOLDER@", "held-" + ProcessHandle.current().pid()));
            new java.util.concurrent.CountDownLatch(1).await();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        }

        static void mark(String name) throws Exception {
          Files.createFile(Path.of("@FOLDER@", name + "-" + UUID.randomUUID() + ".mark"));
        }

        static String first() throws Exception {
          mark("first");
          return "of first";
        }

        static String await(String first) throws Exception {
          mark("wait");
          while (!Files.exists(Path.of("@FOLDER@", "gate"))) {
            new java.util.concurrent.CountDownLatch(1)
                .await(20, java.util.concurrent.TimeUnit.MILLISECONDS);
          }
          return first + " and wait";
        }

        static void last(String value) throws Exception {
          mark("last");
          Files.writeString(Path.of("@FOLDER@", "value"), value);
        }

        static void die() throws Exception {
          mark("die");
          Runtime.getRuntime().halt(7);
        }

        static String once() throws Exception {
          mark("once");
          return "x";
        }

        static void fail(String value) throws Exception {
          mark("fail");
          throw new IllegalStateException("always");
        }
      }
      """;

  @TempDir private static Path folder;
  private static Instance instance;

  @BeforeAll
  static void start() throws Exception {
    instance =
        Instance.of(
            folder,
            PIPELINE.replace("@FOLDER@", folder.toString()),
            1,
            () -> SqliteStorage.open(folder.resolve("dagwerk.db")));
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  @AfterEach
  void endAllRuns() throws Exception {
    instance.cancelAll();
    instance.forgetCalls();
  }

  private static long pid(Event.WorkerAttached worker) {
    return Long.parseLong(worker.worker().substring(worker.worker().indexOf('-') + 1));
  }

  /// The worker of a run whose second step is running. The process of a worker whose step has been
  /// called, and is known to have begun.
  private static long workerInGate(RunId run) throws Exception {
    Event.WorkerAttached worker = instance.awaitEvent(run, Event.WorkerAttached.class);
    instance.await(() -> calls("wait"), calls -> calls == 1);
    instance.await(
        () -> instance.events(run), events -> events.contains(new Event.StepStarted(WAIT)));
    return pid(worker);
  }

  private static long calls(String function) {
    try {
      return instance.calls(function);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("/bin/kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  private static void assertTakenUp(RunId run, String reason) throws Exception {
    instance.await(() -> calls("wait"), calls -> calls == 2);
    assertThat(instance.awaitStatus(run, RunStatus.STARTED).head().attempt()).isEqualTo(2);
    Files.createFile(folder.resolve("gate"));

    StoredRun ended = instance.awaitEnd(run);
    assertThat(ended.status()).as(ended.reason()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(List.of(calls("first"), calls("wait"), calls("last"))).containsExactly(1L, 2L, 1L);
    assertThat(Files.readString(folder.resolve("value"))).isEqualTo("of first and wait");
    List<Event> events = instance.events(run);
    // A step that runs again loads its inputs again.
    assertThat(events)
        .filteredOn(event -> !(event instanceof Event.InputLoaded))
        .doesNotHaveDuplicates()
        .contains(new Event.RunAttemptStarted(2));
    assertThat(events)
        .filteredOn(Event.WorkerLost.class::isInstance)
        .singleElement()
        .satisfies(lost -> assertThat(((Event.WorkerLost) lost).reason()).contains(reason));
    assertThat(events)
        .filteredOn(Event.StepRestarted.class::isInstance)
        .singleElement()
        .satisfies(again -> assertThat(((Event.StepRestarted) again).attempt()).isEqualTo(2));
    assertThat(events).filteredOn(Event.RunStarted.class::isInstance).hasSize(1);
  }

  @Test
  void aRunWhoseWorkerIsKilledIsTakenUpWithoutRunningAgainWhatHadSucceeded() throws Exception {
    RunId run = instance.launch("resumed");
    signal("KILL", workerInGate(run));
    assertTakenUp(run, "exit code 137, signal 9");
  }

  @Test
  void aRunWhoseWorkerStandsStillIsTakenUpWhenItsSilenceIsOver() throws Exception {
    RunId run = instance.launch("resumed");
    long worker = workerInGate(run);
    signal("STOP", worker);
    assertTakenUp(run, "nothing heard for 20 s");
    assertThat(ProcessHandle.of(worker).filter(ProcessHandle::isAlive)).isEmpty();
  }

  @Test
  void aRunWhoseWorkerAndCodeServerAreKilledIsTakenUp() throws Exception {
    RunId run = instance.launch("resumed");
    long worker = workerInGate(run);
    ProcessHandle.current()
        .children()
        .filter(child -> child.pid() != worker)
        .filter(child -> child.info().command().orElse("").endsWith("/java"))
        .forEach(ProcessHandle::destroyForcibly);
    signal("KILL", worker);
    assertTakenUp(run, "");
  }

  @Test
  void aRunWhoseWorkerDiesWhileItsHostIsAwayIsTakenUpByTheNext() throws Exception {
    RunId run = instance.launch("resumed");
    long worker = workerInGate(run);
    instance.whileAway(() -> {
      signal("KILL", worker);
      return true;
    });
    assertTakenUp(run, "");
  }

  @Test
  void aRunThatDoesNotAskForItFails() throws Exception {
    RunId run = instance.launch("plain");
    signal("KILL", workerInGate(run));
    StoredRun ended = instance.awaitEnd(run);
    assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
    assertThat(ended.reason()).contains("exit code 137").doesNotContain("resumed");
    assertThat(ended.head().attempt()).isEqualTo(1);
  }

  @Test
  void aLaunchMayAskForMoreThanItsJob() throws Exception {
    instance.awaitReady();
    RunId run =
        instance
            .daemon()
            .launch(Principal.LOCAL, LaunchRequest.of("plain").tag(RunPolicy.RESUMES, "1"));
    signal("KILL", workerInGate(run));
    assertTakenUp(run, "exit code 137");
  }

  @Test
  void whatATagSaysWronglyIsRefused() throws Exception {
    instance.awaitReady();
    assertThatThrownBy(() ->
            instance
                .daemon()
                .launch(
                    Principal.LOCAL,
                    LaunchRequest.of("plain")
                        .tag(RunPolicy.RESUMES, "often")
                        .tag(RunPolicy.QUEUE_TIMEOUT, "soon")))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(
            "tag 'dagwerk/resumes': expected a number from 0 to 100, but found 'often'")
        .hasMessageContaining(
            "tag 'dagwerk/queue_timeout': expected a time such as 90s, 10m or 2h, but found 'soon'");
  }

  @Test
  void aStepThatAlwaysKillsItsWorkerRunsAsOftenAsItsJobSays() throws Exception {
    StoredRun ended = instance.awaitEnd(instance.launch("fatal"));
    assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
    assertThat(ended.reason())
        .contains("exit code 7", "the run is not resumed: it was resumed 1 of 1 times");
    assertThat(calls("die")).isEqualTo(2);
    assertThat(instance.daemon().steps(ended.id()).getFirst().state().status())
        .isEqualTo(StepStatus.FAILED);
  }

  @Test
  void aRunThatIsCanceledIsNotTakenUp() throws Exception {
    RunId run = instance.launch("resumed");
    long worker = workerInGate(run);
    signal("STOP", worker);
    instance.daemon().cancel(Principal.LOCAL, run, "enough");
    signal("KILL", worker);
    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.CANCELED);
    assertThat(instance.run(run).head().attempt()).isEqualTo(1);
  }

  /// 1 + 3 retries of the step + 2 of the run, and not 4 in each of 3 runs.
  @Test
  void retriesOfARunAndOfItsStepsAddUpAndDoNotMultiply() throws Exception {
    RunId first = instance.launch("flaky");
    List<StoredRun> group =
        instance.await(
            () -> instance.daemon().list(RunFilter.all().ofGroup(first), Optional.empty(), 10),
            runs -> runs.size() == 3 && runs.stream().allMatch(run -> run.status().isFinal()));

    assertThat(group).allMatch(run -> run.status() == RunStatus.FAILED);
    assertThat(group)
        .extracting(run -> run.run().tags().getOrDefault(RunTags.RETRY_NUMBER, "0"))
        .containsExactly("2", "1", "0");
    assertThat(group.getFirst().run().lineage())
        .contains(new NewRun.Lineage(group.get(1).id(), first));
    assertThat(calls("once")).isEqualTo(1);
    assertThat(calls("fail")).isEqualTo(1 + 3 + 2);
  }

  @Test
  void aRunThatWaitsTooLongInTheQueueFailsAndIsNeverStarted() throws Exception {
    RunId before = instance.launch("plain");
    long worker = workerInGate(before);
    RunId late = instance.launch("waits");

    StoredRun ended = instance.awaitEnd(late);
    assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
    assertThat(ended.reason())
        .startsWith("it waited in the queue for longer than 1 s: waiting for the instance's limit");
    assertThat(instance.daemon().steps(late))
        .allMatch(step -> step.state().status() == StepStatus.CANCELED);
    Files.createFile(folder.resolve("gate"));
    assertThat(instance.awaitEnd(before).status()).isEqualTo(RunStatus.SUCCEEDED);
    var _ = ProcessHandle.of(worker).map(it -> it.onExit().orTimeout(60, TimeUnit.SECONDS).join());
    assertThat(calls("late")).isZero();
  }

  @Test
  void aRunWhoseWorkerDoesNotComeInTimeFailsAndItsProcessEnds() throws Exception {
    StoredRun ended = instance.awaitEnd(instance.launch("held"));

    assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
    assertThat(ended.reason()).contains("it did not attach within 1 s");
    assertThat(instance.daemon().steps(ended.id()))
        .allMatch(step -> step.state().status() == StepStatus.CANCELED);
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("held-"))
          .flatMap(name -> ProcessHandle.of(Long.parseLong(name.substring(5))).stream())
          .forEach(worker -> worker.onExit().orTimeout(60, TimeUnit.SECONDS).join());
    }
    assertThat(calls("never")).isZero();
  }
}
