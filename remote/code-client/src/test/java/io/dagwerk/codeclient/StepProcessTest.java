package io.dagwerk.codeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.Event.Stream;
import io.dagwerk.model.RunId;
import io.dagwerk.testsupport.Covers;
import io.dagwerk.testsupport.Death;
import io.dagwerk.testsupport.UserCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Steps that have processes of their own: what holds for those on threads, and what only they
/// have.
class StepProcessTest {
  @TempDir private static Path folder;
  private static Instance instance;

  @BeforeAll
  static void start() throws Exception {
    String source =
        UserCode.source("Stepwise.java.txt")
            .replace("@DEATH@", Death.SOURCE)
            .replace("@FOLDER@", folder.toString());
    instance =
        new Instance(
            UserCode.compile(folder, source, List.of()),
            folder.resolve("storage"),
            Duration.ofSeconds(30),
            1);
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  @BeforeEach
  void forget() throws IOException {
    Files.writeString(folder.resolve("notes"), "");
    Files.writeString(folder.resolve("death"), "nowhere HALT");
  }

  private static List<String> notes() throws IOException {
    return Files.readAllLines(folder.resolve("notes"));
  }

  private static List<Event> ended(RunId run) throws InterruptedException {
    return instance.runs().awaitEnd(run);
  }

  /// What happened to a step, in the words of the events' types, without lines.
  private static List<String> happened(List<Event> log, String step) {
    return log.stream()
        .filter(event ->
            event instanceof Event.OfStep of
                && of.step().toString().equals(step)
                && event.getClass().getSimpleName().startsWith("Step"))
        .map(event -> event.getClass().getSimpleName())
        .toList();
  }

  private static <E extends Event> E only(List<Event> log, Class<E> type) {
    List<E> found = log.stream().filter(type::isInstance).map(type::cast).toList();
    assertThat(found).as("%s in %s", type.getSimpleName(), log).hasSize(1);
    return found.getFirst();
  }

  @Test
  @Covers("S24.2")
  void aValueGoesFromProcessToProcess() throws Exception {
    RunId run = instance.start("chain");

    assertThat(ended(run).getLast()).isInstanceOf(Event.RunSucceeded.class);
    assertThat(instance.printed(run, "make", Stream.STDOUT)).isEqualTo("made\n");
    String[] pids = instance.printed(run, "use", Stream.STDOUT).strip().split("\\D+");
    assertThat(pids).hasSize(3).doesNotHaveDuplicates();
  }

  @Test
  @Covers("S24.2")
  void independentBranchesGoOnAfterAFailure() throws Exception {
    List<Event> log = ended(instance.start("broken"));

    assertThat(notes()).containsExactly("beside");
    assertThat(happened(log, "after")).containsExactly("StepAbandoned");
    assertThat(((Event.RunFailed) log.getLast()).reason()).isEqualTo("steps failed: [fails]");
    Event.StepFailed failed = only(log, Event.StepFailed.class);
    assertThat(failed.kind()).isEqualTo(Event.FailureKind.EXCEPTION);
    assertThat(failed.error().summary()).isEqualTo("IllegalStateException: no such file");
    assertThat(failed.error().frames()).anyMatch(frame -> frame.contains("pipeline.Pipeline"));
    assertThat(failed.error().root().message()).isEqualTo("the disk");
  }

  @Test
  @Covers("S24.2")
  void whatReadsAnOutputThatWasNotEmittedIsSkipped() throws Exception {
    List<Event> log = ended(instance.start("skipped"));

    assertThat(log.getLast()).isInstanceOf(Event.RunSucceeded.class);
    assertThat(happened(log, "read")).containsExactly("StepSkipped");
    assertThat(notes()).isEmpty();
  }

  @Test
  @Covers("S24.2")
  void theHigherPriorityIsFirst() throws Exception {
    assertThat(ended(instance.start("prioritized")).getLast())
        .isInstanceOf(Event.RunSucceeded.class);
    assertThat(notes()).containsExactly("high", "low");
  }

  @Test
  @Covers("S24.2")
  void aFailedAttemptIsMadeAgain() throws Exception {
    assertThat(happened(ended(instance.start("shaky")), "shaky"))
        .containsExactly(
            "StepStarted",
            "StepWaitingToRetry",
            "StepRestarted",
            "StepWaitingToRetry",
            "StepRestarted",
            "StepSucceeded");
  }

  @Test
  void aStepMayAskForAnotherAttempt() throws Exception {
    assertThat(happened(ended(instance.start("asked")), "asks"))
        .containsExactly("StepStarted", "StepWaitingToRetry", "StepRestarted", "StepSucceeded");
  }

  @Test
  @Covers({"S24.2", "S6.1"})
  void aCanceledRunClosesItsResourcesAndEndsCanceled() throws Exception {
    RunId run = instance.start("waiting");
    long pid = awaitWaiting(run);

    instance.host().cancel(run, "enough");
    List<Event> log = ended(run);

    assertThat(log.getLast()).isInstanceOf(Event.RunCanceled.class);
    assertThat(notes()).containsExactly("opened in " + pid, "closed in " + pid);
    assertThat(happened(log, "wait")).containsExactly("StepStarted", "StepCanceled");
    assertThat(happened(log, "after")).containsExactly("StepCanceled");
    awaitGone(pid);
  }

  @Test
  void nothingIsLeftOfAStepWhenItsWorkerIsKilled() throws Exception {
    RunId run = instance.start("waiting");
    long pid = awaitWaiting(run);
    Event.WorkerAttached attached = only(instance.runs().events(run), Event.WorkerAttached.class);
    ProcessHandle worker =
        ProcessHandle.of(Long.parseLong(attached.worker().replaceAll("\\D", ""))).orElseThrow();
    List<ProcessHandle> steps = worker.descendants().toList();
    assertThat(steps).extracting(ProcessHandle::pid).contains(pid);

    worker.destroyForcibly();

    assertThat(ended(run).getLast()).isInstanceOf(Event.RunFailed.class);
    for (ProcessHandle step : steps) {
      awaitGone(step.pid());
    }
  }

  private static long awaitWaiting(RunId run) {
    long until = System.nanoTime() + Instance.PATIENCE.toNanos();
    String printed = "";
    while (!printed.endsWith("\n")) {
      assertThat(System.nanoTime()).as("the step should wait").isLessThan(until);
      printed = instance.printed(run, "wait", Stream.STDOUT);
      Thread.onSpinWait();
    }
    return Long.parseLong(printed.replaceAll("\\D", ""));
  }

  private static void awaitGone(long pid) throws Exception {
    var process = ProcessHandle.of(pid);
    if (process.isPresent()) {
      var _ = process.get().onExit().get(Instance.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }
  }

  @ParameterizedTest
  @EnumSource
  @Covers({"S2.2", "K8.3"})
  void aStepThatDiesFailsWithTheReasonAndIsTriedAgain(Death death) throws Exception {
    Files.writeString(folder.resolve("death"), "step " + death);

    List<Event> log = ended(instance.start("dying"));

    assertThat(log.getLast()).as(log.toString()).isInstanceOf(Event.RunSucceeded.class);
    assertThat(happened(log, "dies"))
        .containsExactly("StepStarted", "StepWaitingToRetry", "StepRestarted", "StepSucceeded");
    assertThat(only(log, Event.StepWaitingToRetry.class).error().message())
        .contains(death.reason());
  }

  @Test
  void aStepThatDoesNotHeedItsTimeoutIsKilledAndTriedAgain() throws Exception {
    Files.writeString(folder.resolve("death"), "step SPIN");

    List<Event> log = ended(instance.start("late"));

    assertThat(log.getLast()).as(log.toString()).isInstanceOf(Event.RunSucceeded.class);
    assertThat(only(log, Event.StepWaitingToRetry.class).error().message())
        .contains("longer than its timeout of PT1S");
    assertThat(log)
        .anyMatch(event ->
            event instanceof Event.Logged line
                && line.message().contains("its process did not stop within PT7.5S"));
  }

  @Test
  void allThatAProcessPrintsBelongsToItsStep() throws Exception {
    RunId run = instance.start("noisy");

    assertThat(ended(run).getLast()).isInstanceOf(Event.RunSucceeded.class);
    for (String who : List.of("one", "two")) {
      assertThat(instance.printed(run, who, Stream.STDOUT).lines())
          .containsExactlyInAnyOrder(
              who + " by the step", who + " by a pool", who + " by a subprocess");
      assertThat(instance.printed(run, who, Stream.STDERR)).isEqualTo(who + " in trouble\n");
    }
    assertThat(instance.printed(run, Stream.STDOUT)).isEmpty();
    assertThat(instance.printed(run, Stream.STDERR)).isEmpty();
  }

  @Test
  void lightAndHeavyStepsAreMixedInOneRun() throws Exception {
    RunId run = instance.start("mixed");

    List<Event> log = ended(run);
    assertThat(log.getLast()).as(log.toString()).isInstanceOf(Event.RunSucceeded.class);
    List<String> shown = instance.printed(run, "show", Stream.STDOUT).lines().toList();
    String worker = only(log, Event.WorkerAttached.class).worker().replaceAll("\\D", "");
    assertThat(shown.get(0)).startsWith(worker + " has ").endsWith("size null");
    assertThat(shown.get(1)).doesNotStartWith(worker).matches("\\d+ has 6\\d MiB, size small");
    assertThat(shown.get(2)).doesNotStartWith(worker).matches("\\d+ has 1\\d\\d MiB, size null");
  }

  @Test
  void aHeapIsThatOfItsStepAlone() throws Exception {
    RunId run = instance.start("hungry");
    List<Event> log = ended(run);

    Event.StepFailed failed = only(log, Event.StepFailed.class);
    assertThat(failed.step().toString()).isEqualTo("small");
    assertThat(failed.error().message())
        .contains("exit code 3: it ran out of memory (Java heap space)");
    assertThat(instance.printed(run, "large", Stream.STDOUT)).isEqualTo("took 100\n");
  }

  @Test
  void theHooksOfAStepRunInTheWorkerOfItsRun() throws Exception {
    List<Event> log = ended(instance.start("hooked"));

    String worker = only(log, Event.WorkerAttached.class).worker().replaceAll("\\D", "");
    assertThat(notes()).hasSize(2);
    assertThat(notes().getFirst()).doesNotContain(worker);
    assertThat(notes().getLast()).isEqualTo("hook in " + worker + ": broken");
  }

  @Test
  void aFanOutOfFiftyHasAProcessForEachBranch() throws Exception {
    RunId run = instance.start("branches");

    // Each ten have a minute.
    for (int number = 10; number <= 50; number += 10) {
      long enough = number;
      instance
          .runs()
          .await(
              run,
              events ->
                  events.stream().filter(Event.StepSucceeded.class::isInstance).count() >= enough);
    }
    List<Event> log = ended(run);
    assertThat(log.getLast()).as(log.toString()).isInstanceOf(Event.RunSucceeded.class);
    assertThat(instance.printed(run, "sum", Stream.STDOUT)).isEqualTo("sum 42925\n");
  }
}
