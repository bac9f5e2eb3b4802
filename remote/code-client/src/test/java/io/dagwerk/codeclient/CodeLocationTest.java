package io.dagwerk.codeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.VersionInputs;
import io.dagwerk.protocol.HostSecret;
import io.dagwerk.testsupport.Covers;
import io.dagwerk.testsupport.UserCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Real processes: a code server, its workers, and a run host.
class CodeLocationTest {
  @TempDir private static Path folder;
  private static Instance instance;

  @BeforeAll
  static void start() throws Exception {
    UserCode code =
        UserCode.compile(
            folder,
            UserCode.source("Pipeline.java.txt").replace("@FOLDER@", folder.toString()),
            List.of());
    instance = new Instance(code, folder.resolve("storage"), Duration.ofSeconds(2), 1);
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  private static Event last(RunId run) throws InterruptedException {
    return instance.runs().awaitEnd(run).getLast();
  }

  @Test
  void aLocationIsDescribedAndOnlyItsFirstDescriptionSendsAll() {
    assertThat(instance.snapshot().jobs())
        .extracting(job -> job.name())
        .containsExactly("greet", "sleep", "stubborn", "die", "gate", "spin", "resumed");
    assertThat(instance.snapshot()).isEqualTo(instance.snapshot());
  }

  @Test
  void aRunInAProcessOfItsOwnSaysAllThatHappened() throws Exception {
    RunId run = instance.start("greet");
    List<Event> events = instance.runs().awaitEnd(run);
    assertThat(events.getLast()).isInstanceOf(Event.RunSucceeded.class);
    assertThat(events.getFirst()).isInstanceOf(Event.WorkerAttached.class);
    assertThat(events)
        .noneMatch(Event.Printed.class::isInstance)
        .anySatisfy(event ->
            assertThat(event)
                .isInstanceOfSatisfying(
                    Event.Logged.class,
                    line -> {
                      assertThat(line.step()).contains(StepKey.of("hello"));
                      assertThat(line.message()).isEqualTo("about to greet");
                    }));
    assertThat(instance.printed(run, "hello", Event.Stream.STDOUT)).isEqualTo("printed by hello\n");
    assertThat(instance.printed(run, "tell", Event.Stream.STDERR)).isEqualTo("told: hello\n");
    assertThat(instance.printedLines(run)).hasSize(2);
  }

  @Test
  void moreRunsAtOnceThanWorkersMayStartAtOnceAllHaveTheirs() throws Exception {
    int more = 3 * Math.max(2, Runtime.getRuntime().availableProcessors());
    List<Future<RunId>> starting = new ArrayList<>();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < more; i++) {
        starting.add(each.submit(() -> instance.start("greet")));
      }
    }
    for (Future<RunId> run : starting) {
      assertThat(last(run.get())).isInstanceOf(Event.RunSucceeded.class);
    }
  }

  @Test
  @Covers("K5.5")
  void aWorkerThatIsKilledEndsItsRunWithinAFewSeconds() throws Exception {
    RunId run = instance.start("sleep");
    long pid = pidIn(instance.awaitStepStarted(run));
    ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    assertThat(last(run))
        .isInstanceOfSatisfying(
            Event.RunFailed.class,
            failed -> assertThat(failed.reason()).contains("worker-" + pid, "signal 9", "nap"));
  }

  @Test
  void aFurtherAttemptTakesTheRunUpWhereItsWorkerWasKilled() throws Exception {
    RunId run = RunId.createdAt(Instant.now());
    instance.resume(run);
    instance.start(run, 1, "resumed");
    List<Event> before =
        instance
            .runs()
            .await(run, events -> events.contains(new Event.StepStarted(StepKey.of("second"))));
    ProcessHandle worker = ProcessHandle.of(pidIn(before)).orElseThrow();
    worker.destroyForcibly();
    worker.onExit().get(30, TimeUnit.SECONDS);
    Files.writeString(folder.resolve("resumed"), "open");
    instance.start(run, 2, "resumed");
    List<Event> events = instance.runs().awaitEnd(run);
    assertThat(events.getLast()).isInstanceOf(Event.RunSucceeded.class);
    assertThat(events)
        .filteredOn(new Event.StepStarted(StepKey.of("first"))::equals)
        .as("a step whose success was acknowledged is not run again")
        .hasSize(1);
    assertThat(events).contains(new Event.StepRestarted(StepKey.of("second"), 2));
  }

  private static long pidIn(List<Event> events) {
    String worker =
        events.stream()
            .filter(Event.WorkerAttached.class::isInstance)
            .map(event -> ((Event.WorkerAttached) event).worker())
            .findFirst()
            .orElseThrow();
    return Long.parseLong(worker.substring(worker.indexOf('-') + 1));
  }

  @Test
  @Covers("S2.2")
  void aWorkerThatDiesEndsItsRunWithTheReasonAndItsStepsWithTheirs() throws Exception {
    RunId run = instance.start("die");
    instance.awaitStepStarted(run);
    Files.createFile(folder.resolve("die"));
    List<Event> events = instance.runs().awaitEnd(run);
    assertThat(events.getLast())
        .isInstanceOfSatisfying(
            Event.RunFailed.class, failed -> assertThat(failed.reason()).contains("exit code 137"));
    assertThat(events)
        .anySatisfy(event ->
            assertThat(event)
                .isInstanceOfSatisfying(
                    Event.StepFailed.class,
                    failed -> assertThat(failed.kind()).isEqualTo(Event.FailureKind.WORKER_LOST)))
        .contains(new Event.StepAbandoned(StepKey.of("tell"), StepKey.of("fatal")));
  }

  @Test
  @Covers("K9.5")
  void aCanceledRunIsTornDownAndNothingOfItsStepsFollows() throws Exception {
    RunId run = instance.start("sleep");
    instance.awaitStepStarted(run);
    instance.host().cancel(run, "not wanted");
    assertThat(last(run)).isEqualTo(new Event.RunCanceled("not wanted"));
    assertThat(instance.runs().events(run))
        .anyMatch(event ->
            event instanceof Event.StepCanceled canceled
                && canceled.reason().contains("not wanted"));
    assertThat(instance.printed(run, "nap", Event.Stream.STDOUT)).isEqualTo("torn down\n");
  }

  @Test
  void whatIgnoresItsCancellationIsKilledWithAllThatItStarted() throws Exception {
    RunId run = instance.start("stubborn");
    Path child = folder.resolve("child");
    instance.awaitStepStarted(run);
    long pid = awaitNumber(child);
    instance.host().cancel(run, "not wanted");
    assertThat(last(run)).isEqualTo(new Event.RunCanceled("not wanted"));
    assertThat(instance.runs().events(run))
        .anyMatch(event ->
            event instanceof Event.StepCanceled canceled && canceled.reason().contains("killed"));
    Optional<ProcessHandle> left = ProcessHandle.of(pid);
    if (left.isPresent()) {
      left.get().onExit().get(30, TimeUnit.SECONDS);
    }
  }

  private static long awaitNumber(Path file) throws IOException {
    long until = System.nanoTime() + Instance.PATIENCE.toNanos();
    while (System.nanoTime() < until) {
      if (Files.exists(file) && !Files.readString(file).isEmpty()) {
        return Long.parseLong(Files.readString(file));
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no number in " + file);
  }

  @Test
  void stepsThatOnlyComputeDoNotSilenceTheirWorker() throws Exception {
    assertThat(last(instance.start("spin"))).isInstanceOf(Event.RunSucceeded.class);
  }

  @Test
  @Covers("S2.3")
  void aFunctionThatTakesTooLongIsAFailedEvaluationAndHurtsNoOther() throws Exception {
    Evaluation evaluation =
        instance
            .location()
            .evaluateSchedule("endless", Instant.now(), ConfigTree.empty(), Duration.ofMillis(500));
    assertThat(evaluation)
        .isInstanceOfSatisfying(
            Evaluation.Failed.class,
            failed ->
                assertThat(failed.error().message()).contains("schedule 'endless'", "PT0.5S"));
    assertThat(last(instance.start("greet"))).isInstanceOf(Event.RunSucceeded.class);
  }

  @Test
  void whoDoesNotShowTheSecretOfTheHostIsToldNothing() throws Exception {
    String target = instance.codeServer().address().get().target();
    try (CodeLocation other =
        CodeLocation.at(new CodeServerAddress(target, HostSecret.of("guessed")))) {
      assertThat(other.describe(Instance.PATIENCE))
          .isInstanceOfSatisfying(
              Answer.Missing.class,
              missing ->
                  assertThat(missing.error().message()).contains("UNAUTHENTICATED", "the secret"));
    }
  }

  @Test
  void aJobThatThereIsNotIsRefusedWithTheNearestName() {
    assertThat(instance.location().complete(RunParts.of("greed"), Instance.PATIENCE).find())
        .hasValueSatisfying(completed ->
            assertThat(completed)
                .isInstanceOfSatisfying(
                    Completed.Refused.class,
                    refused ->
                        assertThat(refused.problems())
                            .singleElement()
                            .asString()
                            .contains("no job 'greed'", "greet")));
  }

  @Test
  void configThatDoesNotFitIsRefusedBeforeTheRun() {
    ConfigTree config = ConfigTree.entry("opps", ConfigTree.empty());
    assertThat(
            instance
                .location()
                .validate(instance.plan("greet"), "default", config, Instance.PATIENCE)
                .find())
        .hasValueSatisfying(validated ->
            assertThat(validated)
                .isInstanceOfSatisfying(
                    Validated.Refused.class,
                    refused -> assertThat(refused.problems()).isNotEmpty()));
    assertThat(
            instance
                .location()
                .validate(instance.plan("greet"), "default", ConfigTree.empty(), Instance.PATIENCE)
                .find())
        .contains(new Validated.Valid(VersionInputs.NONE));
  }
}
