package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.LogSlice;
import io.dagwerk.spi.RunStatus;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What steps print in workers is found in files, while they run and after.
class PrintedLogsTest {
  @TempDir private static Path folder;
  private static Instance instance;

  @BeforeAll
  static void start() throws Exception {
    instance = new Instance(folder, 2);
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

  private static LogKey key(RunId run, String step, Event.Stream stream) {
    return new LogKey(run, 1, Optional.of(StepKey.of(step)), stream);
  }

  /// All that is there of a stream.
  private static String text(LogKey key) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    LogSlice slice = instance.daemon().readLog(key, 0, ComputeLogs.MOST);
    while (slice.bytes().size() > 0) {
      text.writeBytes(slice.bytes().toArray());
      slice = instance.daemon().readLog(key, slice.end(), ComputeLogs.MOST);
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  private static boolean isWhole(LogKey key) {
    return instance.daemon().readLog(key, size(key), 1).isWhole();
  }

  private static long size(LogKey key) {
    return text(key).getBytes(StandardCharsets.UTF_8).length;
  }

  @Test
  void whatAStepPrintsIsReadWhileItRuns() throws Exception {
    RunId run = instance.launch("gate");
    LogKey key = key(run, "wait", Event.Stream.STDOUT);
    assertThat(instance.await(() -> text(key), text -> !text.isEmpty()))
        .isEqualTo("waits for the gate\n");
    assertThat(instance.run(run).status().isFinal()).isFalse();
    assertThat(isWhole(key)).isFalse();

    Files.createFile(folder.resolve("gate"));

    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(isWhole(key)).isTrue();
    assertThat(text(key(run, "tell", Event.Stream.STDOUT))).isEqualTo("told: open\n");
  }

  @Test
  void stepsAtTheSameTimeAndTheirTwoStreamsAreKeptApart() throws Exception {
    RunId run = instance.launch("count");
    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    for (String side : new String[] {"left", "right"}) {
      LogKey out = key(run, side, Event.Stream.STDOUT);
      LogKey err = key(run, side, Event.Stream.STDERR);
      assertThat(text(out)).isEqualTo(counted(side + " "));
      assertThat(text(err)).isEqualTo(counted(side + " has failed "));
      assertThat(isWhole(out)).isTrue();
      assertThat(isWhole(err)).isTrue();
    }
    assertThat(instance.daemon().logs(run)).hasSize(4);
    assertThat(instance.events(run))
        .noneMatch(Event.Printed.class::isInstance)
        .filteredOn(Event.Logged.class::isInstance)
        .extracting(event -> ((Event.Logged) event).message())
        .containsExactlyInAnyOrder("left counts", "right counts");
  }

  private static String counted(String what) {
    return IntStream.range(0, 2_000).mapToObj(i -> what + i + "\n").collect(Collectors.joining());
  }

  @Test
  void whatIsPrintedWhileTheHostIsAwayIsThereOnce() throws Exception {
    RunId run = instance.launch("endless");
    LogKey key = key(run, "tick", Event.Stream.STDOUT);
    long before = instance.await(() -> size(key), size -> size > 1_000);

    instance.restart();
    instance.await(() -> size(key), size -> size > before + 1_000);
    Files.createFile(folder.resolve("enough"));

    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.SUCCEEDED);
    String text = text(key);
    String expected =
        IntStream.range(0, (int) text.lines().count())
            .mapToObj(i -> "tick " + i + "\n")
            .collect(Collectors.joining());
    assertThat(text).isEqualTo(expected);
    assertThat(isWhole(key)).isTrue();
  }

  @Test
  void aStepThatPrintsWithoutEndIsAllKeptWhileAnotherRunGoesOn() throws Exception {
    RunId loud = instance.launch("loud");
    instance.awaitEvent(loud, Event.StepStarted.class);
    RunId other = instance.launch("greet");

    assertThat(instance.awaitEnd(other).status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(instance.awaitEnd(loud).status()).isEqualTo(RunStatus.SUCCEEDED);
    LogKey key = key(loud, "shout", Event.Stream.STDOUT);
    LogSlice end = instance.daemon().readLog(key, 100L << 20, 1);
    assertThat(end.isWhole()).isTrue();
    assertThat(instance.daemon().readLog(key, (100L << 20) - 2, 10).bytes().text())
        .isEqualTo("a\n");
  }

  @Test
  void theStreamsOfAKilledWorkerAreClosedAndGoWithTheRun() throws Exception {
    RunId run = instance.launch("endless");
    LogKey key = key(run, "tick", Event.Stream.STDOUT);
    Event.WorkerAttached worker = instance.awaitEvent(run, Event.WorkerAttached.class);
    instance.await(() -> size(key), size -> size > 100);

    ProcessHandle.of(Long.parseLong(worker.worker().substring("worker-".length())))
        .orElseThrow()
        .destroyForcibly();

    assertThat(instance.awaitEnd(run).status()).isEqualTo(RunStatus.FAILED);
    assertThat(instance.await(() -> isWhole(key), isWhole -> isWhole)).isTrue();
    assertThat(text(key)).startsWith("tick 0\ntick 1\n");
    instance.daemon().delete(Principal.LOCAL, run);
    assertThat(instance.daemon().logs(run)).isEmpty();
  }
}
