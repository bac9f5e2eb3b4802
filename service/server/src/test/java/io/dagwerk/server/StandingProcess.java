package io.dagwerk.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A code server that was started by hand, by `dagwerk code-server`, as a process of its own.
final class StandingProcess implements AutoCloseable {
  /// What the variable `CODE_TOKEN` has.
  static final String TOKEN = "a-token-of-both-sides";

  private static final long PATIENCE_SECONDS = 60;
  private static final Pattern LISTENS = Pattern.compile("listens at \\S+:(\\d+),");

  private final Path log;
  private final Process process;
  private final int port;

  private StandingProcess(Path log, Process process, int port) {
    this.log = log;
    this.process = process;
    this.port = port;
  }

  /// Starts one, and waits until it says that the location is served, or cannot be.
  ///
  /// @param port 0 for a free one
  /// @param more arguments beside where it listens
  static StandingProcess start(Path folder, int port, List<String> more)
      throws IOException, InterruptedException {
    List<String> arguments =
        new ArrayList<>(
            List.of("code-server", "--listen", "127.0.0.1:" + port, "--spare-workers", "0"));
    arguments.addAll(more);
    return start(folder, arguments);
  }

  /// @param arguments all that follows `dagwerk`
  static StandingProcess start(Path folder, List<String> arguments)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile(folder, "code-server", ".log");
    Process process =
        HostProcess.program(folder, arguments)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    Matcher listens = LISTENS.matcher(awaited(log, process));
    if (!listens.find()) {
      throw new AssertionError("it does not say where it listens");
    }
    return new StandingProcess(log, process, Integer.parseInt(listens.group(1)));
  }

  private static String awaited(Path log, Process process)
      throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    String said = Files.readString(log);
    while (!LISTENS.matcher(said).find() || !isLoadedOrNot(said)) {
      if (System.nanoTime() > until || !process.isAlive()) {
        process.destroyForcibly();
        throw new AssertionError("the code server does not serve; it says:\n" + said);
      }
      // Another process, which wakes nobody here.
      var _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
      said = Files.readString(log);
    }
    return said;
  }

  private static boolean isLoadedOrNot(String said) {
    return said.contains("is served:") || said.contains("cannot be loaded");
  }

  int port() {
    return port;
  }

  /// Tells it to load the version that is there now, as service managers do.
  void hangUp() throws IOException, InterruptedException {
    Process kill =
        new ProcessBuilder("/bin/sh", "-c", "kill -HUP " + process.pid()).inheritIO().start();
    if (kill.waitFor() != 0) {
      throw new AssertionError("the signal cannot be sent");
    }
  }

  /// Waits until it has said a text so many times.
  void awaitSaid(String text, int times) throws IOException, InterruptedException {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (count(text) < times) {
      if (System.nanoTime() > until || !process.isAlive()) {
        throw new AssertionError(
            "it should say '%s' %d times, but says:\n%s".formatted(text, times, log()));
      }
      // Another process, which wakes nobody here.
      var _ = new CountDownLatch(1).await(50, TimeUnit.MILLISECONDS);
    }
  }

  private long count(String text) throws IOException {
    return log().lines().filter(line -> line.contains(text)).count();
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  String log() throws IOException {
    return Files.readString(log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// `kill -9` of the command and of the code server itself; their workers live.
  void kill() throws InterruptedException {
    List<ProcessHandle> children = process.children().toList();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
    awaitGone(children);
  }

  /// Tells it to end, as service managers do.
  void stop() throws InterruptedException {
    List<ProcessHandle> children = process.children().toList();
    process.destroy();
    awaitGone(children);
  }

  private void awaitGone(List<ProcessHandle> children) throws InterruptedException {
    if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("the code server does not end");
    }
    children.forEach(child -> child.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join());
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
