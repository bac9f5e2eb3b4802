package io.dagwerk.codeclient;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A code server as a child of this process, for one version of the code. It ends with this
/// process; its workers with a run go on. Thread-safe.
public final class CodeServerProcess implements AutoCloseable {
  private static final String MAIN = "io.dagwerk.codeserver.CodeServerMain";
  private static final String LISTENING = "dagwerk: code server listens on port ";
  private static final Duration LONGEST_END = Duration.ofSeconds(5);

  private final Process process;
  private final CompletableFuture<Integer> port = new CompletableFuture<>();

  private CodeServerProcess(Process process) {
    this.process = process;
    Thread.ofPlatform().daemon().name("dagwerk-code-server-output").start(this::read);
  }

  /// What is to be started.
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
  }

  /// Starts a code server.
  ///
  /// @throws IOException when the process cannot be started
  public static CodeServerProcess start(Command of) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xms32m",
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    Optional<Path> cache = of.cache().flatMap(below -> EngineCache.folder(below, of.engine()));
    cache.ifPresent(folder -> command.addAll(EngineCache.options(folder)));
    command.add("-cp");
    command.add(String.join(File.pathSeparator, of.engine().stream().map(Path::toString).toList()));
    command.add(MAIN);
    command.addAll(of.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("DAGWERK_RUN_HOST", of.runHost());
    builder.environment().put("DAGWERK_SPARE_WORKERS", Integer.toString(of.spareWorkers()));
    cache.ifPresent(folder -> builder.environment().put("DAGWERK_CACHE", folder.toString()));
    return new CodeServerProcess(builder.start());
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(LISTENING)) {
          port.complete(Integer.parseInt(line.substring(LISTENING.length())));
        } else {
          System.out.println(line);
        }
      }
    } catch (IOException e) {
      // It is over with the process.
    }
    port.completeExceptionally(new IOException("the code server ended before it listened"));
  }

  /// Where it listens, when it does; fails when the process ends before.
  public CompletableFuture<String> address() {
    return port.thenApply(number -> "127.0.0.1:" + number);
  }

  /// Done with its exit code when it has ended.
  public CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
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
