package io.dagwerk.worker;

import io.dagwerk.protocol.LocationSpec;
import io.dagwerk.protocol.ProcessTree;
import io.dagwerk.protocol.v1.StepProcessProto.RunStep;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.slf4j.LoggerFactory;

/// The process of a single step: loads the definitions, says that it is ready, waits for its
/// attempt, says what happens in it and what it came to, and exits.
///
/// What it is to run comes by its standard input, and what it says goes to a pipe of its own: its
/// standard output and error belong to the step. It ends when its input does, as the worker is gone
/// then.
final class StepMain {
  /// The file descriptor of the pipe.
  static final int DESCRIPTOR = 3;

  private static final int FAILED_TO_LOAD = 2;
  private static final int ABANDONED = 3;

  private StepMain() {}

  /// @param arguments those of [LocationSpec]
  public static void main(String[] arguments) throws IOException, InterruptedException {
    InputStream commands = System.in;
    System.setIn(InputStream.nullInputStream());
    // Before several threads log: SLF4J prints about whoever comes while it is found.
    var _ = LoggerFactory.getILoggerFactory();
    int code = 0;
    try (OutputStream pipe =
        Files.newOutputStream(Path.of("/dev/fd/" + DESCRIPTOR), StandardOpenOption.WRITE)) {
      StepServing serving = new StepServing(pipe);
      Thread.ofPlatform().daemon().name("dagwerk-worker").start(() -> hear(commands, serving));
      LoadedCode loaded = LoadedCode.load(LocationSpec.parse(List.of(arguments)));
      if (!serving.attempt().isDone()) {
        StepWarmUp.execute();
      }
      serving.ready();
      serving.execute(loaded, attempt(serving.attempt()));
      System.out.flush();
      System.err.flush();
    } catch (LoadedCode.LoadFailed e) {
      e.printStackTrace();
      code = FAILED_TO_LOAD;
    }
    WorkerMain.exit(code);
  }

  private static RunStep attempt(CompletableFuture<RunStep> given) throws InterruptedException {
    try {
      return given.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }

  /// Ends the process when the worker does, whatever user code is at.
  private static void hear(InputStream commands, StepServing serving) {
    try {
      serving.hear(commands);
    } catch (IOException e) {
      // What cannot be read comes from nobody.
    }
    ProcessTree.killStarted();
    Runtime.getRuntime().halt(ABANDONED);
  }
}
