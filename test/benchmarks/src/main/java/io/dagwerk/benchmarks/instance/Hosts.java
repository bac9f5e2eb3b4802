package io.dagwerk.benchmarks.instance;

import io.dagwerk.benchmarks.launch.Memory;
import io.dagwerk.model.RunId;
import io.dagwerk.server.Settings;
import io.dagwerk.spi.RunStatus;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The host as a process: its memory, and how long it needs to know that a run is over whose worker
/// was killed together with everything else.
record Hosts(InstanceDatabase database, InstanceCode code, LocalHost.Place place) {
  private static final int ROUNDS = 5;
  private static final long SETTLED_SECONDS = 10;

  void measure() throws Exception {
    Path settings = place.folder().resolve("dagwerk.yaml");
    Files.writeString(settings, settings());
    Path engine = place.folder().resolve("engine.classpath");
    Files.writeString(
        engine,
        place.engine().stream()
            .map(Path::toString)
            .collect(Collectors.joining(File.pathSeparator)));
    try (Outside outside = new Outside(database)) {
      Times known = new Times("all killed: host started to run known as ended");
      for (int i = 0; i < ROUNDS; i++) {
        known.add(killAll(outside));
      }
      known.print();
    }
  }

  private String settings() {
    String text =
        """
        locations:
          %s:
            definitions: %s
            classPath: [%s]
        """
            .formatted(
                InstanceCode.LOCATION,
                InstanceCode.DEFINITIONS,
                code.classPath().stream().map(Path::toString).collect(Collectors.joining(", ")));
    return text + database.entry().map(Hosts::settings).orElse("");
  }

  private static String settings(Settings.PostgresEntry entry) {
    return """
    postgres:
      url: %s
      user: %s
      password: '%s'
      connections: %d
    """
        .formatted(
            entry.url().reveal(), entry.user(), entry.password().reveal(), entry.connections());
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "-Xmx512m",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Dslf4j.internal.verbosity=ERROR",
            "-Ddagwerk.engine=" + place.folder().resolve("engine.classpath"),
            "-cp",
            System.getProperty("java.class.path", ""),
            HostMain.class.getName(),
            place.folder().toString(),
            place.folder().resolve("dagwerk.yaml").toString())
        .redirectError(place.folder().resolve("host.log").toFile())
        .start();
  }

  private Duration killAll(Outside outside) throws Exception {
    Process host = start();
    BufferedReader said = host.inputReader();
    expect(said.readLine(), "started");
    host.outputWriter().append("wait\n").flush();
    RunId run = RunId.of(said.readLine());
    outside.await(run, RunStatus.STARTED::equals);
    TimeUnit.SECONDS.sleep(SETTLED_SECONDS);
    print(host);
    List<ProcessHandle> all = new ArrayList<>(host.descendants().toList());
    all.add(host.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    for (ProcessHandle process : all) {
      process.onExit().join();
    }
    Instant start = Instant.now();
    Process next = start();
    Duration known = Duration.between(start, outside.await(run, RunStatus::isFinal));
    next.outputWriter().close();
    next.waitFor();
    return known;
  }

  private static void expect(String line, String expected) {
    if (!expected.equals(line)) {
      throw new IllegalStateException(
          "expected '%s', but the host said '%s'".formatted(expected, line));
    }
  }

  private static void print(Process host) throws IOException {
    System.out.printf("%-44s %s%n", "host", Memory.of(host.toHandle()));
    for (ProcessHandle server : host.children().toList()) {
      System.out.printf("%-44s %s%n", "code server", Memory.of(server));
      for (ProcessHandle worker : server.children().toList()) {
        System.out.printf("%-44s %s%n", "worker", Memory.of(worker));
      }
    }
  }
}
