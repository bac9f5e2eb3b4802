package io.dagwerk.server;

import io.dagwerk.testsupport.UserCode;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A server as a process of its own, which can be killed and started again, and the commands that
/// ask it.
final class HostProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Path folder;
  private final List<String> serving;
  private final Map<String, String> environment;
  private Optional<Process> process = Optional.empty();

  /// @param pipeline the source of `pipeline.Pipeline`
  HostProcess(Path folder, String pipeline) throws IOException, InterruptedException {
    this(folder, List.of("server", "--settings", settings(folder, pipeline).toString()));
  }

  /// @param serving the command that serves, without its port
  HostProcess(Path folder, List<String> serving) throws IOException, InterruptedException {
    this(folder, serving, Map.of());
  }

  /// @param environment more variables of the server
  HostProcess(Path folder, List<String> serving, Map<String, String> environment)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.serving = serving;
    this.environment = Map.copyOf(environment);
    if (!serving.isEmpty()) {
      startAgain();
    }
  }

  /// No server; only commands by themselves.
  static HostProcess none(Path folder) throws IOException, InterruptedException {
    return new HostProcess(folder, List.of());
  }

  private static Path settings(Path folder, String pipeline) throws IOException {
    UserCode code = UserCode.compile(folder, pipeline, List.of());
    return Files.writeString(
        folder.resolve("dagwerk.yaml"),
        """
        locations:
          pipeline:
            definitions: pipeline.Pipeline
            classPath: [%s]
        """
            .formatted(code.classes()));
  }

  /// The class path of a code server, or of a server, without what the other one logs by.
  private static String classPathWithout(String... jars) {
    return Pattern.compile(Pattern.quote(File.pathSeparator))
        .splitAsStream(System.getProperty("java.class.path"))
        .filter(path -> Stream.of(jars).noneMatch(path::contains))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /// The server and all that it has started.
  List<ProcessHandle> processes() {
    return process.stream()
        .flatMap(server -> Stream.concat(Stream.of(server.toHandle()), server.descendants()))
        .toList();
  }

  private Path instance() {
    return folder.resolve("instance");
  }

  private Process start() throws IOException, InterruptedException {
    Path file = instance().resolve("server.json");
    Files.deleteIfExists(file);
    List<String> arguments = new ArrayList<>(serving);
    arguments.addAll(List.of("--port", "0"));
    Process started =
        program(arguments.toArray(String[]::new))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
            .start();
    await(() -> Files.exists(file));
    return started;
  }

  private ProcessBuilder program(String... arguments) throws IOException {
    ProcessBuilder builder = program(folder, List.of(arguments));
    builder.environment().putAll(environment);
    return builder;
  }

  /// A command of `dagwerk` on the instance of a folder, as a process of its own.
  static ProcessBuilder program(Path folder, List<String> arguments) throws IOException {
    Path engine =
        Files.writeString(folder.resolve("engine.classpath"), classPathWithout("slf4j-jdk14"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-D" + EngineJars.PROPERTY + "=" + engine,
                "-cp",
                classPathWithout("dagwerk-logging", "core/logging/"),
                Main.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("DAGWERK_HOME", folder.resolve("instance").toString());
    builder.environment().put("DAGWERK_TOKEN", "not for the user's code");
    builder.environment().put("CODE_TOKEN", StandingProcess.TOKEN);
    return builder;
  }

  /// Runs a command in a process of its own, which is a server itself where there is none.
  Ended alone(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "command", ".out");
    Path err = Files.createTempFile(folder, "command", ".err");
    Process started =
        program(arguments).redirectOutput(out.toFile()).redirectError(err.toFile()).start();
    if (!started.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      started.descendants().forEach(ProcessHandle::destroyForcibly);
      started.destroyForcibly();
      throw new AssertionError(
          "a command does not end:\n" + Files.readString(out) + Files.readString(err));
    }
    return new Ended(started.exitValue(), Files.readString(out), Files.readString(err));
  }

  /// What the server has printed.
  String log() throws IOException {
    return Files.readString(folder.resolve("log"));
  }

  /// Waits until the server has printed a text.
  void awaitLogged(String text) throws IOException, InterruptedException {
    await(() -> log().contains(text));
  }

  /// Starts another server in place of one that was killed, and waits until it answers.
  void startAgain() throws IOException, InterruptedException {
    process = Optional.of(start());
  }

  /// `kill -9`.
  void kill() throws InterruptedException {
    Process killed = process.orElseThrow();
    killed.destroyForcibly();
    if (!killed.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("a killed process does not end");
    }
  }

  /// Has the server end in order, and waits until it has.
  void stop() throws InterruptedException {
    Process stopped = process.orElseThrow();
    stopped.destroy();
    if (!stopped.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("a server that is told to end does not");
    }
  }

  /// Sends the server a signal, such as `STOP`.
  void signal(String name) throws IOException, InterruptedException {
    String number = Long.toString(process.orElseThrow().pid());
    int code = new ProcessBuilder("kill", "-" + name, number).inheritIO().start().waitFor();
    if (code != 0) {
      throw new IOException("signal %s could not be sent to %s".formatted(name, number));
    }
  }

  /// Kills the server and all that it has started.
  void killAll() throws InterruptedException {
    List<ProcessHandle> all = process.orElseThrow().descendants().toList();
    kill();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  /// Runs a command of `dagwerk` on the instance.
  Ended dagwerk(String... arguments) {
    return Ended.typed(folder, Map.of("DAGWERK_HOME", instance().toString()), arguments);
  }

  /// Waits until what a command prints contains a text.
  String awaitPrinted(String text, String... arguments) throws IOException, InterruptedException {
    Ended[] last = {new Ended(0, "", "")};
    try {
      await(() -> {
        last[0] = dagwerk(arguments);
        return last[0].out().contains(text);
      });
    } catch (AssertionError e) {
      throw new AssertionError("the command says:\n" + last[0], e);
    }
    return last[0].out();
  }

  /// Something that may not be so yet.
  private interface Condition {
    boolean isTrue() throws IOException;
  }

  private void await(Condition condition) throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!condition.isTrue()) {
      if (System.nanoTime() > until) {
        throw new AssertionError(
            "what is waited for does not come; the server says:\n"
                + Files.readString(folder.resolve("log")));
      }
      // Another process, which wakes nobody here.
      var _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
  }

  /// Waits until a function of the user has been called so often: a step begins before that.
  void awaitCalls(String function, long times) throws IOException, InterruptedException {
    await(() -> calls(function) == times);
  }

  /// How often a function of the user was called, by the files that it left.
  long calls(String function) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(function + "-") && name.endsWith(".mark"))
          .count();
    }
  }

  @Override
  public void close() {
    process.ifPresent(started -> {
      started.descendants().forEach(ProcessHandle::destroyForcibly);
      started.destroyForcibly();
    });
  }
}
