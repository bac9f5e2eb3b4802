package io.dagwerk.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A server as a process of its own, which is killed, stopped and started again. Not thread-safe,
/// but for [#api].
final class Host {
  private static final Duration LONGEST = Duration.ofSeconds(60);

  /// With its code server, on a machine that is busy.
  private static final Duration LONGEST_START = Duration.ofMinutes(3);

  private final Path folder;
  private final Path root;
  private final ClassPath classPath;
  private Optional<Process> process = Optional.empty();

  /// @param root that all processes of the suite have in their environment
  /// @param folder of this host, with its settings
  Host(Path root, Path folder, ClassPath classPath) {
    this.root = root;
    this.folder = folder;
    this.classPath = classPath;
  }

  static String marker(Path root) {
    return "DAGWERK_CHAOS_FOLDER=" + root;
  }

  Path instance() {
    return folder.resolve("instance");
  }

  Api api() {
    return Api.of(instance().resolve("server.json"));
  }

  long pid() {
    return process.orElseThrow().pid();
  }

  /// Starts it, and waits until it answers and serves the code.
  void start() throws Exception {
    shareCache();
    Path engine = Files.writeString(folder.resolve("engine.classpath"), classPath.ofEngine());
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Ddagwerk.engine=" + engine,
                "-cp",
                classPath.ofHost(),
                "io.dagwerk.server.Main",
                "server",
                "--settings",
                folder.resolve("dagwerk.yaml").toString(),
                "--port",
                "0"));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("DAGWERK_HOME", instance().toString());
    builder.environment().put("DAGWERK_CHAOS_FOLDER", root.toString());
    Process started =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    process = Optional.of(started);
    Api api = api();
    boolean isReady =
        Waiting.until(LONGEST_START, () -> !started.isAlive() || api.isReady())
            && started.isAlive();
    if (!isReady) {
      kill();
      throw new IllegalStateException(
          "a host does not start; it says:\n" + Files.readString(folder.resolve("log")));
    }
  }

  /// The JVM's cache of Dagwerk's classes is made once, and not by each instance.
  private void shareCache() throws IOException {
    Path shared = Files.createDirectories(Path.of(ClassPath.jobs()).resolveSibling("cache"));
    Files.createDirectories(instance());
    Path own = instance().resolve("cache");
    if (!Files.exists(own)) {
      Files.createSymbolicLink(own, shared.toAbsolutePath());
    }
  }

  /// `kill -9`.
  void kill() throws InterruptedException {
    Process killed = process.orElseThrow();
    killed.destroyForcibly();
    if (!killed.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("a killed host does not end");
    }
  }

  boolean isAlive() {
    return process.map(Process::isAlive).orElse(false);
  }

  /// Tells it to end, as service managers do.
  void stop() throws InterruptedException {
    if (process.isPresent()) {
      process.get().destroy();
      if (!process.get().waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        kill();
      }
    }
  }
}
