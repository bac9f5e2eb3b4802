package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.RunId;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.storage.files.FileComputeLogs;
import io.dagwerk.storage.sqlite.SqliteStorage;
import io.dagwerk.testsupport.Covers;
import io.dagwerk.testsupport.Death;
import io.dagwerk.testsupport.UserCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An instance with a location that works and others whose code misbehaves when it is loaded.
class LocationTroubleTest {
  private static final String CODE =
      """
      package pipeline;

      import io.dagwerk.definitions.CodeLocation;
      import io.dagwerk.definitions.Definitions;
      import io.dagwerk.definitions.Job;
      import java.util.ArrayList;
      import java.util.List;

      public final class Pipeline implements CodeLocation {
        static {
          Death.at("loading");
        }

        final Job one = Job.named("one").running(graph -> graph.op("tell").doing(() -> {}));

        @Override
        public Definitions definitions() {
          @BODY@
        }
      }

      """
          + Death.SOURCE;
  private static final String WELL = "return Definitions.in(this);";

  @TempDir private Path folder;

  private LocationSettings location(String name, String body) throws Exception {
    return location(name, body, "none none");
  }

  /// A location whose code dies when its class is loaded.
  private LocationSettings dying(String name, Death death) throws Exception {
    return location(name, WELL, "loading " + death);
  }

  private LocationSettings location(String name, String body, String death) throws Exception {
    Path of = Files.createDirectory(folder.resolve(name));
    Files.writeString(of.resolve("death"), death);
    String source = CODE.replace("@BODY@", body).replace("@FOLDER@", of.toString());
    UserCode code = UserCode.compile(of, source, List.of());
    return new LocationSettings.OfCode(
        name, "pipeline.Pipeline", code.classPath(), folder.resolve("values"));
  }

  @Test
  @Covers({"S2.1", "S2.5", "K11.2"})
  void eachIsShownWithItsErrorAndTheOthersWork() throws Exception {
    List<LocationSettings> locations =
        List.of(
            location("a-works", WELL),
            location(
                "b-halts",
                "System.err.println(\"no license\"); Runtime.getRuntime().halt(7); " + WELL),
            location("c-hangs", "while (true) { Thread.onSpinWait(); }"),
            location(
                "d-hungry",
                "List<byte[]> all = new ArrayList<>(); while (true) { all.add(new byte[1 << 20]); }"),
            location(
                "e-throws",
                "throw new IllegalStateException(\"no config\", new RuntimeException(\"no file\","
                    + " new java.io.IOException(\"no disk\")));"),
            dying("f-crashes", Death.SEGV),
            dying("g-aborts", Death.ABORT));
    try (Storage storage = SqliteStorage.open(folder.resolve("dagwerk.db"));
        Daemon daemon = daemon(storage, locations)) {
      List<LocationStatus> all = settled(daemon);

      assertThat(all.get(0).state()).isEqualTo(LocationStatus.State.READY);
      assertThat(trouble(all.get(1)).message()).contains("exit code 7").contains("no license");
      assertThat(trouble(all.get(2)).message()).contains("it took too long");
      assertThat(trouble(all.get(3)).message()).contains("OutOfMemoryError");
      assertThat(summaries(trouble(all.get(4))))
          .containsExactly(
              "java.lang.IllegalStateException: no config",
              "java.lang.RuntimeException: no file",
              "java.io.IOException: no disk");
      assertThat(trouble(all.get(4)).frames().getFirst()).contains("Pipeline.java:");
      assertThat(trouble(all.get(5)).message()).contains(Death.SEGV.reason());
      assertThat(trouble(all.get(6)).message()).contains(Death.ABORT.reason());
      assertThatThrownBy(
              () -> daemon.launch(Principal.LOCAL, LaunchRequest.of("one").in("b-halts")))
          .isInstanceOf(Refused.class)
          .hasMessageContaining("exit code 7");
      RunId run = daemon.launch(Principal.LOCAL, LaunchRequest.of("one").in("a-works"));
      await(daemon, () -> daemon.find(run).orElseThrow().status().isFinal());
      assertThat(daemon.find(run).orElseThrow().status()).isEqualTo(RunStatus.SUCCEEDED);
    }
  }

  @Test
  void aVariableThatIsWithheldIsNotInTheEnvironmentOfTheCode() throws Exception {
    String tells = "throw new IllegalStateException(\"home=\" + System.getenv(\"HOME\"));";
    DaemonSettings settings =
        DaemonSettings.of(List.of(location("tells", tells)), Instance.engine()).spareWorkers(0);
    assertThat(System.getenv("HOME")).isNotNull();
    try (Storage storage = SqliteStorage.open(folder.resolve("dagwerk.db"));
        Daemon daemon = daemon(storage, settings.withheld(List.of("HOME")))) {
      await(daemon, () -> daemon.locations().getFirst().trouble().isPresent());

      assertThat(trouble(daemon.locations().getFirst()).message()).isEqualTo("home=null");
    }
  }

  private Daemon daemon(Storage storage, List<LocationSettings> locations) throws IOException {
    return daemon(
        storage,
        DaemonSettings.of(locations, Instance.engine())
            .spareWorkers(0)
            .longestLoad(Duration.ofSeconds(10)));
  }

  private Daemon daemon(Storage storage, DaemonSettings settings) throws IOException {
    return Daemon.start(
        new Daemon.Stores(
            storage,
            new FileComputeLogs(folder.resolve("logs")),
            InstanceKey.in(folder.resolve("key"))),
        settings,
        InstantSource.system());
  }

  /// A machine that is busy may need several attempts for the one that works.
  private static List<LocationStatus> settled(Daemon daemon) throws InterruptedException {
    await(
        daemon,
        () ->
            daemon.locations().getFirst().state() == LocationStatus.State.READY
                && daemon.locations().stream()
                    .skip(1)
                    .allMatch(each -> each.trouble().isPresent()));
    return daemon.locations();
  }

  private static void await(Daemon daemon, BooleanSupplier until) throws InterruptedException {
    Semaphore woken = new Semaphore(0);
    long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(120);
    try (var _ = daemon.watch(woken::release)) {
      while (!until.getAsBoolean()) {
        assertThat(System.nanoTime()).as(daemon.locations().toString()).isLessThan(patience);
        // Locations wake nobody.
        var _ = woken.tryAcquire(100, TimeUnit.MILLISECONDS);
      }
    }
  }

  private static ErrorInfo trouble(LocationStatus location) {
    return location.trouble().orElseThrow();
  }

  private static List<String> summaries(ErrorInfo error) {
    List<String> all = new ArrayList<>();
    for (Optional<ErrorInfo> each = Optional.of(error);
        each.isPresent();
        each = each.get().cause()) {
      all.add("%s: %s".formatted(each.get().type(), each.get().message()));
    }
    return all;
  }
}
