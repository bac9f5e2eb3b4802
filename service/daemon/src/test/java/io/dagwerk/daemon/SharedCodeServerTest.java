package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.codeclient.CodeServerProcess;
import io.dagwerk.model.Event;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.LocationSpec;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.Storage;
import io.dagwerk.storage.files.FileComputeLogs;
import io.dagwerk.storage.sqlite.SqliteStorage;
import io.dagwerk.testsupport.Death;
import io.dagwerk.testsupport.UserCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two hosts of one instance at one code server, each with a folder for what runs print.
class SharedCodeServerTest {
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;

      public final class Pipeline implements CodeLocation {
        final Job fatal =
            Job.named("fatal").running(graph -> graph.op("die").doing(() -> Death.at("step")));

        public Definitions definitions() {
          return Definitions.in(this);
        }
      }

      """
          + Death.SOURCE;

  @TempDir private Path folder;

  private CodeServerProcess codeServer() throws IOException {
    UserCode code =
        UserCode.compile(folder, PIPELINE.replace("@FOLDER@", folder.toString()), List.of());
    List<String> location =
        new LocationSpec(
                "pipeline", "pipeline.Pipeline", code.classPath(), folder.resolve("values"))
            .arguments();
    return CodeServerProcess.start(
        new CodeServerProcess.Command(Instance.engine(), location, 0, ""));
  }

  private Daemon host(String name, Storage storage, LocationSettings location) throws IOException {
    return Daemon.start(
        new Daemon.Stores(
            storage,
            new FileComputeLogs(folder.resolve("logs of " + name)),
            InstanceKey.in(folder.resolve("key"))),
        DaemonSettings.of(List.of(location), Instance.engine()).host(name),
        InstantSource.system());
  }

  private static void await(Daemon daemon, BooleanSupplier until) throws InterruptedException {
    Semaphore woken = new Semaphore(0);
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    try (var _ = daemon.watch(woken::release)) {
      while (!until.getAsBoolean()) {
        assertThat(System.nanoTime()).as(daemon.locations().toString()).isLessThan(patience);
        // Locations and logs wake nobody.
        var _ = woken.tryAcquire(100, TimeUnit.MILLISECONDS);
      }
    }
  }

  private static void awaitReady(Daemon daemon) throws InterruptedException {
    await(daemon, () -> daemon.locations().getFirst().state() == LocationStatus.State.READY);
  }

  @Test
  void theHostThatHearsAWorkerSaysHowItsRunEndsAndKeepsItsReport() throws Exception {
    Files.writeString(folder.resolve("death"), "step SEGV");
    try (CodeServerProcess codeServer = codeServer();
        Storage storage = SqliteStorage.open(folder.resolve("dagwerk.db"))) {
      LocationSettings location =
          new LocationSettings.AtAddress(
              "pipeline", codeServer.address().get(60, TimeUnit.SECONDS));
      try (Daemon active = host("active", storage, location);
          Daemon standby = host("standby", storage, location)) {
        awaitReady(active);
        awaitReady(standby);

        RunId run = active.launch(Principal.LOCAL, LaunchRequest.of("fatal"));
        await(active, () -> active.find(run).orElseThrow().status().isFinal());

        assertThat(active.events(run, 0, 1_000).stream().map(RecordedEvent::event))
            .filteredOn(Event.WorkerLost.class::isInstance)
            .singleElement()
            .isInstanceOfSatisfying(
                Event.WorkerLost.class,
                lost -> {
                  assertThat(lost.worker()).startsWith("worker-");
                  assertThat(lost.reason()).contains("the JVM's report is in the run's log");
                });
        LogKey key = new LogKey(run, 1, Optional.empty(), Event.Stream.STDERR);
        await(active, () -> active.readLog(key, 0, ComputeLogs.MOST).isWhole());
        assertThat(active.readLog(key, 0, ComputeLogs.MOST).bytes().text()).contains("SIGSEGV");
        assertThat(standby.logs(run)).isEmpty();
      }
    }
  }
}
