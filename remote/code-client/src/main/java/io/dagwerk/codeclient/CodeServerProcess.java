package io.dagwerk.codeclient;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.protocol.CrashFile;
import io.dagwerk.protocol.CrashReport;
import io.dagwerk.protocol.HostSecret;
import io.dagwerk.protocol.ListenSpec;
import io.dagwerk.protocol.LocationSpec;
import io.dagwerk.protocol.ProcessEnd;
import io.dagwerk.protocol.ProcessTree;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A code server as a child of this process, for one version of the code. It ends with this
/// process; its workers with a run go on. Thread-safe.
///
/// It is given a secret as the first line of its standard input, says on standard output on which
/// port of the loopback interface it listens and when a worker waits, and ends with its standard
/// input.
public final class CodeServerProcess implements CodeServer {
  private static final List<String> OPTIONS =
      List.of(
          "-Xms32m",
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:+ExitOnOutOfMemoryError",
          "-Dio.netty.jfr.enabled=false",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  private static final String MAIN = "io.dagwerk.codeserver.CodeServerMain";
  private static final Pattern LISTENING =
      Pattern.compile("dagwerk: code server listens on port (\\d{1,5})");
  private static final String WORKER_WAITS = "dagwerk: a worker waits";
  private static final String LOADED = "dagwerk: the code is loaded";
  private static final String NOT_LOADED = "dagwerk: the code cannot be loaded";
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  /// Until what it printed last is read: something that it has started may hold its output open.
  private static final Duration LAST_WORDS = Duration.ofMillis(500);

  /// What a command shows a server; never the business of the user's code.
  private static final String TOKEN = "DAGWERK_TOKEN";

  private static final String RUN_HOST = "DAGWERK_RUN_HOST";

  /// Begins a session, so that what user code starts in it is found when it has ended.
  private static final Path SETSID = Path.of("/usr/bin/setsid");

  private final Process process;
  private final HostSecret secret;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();
  private final CompletableFuture<Boolean> workerWaits = new CompletableFuture<>();
  private final CompletableFuture<Boolean> loaded = new CompletableFuture<>();

  private final LastLines said = new LastLines();
  private final CountDownLatch unread = new CountDownLatch(2);
  private final CompletableFuture<ProcessEnd> ended;

  private CodeServerProcess(Process process, HostSecret secret, Optional<CrashFile> crash) {
    this.process = process;
    this.secret = secret;
    this.ended = process.onExit().thenApplyAsync(_ -> end(crash), Thread::startVirtualThread);
    var _ =
        ended.thenAccept(how -> {
          port.completeExceptionally(
              new IOException("the code server ended before it listened: " + how.describe()));
          loaded.completeExceptionally(
              new IOException("the code server ended before it had loaded: " + how.describe()));
        });
    Thread.ofPlatform().daemon().name("dagwerk-code-server-output").start(this::read);
    Thread.ofPlatform().daemon().name("dagwerk-code-server-errors").start(this::readErrors);
  }

  /// Our code server, for a location of Java code.
  ///
  /// @param engine the class path of Dagwerk's own jars
  /// @param arguments which location it serves
  /// @param spareWorkers how many workers wait with everything loaded
  /// @param runHost where they are expected to be given their runs from, `host:port`
  /// @param cache a folder for what makes workers start sooner, some 100 MB, which may be deleted
  ///   at any time; several code servers may share it. Without it they start without
  public record Command(
      List<Path> engine,
      List<String> arguments,
      int spareWorkers,
      String runHost,
      Optional<Path> cache) {
    public Command {
      engine = List.copyOf(engine);
      arguments = List.copyOf(arguments);
    }

    /// A command without a cache.
    public Command(List<Path> engine, List<String> arguments, int spareWorkers, String runHost) {
      this(engine, arguments, spareWorkers, runHost, Optional.empty());
    }

    private Program program() {
      return new Blank(Jdk.ofProcess(), engine, spareWorkers, runHost, cache).program(arguments);
    }
  }

  /// Our code server, which is told later what it serves, by [#give].
  ///
  /// @param jdk that it and its workers run on
  /// @param engine the class path of Dagwerk's own jars
  /// @param spareWorkers how many workers wait with everything loaded
  /// @param runHost where they are expected to be given their runs from, `host:port`; empty when
  ///   that is not known
  /// @param cache as for a [Command]
  public record Blank(
      Jdk jdk, List<Path> engine, int spareWorkers, String runHost, Optional<Path> cache) {
    public Blank {
      engine = List.copyOf(engine);
    }

    private Program program(List<String> arguments) {
      Optional<Path> folder = cache.flatMap(below -> EngineCache.folder(below, jdk, engine));
      List<String> command = new ArrayList<>();
      command.add(jdk.java().toString());
      command.addAll(OPTIONS);
      command.addAll(CrashFile.OPTIONS);
      folder.ifPresent(of -> command.addAll(EngineCache.options(of)));
      command.add("-cp");
      command.add(String.join(File.pathSeparator, engine.stream().map(Path::toString).toList()));
      command.add(MAIN);
      command.addAll(arguments);
      Map<String, String> environment = new LinkedHashMap<>();
      folder.ifPresent(of -> environment.put("DAGWERK_CACHE", of.toString()));
      return new Program(command, spareWorkers, runHost, environment);
    }
  }

  /// Our code server, for hosts that are told where it listens.
  ///
  /// @param code which code it serves, on which JDK; its workers learn from each host where that is
  /// @param listen where
  /// @param secret that hosts have to show; everybody is answered when it is empty
  public record Standing(
      Blank code, LocationSpec location, ListenSpec listen, Optional<HostSecret> secret) {
    private Program program() {
      List<String> arguments = new ArrayList<>(location.arguments());
      arguments.addAll(listen.arguments());
      return code.program(arguments);
    }
  }

  /// Any program that is a code server, whatever it is written in.
  ///
  /// @param command the program and its arguments
  /// @param spareWorkers as `DAGWERK_SPARE_WORKERS` in its environment
  /// @param runHost as `DAGWERK_RUN_HOST` in its environment
  /// @param environment more variables
  public record Program(
      List<String> command, int spareWorkers, String runHost, Map<String, String> environment) {
    public Program {
      command = List.copyOf(command);
      environment = Map.copyOf(environment);
    }

    /// A program that needs no more variables.
    public Program(List<String> command, int spareWorkers, String runHost) {
      this(command, spareWorkers, runHost, Map.of());
    }

    private Program with(List<String> other) {
      return new Program(other, spareWorkers, runHost, environment);
    }
  }

  /// Starts a code server for Java code.
  ///
  /// @throws IOException when the process cannot be started
  public static CodeServerProcess start(Command of) throws IOException {
    return start(of, List.of());
  }

  /// Starts a code server for Java code, with a part of this process's environment.
  ///
  /// @param withheld variables that it is not to have
  /// @throws IOException when the process cannot be started
  public static CodeServerProcess start(Command of, List<String> withheld) throws IOException {
    return startJava(of.program(), withheld);
  }

  /// Starts a code server that waits for what it is to serve.
  ///
  /// @param withheld variables that it is not to have
  /// @throws IOException when the process cannot be started
  public static CodeServerProcess start(Blank of, List<String> withheld) throws IOException {
    return startJava(of.program(List.of()), withheld);
  }

  private static CodeServerProcess startJava(Program program, List<String> withheld)
      throws IOException {
    HostSecret secret = HostSecret.create();
    return startJava(program, withheld, secret, secret.reveal());
  }

  /// @param line with the secret; empty for a process that answers everybody
  private static CodeServerProcess startJava(
      Program program, List<String> withheld, HostSecret secret, String line) throws IOException {
    CrashFile crash = CrashFile.create();
    try {
      List<String> command = new ArrayList<>();
      if (Files.isExecutable(SETSID)) {
        command.add(SETSID.toString());
      }
      command.addAll(program.command());
      CodeServerProcess started =
          new CodeServerProcess(
              process(program.with(crash.opened(command)), withheld), secret, Optional.of(crash));
      started.tell(line + "\n");
      return started;
    } catch (IOException e) {
      crash.close();
      throw e;
    }
  }

  /// Starts a code server for hosts that are told where it listens.
  ///
  /// @param withheld variables that it is not to have
  /// @throws IOException when the process cannot be started
  public static CodeServerProcess start(Standing of, List<String> withheld) throws IOException {
    return startJava(
        of.program(),
        withheld,
        of.secret().orElseGet(HostSecret::create),
        of.secret().map(HostSecret::reveal).orElse(""));
  }

  /// Starts a program that is a code server.
  ///
  /// @throws IOException when the process cannot be started
  public static CodeServerProcess start(Program program) throws IOException {
    return start(program, List.of());
  }

  /// Starts a program that is a code server, with a part of this process's environment.
  ///
  /// @param withheld variables that it, and so its workers, are not to have
  /// @throws IOException when the process cannot be started
  public static CodeServerProcess start(Program program, List<String> withheld) throws IOException {
    CodeServerProcess started =
        new CodeServerProcess(process(program, withheld), HostSecret.create(), Optional.empty());
    started.tellSecret();
    return started;
  }

  private static Process process(Program program, List<String> withheld) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(program.command());
    builder.environment().remove(TOKEN);
    withheld.forEach(builder.environment()::remove);
    if (program.runHost().isEmpty()) {
      builder.environment().remove(RUN_HOST);
    } else {
      builder.environment().put(RUN_HOST, program.runHost());
    }
    builder.environment().put("DAGWERK_SPARE_WORKERS", Integer.toString(program.spareWorkers()));
    builder.environment().putAll(program.environment());
    return builder.start();
  }

  /// By its input, since arguments and environment are seen by others and by what it starts.
  private void tellSecret() throws IOException {
    tell(secret.reveal() + "\n");
  }

  /// Tells a process that was started as a [Blank] which location it serves. Once.
  ///
  /// @param arguments as a [Command] has them
  /// @throws IOException when it cannot be told
  public void give(List<String> arguments) throws IOException {
    tell(String.join("\0", arguments) + "\n");
  }

  /// Tells a process that was started as a [Blank], and is going to wait, to do what code servers
  /// do with code of its own, so that it is quick when it is given what it serves.
  ///
  /// @throws IOException when it cannot be told
  public void rehearse() throws IOException {
    tell("rehearse\n");
  }

  private void tell(String line) throws IOException {
    OutputStream input = process.getOutputStream();
    try {
      input.write(line.getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      // A program that ends at once is told by its end, which comes after that of its pipes.
      if (!endsWithin(LAST_WORDS)) {
        throw e;
      }
    }
  }

  private boolean endsWithin(Duration patience) {
    try {
      return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void read() {
    BoundedLines.read(
        process.inputReader(StandardCharsets.UTF_8),
        line -> {
          Matcher listening = LISTENING.matcher(line);
          if (listening.matches()) {
            port.complete(Integer.parseInt(listening.group(1)));
          } else if (line.equals(WORKER_WAITS)) {
            workerWaits.complete(true);
          } else if (line.equals(LOADED) || line.equals(NOT_LOADED)) {
            loaded.complete(line.equals(LOADED));
          } else {
            said.add(line);
            System.out.println(line);
          }
        });
    unread.countDown();
  }

  private void readErrors() {
    BoundedLines.read(
        process.errorReader(StandardCharsets.UTF_8),
        line -> {
          said.add(line);
          System.err.println(line);
        });
    unread.countDown();
  }

  @Override
  public CompletableFuture<CodeServerAddress> address() {
    return port.thenApply(number -> new CodeServerAddress("127.0.0.1:" + number, secret));
  }

  /// The port that it listens on, when it does; fails when it never will.
  public CompletableFuture<Integer> port() {
    return port.copy();
  }

  /// Done when its code was loaded, or cannot be: whether it is. Only one that was started for
  /// hosts that are told where it listens says so; others are asked by [CodeLocation#describe].
  public CompletableFuture<Boolean> loaded() {
    return loaded.copy();
  }

  /// Done when its first worker waits for a run with everything loaded.
  public CompletableFuture<Boolean> workerWaits() {
    return workerWaits.copy();
  }

  @Override
  public CodeLocation client(CodeServerAddress address, SizeLimits limits) {
    return CodeLocation.of(this, address, limits);
  }

  @Override
  public CompletableFuture<ErrorInfo> gone() {
    return ended()
        .thenApply(end ->
            new ErrorInfo(
                "CodeServer",
                "its code server ended with " + end.describe(),
                end.frames(),
                Optional.empty()));
  }

  @Override
  public boolean isGone() {
    return !process.isAlive();
  }

  /// Nothing: it is there until its process has ended.
  @Override
  public void disconnected(String why) {}

  /// Its client knows that it has ended, and how.
  @Override
  public ErrorInfo explain(ErrorInfo unanswered) {
    return unanswered;
  }

  @Override
  public boolean isOwn() {
    return true;
  }

  /// Done when it has ended: how, with what it printed last.
  public CompletableFuture<ProcessEnd> ended() {
    return ended.copy();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /// What user code has started in it goes with it; its workers have sessions of their own.
  private ProcessEnd end(Optional<CrashFile> crash) {
    ProcessTree.kill(process.toHandle());
    try {
      var _ = unread.await(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Optional<CrashReport> report = crash.flatMap(CrashFile::read);
    crash.ifPresent(CrashFile::close);
    return new ProcessEnd(process.exitValue(), report, said.all());
  }

  public long pid() {
    return process.pid();
  }

  /// Asks it to end, and kills it when it does not.
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(LONGEST_END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
