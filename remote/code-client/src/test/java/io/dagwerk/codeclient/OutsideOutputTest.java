package io.dagwerk.codeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.Stream;
import io.dagwerk.model.RunId;
import io.dagwerk.testsupport.UserCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What subprocesses and the JVM of a worker print belongs to its run.
class OutsideOutputTest {
  @TempDir private static Path folder;
  private static Instance instance;

  @BeforeAll
  static void start() throws Exception {
    instance = instance(folder);
  }

  private static Instance instance(Path in) throws Exception {
    String source = UserCode.source("Outside.java.txt").replace("@FOLDER@", in.toString());
    return new Instance(
        UserCode.compile(in, source, List.of()), in.resolve("storage"), Duration.ofSeconds(2), 1);
  }

  @AfterAll
  static void stop() {
    instance.close();
  }

  private static RunParts withSecret(String job) {
    ConfigTree config =
        ConfigTree.of(
            Map.of(
                "ops",
                Map.of("login", Map.of("config", Map.of("password", Map.of("env", "PATH"))))));
    return new RunParts(
        job, Optional.empty(), Optional.empty(), config, Optional.empty(), new LinkedHashMap<>());
  }

  private static Event end(RunId run) throws InterruptedException {
    return instance.runs().awaitEnd(run).getLast();
  }

  private static String reason(RunId run) throws InterruptedException {
    assertThat(end(run)).isInstanceOf(Event.RunFailed.class);
    return ((Event.RunFailed) end(run)).reason();
  }

  @Test
  void whatASubprocessPrintsIsInTheStreamsOfTheRun() throws Exception {
    RunId run = instance.start("both");
    assertThat(end(run)).isInstanceOf(Event.RunSucceeded.class);
    assertThat(instance.printed(run, Stream.STDOUT)).isEqualTo("hello\nno line\n");
    assertThat(instance.printed(run, Stream.STDERR)).isEqualTo("trouble\n");
  }

  @Test
  void itIsReadWhileTheRunGoesOn() throws Exception {
    RunId run = instance.start("watched");
    awaitPrinted(run, "begun\n");
    Files.createFile(folder.resolve("gate"));
    assertThat(end(run)).isInstanceOf(Event.RunSucceeded.class);
    assertThat(instance.printed(run, Stream.STDOUT)).isEqualTo("begun\nover\n");
  }

  private static void awaitPrinted(RunId run, String text) {
    long until = System.nanoTime() + Instance.PATIENCE.toNanos();
    while (!instance.printed(run, Stream.STDOUT).equals(text)) {
      assertThat(System.nanoTime()).as("'%s' should be printed", text).isLessThan(until);
      Thread.onSpinWait();
    }
  }

  @Test
  void itIsTheRunsAlsoWhenItsCodeServerWasKilled(@TempDir Path other) throws Exception {
    try (Instance orphaned = instance(other)) {
      RunId run = orphaned.start("watched");
      orphaned.awaitStepStarted(run);
      ProcessHandle codeServer = ProcessHandle.of(orphaned.codeServer().pid()).orElseThrow();
      codeServer.destroyForcibly();
      codeServer.onExit().get(30, TimeUnit.SECONDS);
      Files.createFile(other.resolve("gate"));
      assertThat(orphaned.runs().awaitEnd(run).getLast()).isInstanceOf(Event.RunSucceeded.class);
      assertThat(orphaned.printed(run, Stream.STDOUT)).isEqualTo("begun\nover\n");
    }
  }

  @Test
  void secretsAreHiddenInIt() throws Exception {
    RunId run = instance.start(withSecret("secret"));
    assertThat(end(run)).isInstanceOf(Event.RunSucceeded.class);
    assertThat(instance.printed(run, Stream.STDOUT)).isEqualTo("told ***\n");
  }

  @Test
  void aWorkerThatEndsByItselfLeavesItsLastOutputAsTheReason() throws Exception {
    RunId run = instance.start(withSecret("halt"));
    assertThat(reason(run)).contains("exit code 3; its last output: told *** | disk full");
  }

  @Test
  void memoryThatIsExhaustedIsTheReason() throws Exception {
    RunId run = instance.start("exhaust");
    assertThat(reason(run)).contains("exit code 3", "java.lang.OutOfMemoryError: Java heap space");
  }
}
