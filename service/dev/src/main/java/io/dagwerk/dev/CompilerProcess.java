package io.dagwerk.dev;

import io.dagwerk.dev.compiler.Answer;
import io.dagwerk.dev.compiler.CompilerMain;
import io.dagwerk.dev.compiler.Request;
import io.dagwerk.dev.compiler.Texts;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;

/// The compiler as a child of this process: however large or strange the sources are, they cannot
/// harm the host. It is started again when it has ended. Thread-safe; one request at a time.
final class CompilerProcess implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final String HEAP = "512m";
  private static final System.Logger LOG = System.getLogger(CompilerProcess.class.getName());

  private final ReentrantLock asking = new ReentrantLock();
  private final Optional<Path> cache;
  private Optional<Running> running = Optional.empty();
  private boolean isClosed;

  /// @param cache the JVM's cache of its classes
  CompilerProcess(Optional<Path> cache) {
    this.cache = cache;
  }

  /// A process that answers.
  private record Running(Process process, DataOutputStream requests, DataInputStream answers) {
    static Running start(Optional<Path> cache) throws IOException {
      List<String> command = new ArrayList<>();
      command.addAll(
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx" + HEAP,
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-XX:+ExitOnOutOfMemoryError"));
      cache.ifPresent(file ->
          command.addAll(List.of("-XX:AOTCache=" + file, "-Xlog:cds*=off", "-Xlog:aot*=off")));
      command.addAll(
          List.of("-cp", System.getProperty("java.class.path"), CompilerMain.class.getName()));
      ProcessBuilder builder =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().remove("DAGWERK_TOKEN");
      Process process = builder.start();
      return new Running(
          process,
          new DataOutputStream(new BufferedOutputStream(process.getOutputStream())),
          new DataInputStream(new BufferedInputStream(process.getInputStream())));
    }

    /// It ends with its input, and keeps what it has learned.
    void end() {
      try {
        process.getOutputStream().close();
      } catch (IOException e) {
        process.destroy();
      }
    }

    Answer ask(Request request) {
      try {
        Texts.write(requests, request.toTexts());
        return Answer.of(Texts.read(answers));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Starts the process, so that it is ready when it is needed.
  synchronized void start() throws IOException {
    if (isClosed) {
      throw new IOException("the compiler was ended");
    }
    if (running.isEmpty() || !running.get().process().isAlive()) {
      running = Optional.of(Running.start(cache));
    }
  }

  /// @throws IOException when the process does not answer, with why
  Answer ask(Request request) throws IOException, InterruptedException {
    asking.lockInterruptibly();
    try {
      return answer(request);
    } finally {
      asking.unlock();
    }
  }

  /// Has it answer a request that is not waited for. What goes wrong with it is told to whoever
  /// asks next.
  void prepare(Request request) {
    try {
      var _ = ask(request);
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "the compiler was not prepared", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Answer answer(Request request) throws IOException, InterruptedException {
    start();
    Running asked = current();
    CompletableFuture<Answer> answer =
        CompletableFuture.supplyAsync(() -> asked.ask(request), Thread::startVirtualThread);
    try {
      return answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      asked.process().destroyForcibly();
      throw new IOException("the compiler took longer than %s and was ended".formatted(LONGEST), e);
    } catch (ExecutionException e) {
      throw new IOException(whyUnanswered(asked), e);
    }
  }

  private synchronized Running current() throws IOException {
    return running.orElseThrow(() -> new IOException("the compiler was ended"));
  }

  private static String whyUnanswered(Running asked) throws InterruptedException {
    asked.process().destroy();
    int exitCode = asked.process().waitFor();
    return exitCode == 3
        ? "the compiler ran out of its %s of memory".formatted(HEAP)
        : "the compiler's process ended with exit code " + exitCode;
  }

  /// The process that answers now, if there is one.
  synchronized Optional<ProcessHandle> process() {
    return running.map(each -> each.process().toHandle());
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    running.ifPresent(Running::end);
    running = Optional.empty();
  }
}
