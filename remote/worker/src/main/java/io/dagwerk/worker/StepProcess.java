package io.dagwerk.worker;

import io.dagwerk.model.JvmOptions;
import io.dagwerk.protocol.CrashFile;
import io.dagwerk.protocol.ProcessEnd;
import io.dagwerk.protocol.ProcessTree;
import io.dagwerk.protocol.v1.StepProcessProto.FromStep;
import io.dagwerk.protocol.v1.StepProcessProto.MayStore;
import io.dagwerk.protocol.v1.StepProcessProto.StepEnding;
import io.dagwerk.protocol.v1.StepProcessProto.ToStep;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A started process of a step, as its worker has it: it loads its definitions, waits for one
/// attempt, and ends with it. Thread-safe.
final class StepProcess {
  /// How long a process may take to end when it has said what its attempt came to.
  private static final Duration LONGEST_EXIT = Duration.ofSeconds(3);

  /// How long what a process has said may take to be read after its end.
  private static final long LAST_SAID_SECONDS = 2;

  private final Process process;
  private final StepOutput output;
  private final CrashFile crash;
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final CompletableFuture<Listener> listener = new CompletableFuture<>();
  private final CompletableFuture<Optional<StepEnding>> ending = new CompletableFuture<>();

  /// Is told what happens in the attempt.
  interface Listener {
    /// @param event an Event
    void happened(byte[] event);

    /// Whether what the attempt stores would still count. May wait until that is sure.
    boolean mayStore();
  }

  private StepProcess(Process process, StepOutput output, CrashFile crash) {
    this.process = process;
    this.output = output;
    this.crash = crash;
    Thread.ofPlatform().daemon().name("dagwerk-step-pipe").start(this::read);
    // What native code has left running may hold the pipe open.
    var _ =
        process
            .onExit()
            .thenRunAsync(
                this::over, CompletableFuture.delayedExecutor(LAST_SAID_SECONDS, TimeUnit.SECONDS));
  }

  /// @throws IOException when no process can be started
  static StepProcess start(StepCommand command, JvmOptions options) throws IOException {
    StepOutput output = StepOutput.create();
    try {
      CrashFile crash = CrashFile.create();
      try {
        return new StepProcess(command.start(options, output, crash), output, crash);
      } catch (IOException e) {
        crash.close();
        throw e;
      }
    } catch (IOException e) {
      output.close();
      throw e;
    }
  }

  private void read() {
    try (InputStream pipe = process.getInputStream()) {
      for (FromStep said = FromStep.parseDelimitedFrom(pipe);
          said != null;
          said = FromStep.parseDelimitedFrom(pipe)) {
        hear(said);
      }
    } catch (IOException e) {
      // It is over with the process.
    } finally {
      over();
    }
  }

  private void over() {
    ready.complete(false);
    ending.complete(Optional.empty());
  }

  private void hear(FromStep said) {
    switch (said.getKindCase()) {
      case READY -> ready.complete(true);
      case EVENT -> listener.join().happened(said.getEvent().toByteArray());
      // May wait, and what the step says meanwhile is heard.
      case ASK -> Thread.ofPlatform().daemon().name("dagwerk-step-permit").start(this::answer);
      case ENDING -> ending.complete(Optional.of(said.getEnding()));
      case KIND_NOT_SET -> {
        // Both sides are of one version.
      }
    }
  }

  private void answer() {
    MayStore.Builder answer = MayStore.newBuilder().setYes(listener.join().mayStore());
    tell(ToStep.newBuilder().setMayStore(answer).build());
  }

  /// Whether it has loaded its definitions; false when it ended before.
  CompletableFuture<Boolean> ready() {
    return ready.copy();
  }

  boolean isReady() {
    return ready.getNow(false);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  /// Says who hears what its attempt says.
  void listen(Listener who) {
    listener.complete(who);
  }

  /// Tells it something, if it is still there; its end says how it went otherwise.
  synchronized void tell(ToStep message) {
    try {
      message.writeDelimitedTo(process.getOutputStream());
      process.getOutputStream().flush();
    } catch (IOException e) {
      // It hears nothing any more.
    }
  }

  /// Done when it has said what its attempt came to, or, with nothing, when it ended without that.
  CompletableFuture<Optional<StepEnding>> ending() {
    return ending.copy();
  }

  StepOutput output() {
    return output;
  }

  /// How a process has ended that is killed now if it has not.
  ///
  /// @param lastLines what it printed last
  ProcessEnd end(List<String> lastLines) {
    return new ProcessEnd(exitCode(), crash.read(), lastLines);
  }

  /// Waits until it is gone; it is killed when it does not go by itself. What it has started goes
  /// with it: it has seen to that when it has said what its attempt came to.
  int exitCode() {
    var _ =
        process
            .onExit()
            .completeOnTimeout(process, LONGEST_EXIT.toMillis(), TimeUnit.MILLISECONDS)
            .join();
    if (isAlive() || ending.getNow(Optional.empty()).isEmpty()) {
      kill();
    }
    return process.onExit().join().exitValue();
  }

  void kill() {
    ProcessTree.kill(process.toHandle());
  }

  /// Sees to it that nothing is left of it. Takes as long as it takes to end.
  void dispose() {
    var _ = exitCode();
    output.close();
    crash.close();
  }
}
