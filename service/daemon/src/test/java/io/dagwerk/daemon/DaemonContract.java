package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// An instance with a code server, workers and a database.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class DaemonContract {
  private Path folder;
  private Instance instance;

  /// Starts an instance that runs one run at once.
  abstract Instance instance(Path in) throws Exception;

  @BeforeAll
  void start(@TempDir Path in) throws Exception {
    folder = in;
    instance = instance(in);
  }

  @AfterAll
  void stop() {
    instance.close();
  }

  @AfterEach
  void endAllRuns() throws Exception {
    instance.cancelAll();
    instance.forgetCalls();
  }

  @Test
  void aLaunchedRunIsPlannedQueuedAndBroughtToItsEnd() throws Exception {
    RunId run = instance.launch("greet");

    StoredRun ended = instance.awaitEnd(run);
    assertThat(ended.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(ended.run().tags()).containsEntry("dagwerk/launched_by", "local");
    assertThat(ended.run().work().mode()).isEqualTo("default");
    assertThat(steps(run))
        .isEqualTo(Map.of("hello", StepStatus.SUCCEEDED, "tell", StepStatus.SUCCEEDED));
    assertThat(instance.events(run))
        .extracting(event -> event.getClass().getSimpleName())
        .startsWith("RunQueued", "RunPlanned", "RunDequeued", "RunAttemptStarted", "WorkerAttached")
        .endsWith("RunSucceeded");
    assertThat(instance.daemon().list(RunFilter.all(), Optional.empty(), 1))
        .extracting(StoredRun::id)
        .containsExactly(run);
  }

  @Test
  void whatCannotBePlannedIsRefusedAndLeavesNoRun() throws Exception {
    List<StoredRun> before = instance.daemon().list(RunFilter.all(), Optional.empty(), 100);
    assertThatThrownBy(() -> instance.launch("gret"))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("did you mean 'greet'?");
    assertThatThrownBy(() ->
            instance
                .daemon()
                .launch(Principal.LOCAL, LaunchRequest.of("greet").select("helo").mode("test")))
        .isInstanceOf(Refused.class);
    assertThatThrownBy(() ->
            instance.daemon().launch(Principal.LOCAL, LaunchRequest.of("greet").in("pipelin")))
        .isInstanceOf(Refused.class)
        .hasMessage(
            "there is no location 'pipelin'; there are [pipeline]; did you mean 'pipeline'?");
    assertThat(instance.daemon().list(RunFilter.all(), Optional.empty(), 100)).isEqualTo(before);
  }

  @Test
  void theBoundIsKeptAndWhoWaitsKnowsWhatForAndIsServedByPriority() throws Exception {
    RunId first = instance.launch("gate");
    instance.awaitEvent(first, Event.StepStarted.class);
    RunId low = instance.launch("greet");
    RunId high = instance.daemon().launch(Principal.LOCAL, LaunchRequest.of("greet").priority(5));

    assertThat(instance.await(() -> instance.run(low), run -> !run.reason().isEmpty()).reason())
        .isEqualTo("waiting for the instance's limit of runs (1 of 1)");
    assertThat(instance.run(high).status()).isEqualTo(RunStatus.QUEUED);
    Files.createFile(folder.resolve("gate"));
    StoredRun highEnded = instance.awaitEnd(high);
    StoredRun lowEnded = instance.awaitEnd(low);
    assertThat(highEnded.times().ended().orElseThrow())
        .isBefore(lowEnded.times().started().orElseThrow());
  }

  @Test
  void aQueuedRunIsCanceledAtOnce() throws Exception {
    RunId first = instance.launch("nap");
    instance.awaitEvent(first, Event.StepStarted.class);
    RunId waiting = instance.launch("greet");

    instance.daemon().cancel(Principal.LOCAL, waiting, "not wanted");

    assertThat(instance.run(waiting).status()).isEqualTo(RunStatus.CANCELED);
    assertThat(instance.run(waiting).reason()).isEqualTo("canceled by local: not wanted");
    assertThat(steps(waiting))
        .isEqualTo(Map.of("hello", StepStatus.CANCELED, "tell", StepStatus.CANCELED));
    assertThatThrownBy(() -> instance.daemon().cancel(Principal.LOCAL, waiting, ""))
        .isInstanceOf(Refused.class)
        .hasMessageEndingWith("has ended already: CANCELED");
    instance.daemon().cancel(Principal.LOCAL, first, "");
    assertThat(instance.awaitEnd(first).status()).isEqualTo(RunStatus.CANCELED);
    assertThat(instance.events(first)).contains(new Event.RunCanceling("canceled by local"));
    assertThat(instance.events(first).stream().filter(Event.RunCanceling.class::isInstance))
        .hasSize(1);
  }

  @Test
  void whatDoesNotHeedItsCancellationIsKilled() throws Exception {
    RunId run = instance.launch("stubborn");
    Event.WorkerAttached worker = instance.awaitEvent(run, Event.WorkerAttached.class);
    instance.awaitEvent(run, Event.StepStarted.class);

    instance.daemon().cancel(Principal.LOCAL, run, "enough");

    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.CANCELED);
    awaitGone(pid(worker));
  }

  @Test
  void aWorkerThatStandsStillIsKilledByAHostWhoseCodeServersDoNotKnowIt() throws Exception {
    RunId run = instance.launch("endless");
    Event.WorkerAttached worker = instance.awaitEvent(run, Event.WorkerAttached.class);
    LogKey printed = new LogKey(run, 1, Optional.of(StepKey.of("tick")), Event.Stream.STDOUT);
    codeServers().forEach(ProcessHandle::destroyForcibly);
    instance.restart();
    long before = printedSize(printed);
    instance.await(() -> printedSize(printed), size -> size > before);
    new ProcessBuilder("/bin/kill", "-STOP", Long.toString(pid(worker))).start().waitFor();

    instance.daemon().cancel(Principal.LOCAL, run, "enough");

    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.CANCELED);
    awaitGone(pid(worker));
  }

  @Test
  void aKilledWorkerEndsItsRunWithTheReason() throws Exception {
    RunId run = instance.launch("nap");
    Event.WorkerAttached worker = instance.awaitEvent(run, Event.WorkerAttached.class);
    instance.awaitEvent(run, Event.StepStarted.class);

    ProcessHandle.of(pid(worker)).orElseThrow().destroyForcibly();

    StoredRun ended = instance.awaitEnd(run);
    assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
    assertThat(ended.reason()).contains("exit code 137, signal 9");
    assertThat(steps(run)).isEqualTo(Map.of("nap", StepStatus.FAILED));
  }

  @Test
  void aRunSurvivesItsHost() throws Exception {
    RunId run = instance.launch("gate");
    instance.awaitEvent(run, Event.StepStarted.class);

    instance.restart();
    Files.createFile(folder.resolve("gate"));

    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(instance.calls("wait")).isEqualTo(1);
    assertThat(instance.calls("tell")).isEqualTo(1);
    assertThat(steps(run))
        .isEqualTo(Map.of("wait", StepStatus.SUCCEEDED, "tell", StepStatus.SUCCEEDED));
    assertThat(instance.events(run)).doesNotHaveDuplicates();
  }

  @Test
  void aQueuedRunSurvivesItsHost() throws Exception {
    RunId first = instance.launch("gate");
    instance.awaitEvent(first, Event.StepStarted.class);
    RunId waiting = instance.launch("greet");

    instance.restart();
    Files.createFile(folder.resolve("gate"));

    assertThat(instance.awaitEnd(waiting).status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void whatFailedIsExecutedAgain() throws Exception {
    RunId run = instance.launch("flaky");
    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.FAILED);
    Files.createFile(folder.resolve("mended"));

    RunId again =
        instance
            .daemon()
            .rerun(Principal.LOCAL, new RerunRequest(run, new RerunRequest.Part.FromFailure()));

    assertThat(instance.awaitEnd(again).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(instance.calls("hello")).isEqualTo(1);
    assertThat(instance.calls("mend")).isEqualTo(2);
    assertThat(instance.run(again).run().root()).isEqualTo(run);
    assertThat(steps(again))
        .containsEntry("mend", StepStatus.SUCCEEDED)
        .containsEntry("tell", StepStatus.SUCCEEDED);
  }

  @Test
  void whoAsksAgainForARunOfAChosenIdFindsIt() throws Exception {
    instance.awaitReady();
    int before = instance.daemon().list(RunFilter.all(), Optional.empty(), Runs.MOST).size();
    RunId id = RunId.createdAt(Instant.now());
    List<CompletableFuture<RunId>> asked =
        Stream.generate(() ->
                CompletableFuture.supplyAsync(
                    () -> instance.daemon().launch(Principal.LOCAL, LaunchRequest.of("greet"), id)))
            .limit(2)
            .toList();

    assertThat(asked).allSatisfy(run -> assertThat(run.get(30, TimeUnit.SECONDS)).isEqualTo(id));

    assertThat(instance.awaitEnd(id).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(instance.daemon().launch(Principal.LOCAL, LaunchRequest.of("greet"), id))
        .isEqualTo(id);
    assertThat(instance.daemon().list(RunFilter.all(), Optional.empty(), Runs.MOST))
        .hasSize(before + 1);
    RunId again = RunId.createdAt(Instant.now());
    RerunRequest rerun = new RerunRequest(id, new RerunRequest.Part.All());
    instance.daemon().rerun(Principal.LOCAL, rerun, again);
    assertThat(instance.daemon().rerun(Principal.LOCAL, rerun, again)).isEqualTo(again);
    instance.awaitEnd(again);
    assertThat(instance.daemon().list(RunFilter.all(), Optional.empty(), Runs.MOST))
        .hasSize(before + 2);
  }

  @Test
  void anIdThatCannotBeThatOfTheRunIsRefused() throws Exception {
    RunId greet = instance.launch("greet");
    instance.awaitEnd(greet);

    assertRefused("nap", greet, "another run %s already, of job 'greet'".formatted(greet));
    assertRefused("nap", RunId.createdAt(Instant.EPOCH), "set the clock");
    assertRefused("nap", new RunId(UUID.randomUUID()), "UUID of version 7");
  }

  private void assertRefused(String job, RunId id, String why) {
    assertThatThrownBy(() -> instance.daemon().launch(Principal.LOCAL, LaunchRequest.of(job), id))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(why);
  }

  @Test
  void aRunUnderWayIsNotExecutedAgain() throws Exception {
    RunId run = instance.launch("nap");
    assertThatThrownBy(() ->
            instance
                .daemon()
                .rerun(Principal.LOCAL, new RerunRequest(run, new RerunRequest.Part.All())))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("wait for its end");
    instance.daemon().cancel(Principal.LOCAL, run, "");
    instance.awaitEnd(run);
  }

  @Test
  void codeIsLoadedAnewWhileRunsKeepTheirVersion() throws Exception {
    RunId run = instance.launch("gate");
    instance.awaitEvent(run, Event.StepStarted.class);

    instance.daemon().reload(Principal.LOCAL, "pipeline");
    Files.createFile(folder.resolve("gate"));

    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    RunId after = instance.launch("greet");
    assertThat(instance.awaitEnd(after).status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  void aRunIsDeletedOnlyWhenItHasEnded() throws Exception {
    RunId run = instance.launch("nap");
    assertThatThrownBy(() -> instance.daemon().delete(Principal.LOCAL, run))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("before it is deleted");
    instance.daemon().cancel(Principal.LOCAL, run, "");
    instance.awaitEnd(run);

    instance.daemon().delete(Principal.LOCAL, run);

    assertThat(instance.daemon().find(run)).isEmpty();
    assertThatThrownBy(() -> instance.daemon().delete(Principal.LOCAL, run))
        .isInstanceOf(Refused.class)
        .hasMessage("there is no run '%s'", run);
  }

  @Test
  @Covers("K7.5")
  void aRetryThatWaitsSurvivesItsHost() throws Exception {
    RunId run = instance.launch("retried");
    instance.awaitEvent(run, Event.StepWaitingToRetry.class);

    instance.restart();

    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(instance.calls("again")).isEqualTo(2);
  }

  @Test
  @Covers("S2.2")
  void aStepThatEndsItsProcessEndsItsRunAndNothingElse() throws Exception {
    RunId run = instance.launch("abort");

    StoredRun ended = instance.awaitEnd(run);
    assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
    assertThat(ended.reason()).contains("exit code 134");
    RunId other = instance.launch("greet");
    assertThat(instance.awaitEnd(other).status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  @Test
  @Covers("S2.6")
  void aCodeServerThatIsKilledTakesNoRunWithItAndIsStartedAgain() throws Exception {
    RunId run = instance.launch("gate");
    instance.awaitEvent(run, Event.StepStarted.class);
    List<ProcessHandle> codeServers = codeServers();

    codeServers.forEach(ProcessHandle::destroyForcibly);
    Files.createFile(folder.resolve("gate"));

    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    List<ProcessHandle> others =
        instance.await(
            DaemonContract::codeServers,
            now -> !now.isEmpty() && now.stream().noneMatch(codeServers::contains));
    assertThat(others).hasSize(1);
    RunId after = instance.launch("greet");
    assertThat(instance.awaitEnd(after).status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  private int printedSize(LogKey key) {
    return instance.daemon().readLog(key, 0, ComputeLogs.MOST).bytes().size();
  }

  /// This process has no other children.
  private static List<ProcessHandle> codeServers() {
    return ProcessHandle.current().children().filter(ProcessHandle::isAlive).toList();
  }

  @Test
  @Covers("K9.7")
  void twoHostsStartEachRunOnce() throws Exception {
    instance.awaitReady();
    try (Daemon another = instance.another()) {
      List<RunId> runs = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        runs.add(instance.launch("greet"));
        runs.add(another.launch(Principal.LOCAL, LaunchRequest.of("greet")));
      }
      for (RunId run : runs) {
        assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
        assertThat(instance.run(run).head().attempt()).isEqualTo(1);
      }
    }
    assertThat(instance.calls("hello")).isEqualTo(8);
    assertThat(instance.calls("tell")).isEqualTo(8);
  }

  @Test
  void aRunIsCanceledThroughAHostThatDoesNotHaveItsWorker() throws Exception {
    instance.awaitReady();
    RunId run = instance.launch("nap");
    instance.awaitEvent(run, Event.StepStarted.class);
    try (Daemon another = instance.another()) {
      another.cancel(Principal.LOCAL, run, "not needed");

      StoredRun ended = instance.awaitEnd(run);
      assertThat(ended.status()).isEqualTo(RunStatus.CANCELED);
      assertThat(ended.reason()).contains("not needed");
      assertThat(steps(run)).containsEntry("nap", StepStatus.CANCELED);
      assertThat(instance.events(run)).noneMatch(Event.WorkerLost.class::isInstance);
    }
  }

  @Test
  void anotherHostTakesThePlaceOfOneThatHasEnded() throws Exception {
    instance.awaitReady();
    try (Daemon another = instance.another()) {
      instance.whileAway(() -> greetAt(another, 1));
    }
  }

  @Test
  void aRunGoesOnWhenItsHostComesBackAndAnotherHasTakenItsPlace() throws Exception {
    RunId run = instance.launch("gate");
    instance.awaitEvent(run, Event.StepStarted.class);
    try (Daemon another = instance.anotherHasty()) {
      instance.whileAway(() -> greetAt(another, 2));
      Files.createFile(folder.resolve("gate"));

      assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
      assertThat(instance.run(run).head().attempt()).isEqualTo(1);
      assertThat(instance.events(run)).noneMatch(Event.WorkerLost.class::isInstance);
    }
  }

  /// Has a host run a job to its end, again and again.
  private static int greetAt(Daemon host, int times) throws InterruptedException {
    for (int i = 0; i < times; i++) {
      RunId run = host.launch(Principal.LOCAL, LaunchRequest.of("greet"));
      CountDownLatch ended = new CountDownLatch(1);
      try (var _ =
          host.watch(() -> {
            if (host.find(run).orElseThrow().status().isFinal()) {
              ended.countDown();
            }
          })) {
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(host.find(run).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
    }
    return times;
  }

  @Test
  void aRunWhoseLogHasExpiredStaysAndIsExecutedAgain() throws Exception {
    RunId run = instance.launch("greet");
    instance.awaitEnd(run);
    assertThat(instance.daemon().logs(run)).isNotEmpty();

    instance.expire(run);

    assertThat(instance.run(run).times().logExpired()).isPresent();
    assertThat(instance.events(run)).isEmpty();
    assertThat(instance.daemon().logs(run)).isEmpty();
    assertThat(instance.run(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(steps(run)).hasSize(2);
    RunId again =
        instance
            .daemon()
            .rerun(Principal.LOCAL, new RerunRequest(run, new RerunRequest.Part.All()));
    assertThat(instance.awaitEnd(again).status()).isEqualTo(RunStatus.SUCCEEDED);
  }

  private Map<String, StepStatus> steps(RunId run) {
    List<StoredStep> steps = instance.daemon().steps(run);
    return steps.stream()
        .collect(Collectors.toMap(step -> step.step().toString(), step -> step.state().status()));
  }

  private static long pid(Event.WorkerAttached attached) {
    return Long.parseLong(attached.worker().substring(attached.worker().indexOf('-') + 1));
  }

  private static void awaitGone(long pid) throws Exception {
    Optional<CompletableFuture<ProcessHandle>> gone =
        ProcessHandle.of(pid).map(ProcessHandle::onExit);
    if (gone.isPresent()) {
      var _ = gone.get().get(20, TimeUnit.SECONDS);
    }
  }
}
