package io.dagwerk.codeclient;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.testsupport.UserCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A worker that is stopped while another attempt takes up its run, and wakes up late.
class LateWorkerTest {
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;
      import java.nio.file.*;
      import java.util.concurrent.*;

      public final class Pipeline implements CodeLocation {
        final Job kept =
            Job.named("kept")
                .resuming(1)
                .running(graph -> graph.op("value", String.class).by(Pipeline::value));

        public Definitions definitions() {
          return Definitions.in(this);
        }

        static String value() throws Exception {
          Files.createFile(Path.of("@FOLDER@", "begun"));
          while (!Files.exists(Path.of("@FOLDER@", "gate"))) {
            new CountDownLatch(1).await(1, TimeUnit.MILLISECONDS);
          }
          Files.createFile(Path.of("@FOLDER@", "returned"));
          return "stale";
        }
      }
      """;

  @TempDir private Path folder;

  private static void signal(String name, long pid) throws Exception {
    assertThat(new ProcessBuilder("/bin/kill", "-" + name, Long.toString(pid)).start().waitFor())
        .isZero();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("a minute is over").isLessThan(until);
      var _ = new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
    }
  }

  @Test
  void storesNothing() throws Exception {
    Path storage = folder.resolve("storage");
    UserCode code =
        UserCode.compile(folder, PIPELINE.replace("@FOLDER@", folder.toString()), List.of());
    try (Instance instance = new Instance(code, storage, Duration.ofSeconds(2), 0)) {
      RunId run = instance.start("kept");
      long pid = pid(instance.awaitStepStarted(run));
      await(() -> Files.exists(folder.resolve("begun")));
      ProcessHandle worker = ProcessHandle.of(pid).orElseThrow();

      signal("STOP", pid);
      instance.supersede(run);
      Files.createFile(folder.resolve("gate"));
      await(() -> !instance.host().hears(run, 1));
      signal("CONT", pid);

      var _ = worker.onExit().get(60, TimeUnit.SECONDS);
      assertThat(files(storage)).isEmpty();
      assertThat(instance.runs().events(run))
          .noneMatch(Event.OutputStored.class::isInstance)
          .noneMatch(Event.StepSucceeded.class::isInstance);
    }
  }

  private static List<Path> files(Path storage) throws Exception {
    if (!Files.exists(storage)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(storage)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static long pid(List<Event> events) {
    return events.stream()
        .filter(Event.WorkerAttached.class::isInstance)
        .map(event -> ((Event.WorkerAttached) event).worker())
        .map(worker -> Long.parseLong(worker.substring(worker.indexOf('-') + 1)))
        .findFirst()
        .orElseThrow();
  }
}
