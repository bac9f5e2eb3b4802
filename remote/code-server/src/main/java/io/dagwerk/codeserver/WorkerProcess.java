package io.dagwerk.codeserver;

import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.worker.WorkerMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;

/// A started worker, which loads its definitions and then waits for a run. Thread-safe.
///
/// Its other output goes to that of this process: native code and subprocesses write it, as all
/// that Java prints belongs to steps.
final class WorkerProcess {
  private final Process process;
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();

  WorkerProcess(Process process) {
    this.process = process;
    Thread.ofPlatform().daemon().name("dagwerk-worker-output").start(this::read);
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(WorkerMain.READY)) {
          ready.complete(true);
        } else {
          System.out.println(line);
        }
      }
    } catch (IOException e) {
      // It is over with the process.
    }
    ready.complete(false);
  }

  long pid() {
    return process.pid();
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

  /// Done with its exit code when it has ended.
  CompletableFuture<Integer> ended() {
    return process.onExit().thenApply(Process::exitValue);
  }

  /// Gives it its run; it takes it when it is ready.
  ///
  /// @throws IOException when it is gone
  void give(LaunchWorkerRequest run) throws IOException {
    OutputStream commands = process.getOutputStream();
    run.writeDelimitedTo(commands);
    commands.flush();
  }

  void kill() {
    WorkerCommand.kill(process);
  }
}
