package io.dagwerk.codeserver;

import com.google.protobuf.MessageLite;
import io.dagwerk.execution.SecretMask;
import io.dagwerk.protocol.CrashFile;
import io.dagwerk.protocol.CrashReport;
import io.dagwerk.protocol.ProcessEnd;
import io.dagwerk.protocol.ProcessTree;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.CodeLocationProto.SharedWorkerOrder;
import io.dagwerk.worker.StarterPipe;
import io.dagwerk.worker.StarterPipe.Told;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// A started worker, which loads its definitions and then waits for a run. Thread-safe.
final class WorkerProcess {
  /// How long what a worker has told may take to be read after its end.
  private static final long LAST_TOLD_SECONDS = 2;

  private final Process process;
  private final WorkerOutput output;
  private final CrashFile crash;
  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final CompletableFuture<Boolean> told = new CompletableFuture<>();
  private final CompletableFuture<End> ended;
  private final Set<String> secrets = new LinkedHashSet<>();
  private volatile Consumer<Told> listener = _ -> {};
  private volatile boolean isOver;

  /// How a worker has ended.
  ///
  /// @param how such as `exit code 3; its last output: disk full`
  /// @param crashReport what its JVM reported of its crash, if it did
  record End(String how, Optional<String> crashReport) {}

  /// @param process whose standard output is the pipe that [StarterPipe] writes
  /// @param output where it prints; closed here, at its end
  /// @param crash where its JVM reports that it crashes; closed here too
  WorkerProcess(Process process, WorkerOutput output, CrashFile crash) {
    this.process = process;
    this.output = output;
    this.crash = crash;
    Thread.ofPlatform().daemon().name("dagwerk-worker-pipe").start(this::read);
    this.ended =
        process
            .onExit()
            .thenComposeAsync(
                _ -> {
                  // What it has started goes with it.
                  kill();
                  return told.copy().completeOnTimeout(false, LAST_TOLD_SECONDS, TimeUnit.SECONDS);
                },
                Thread::startVirtualThread)
            .thenApply(_ -> how(process.exitValue()));
  }

  private void read() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        StarterPipe.parse(line).ifPresent(this::hear);
      }
    } catch (IOException e) {
      // It is over with the process.
    }
    ready.complete(false);
    told.complete(true);
  }

  private void hear(Told told) {
    switch (told) {
      case Told.Ready _ -> ready.complete(true);
      case Told.Hide(String secret) -> {
        synchronized (secrets) {
          secrets.add(secret);
        }
      }
      case Told.Over _ -> isOver = true;
      case Told.Ended _, Told.Stuck _, Told.Full _, Told.Printed _ -> listener.accept(told);
    }
  }

  private End how(int code) {
    SecretMask mask = mask();
    try (output;
        crash) {
      if (isOver && code == 0) {
        // What its run printed is nobody's last word.
        return new End(ProcessEnd.describe(code), Optional.empty());
      }
      Optional<CrashReport> report = crash.read();
      return new End(
          mask.mask(new ProcessEnd(code, report, lastLines(mask)).describe()),
          report.map(it -> mask.mask(it.text())));
    }
  }

  private SecretMask mask() {
    synchronized (secrets) {
      return SecretMask.of(secrets);
    }
  }

  private List<String> lastLines(SecretMask mask) {
    return Stream.of(output.lastOut(), output.lastErr())
        .flatMap(end -> LastWords.of(end, mask).stream())
        .toList();
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

  /// Done when it has ended, and what it has started with it.
  CompletableFuture<End> ended() {
    return ended.copy();
  }

  /// Gives it its run; it takes it when it is ready.
  ///
  /// @throws IOException when it is gone
  void give(LaunchWorkerRequest run) throws IOException {
    write(run);
  }

  /// Tells it something beside its first run, which has said that runs share it.
  ///
  /// @throws IOException when it is gone, or was told that there is no more
  void order(SharedWorkerOrder order) throws IOException {
    write(order);
  }

  private synchronized void write(MessageLite message) throws IOException {
    OutputStream commands = process.getOutputStream();
    message.writeDelimitedTo(commands);
    commands.flush();
  }

  /// Tells it that nothing more comes.
  synchronized void noMore() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      // It is gone.
    }
  }

  /// Hears what it tells of the runs that share it; before it has one.
  void listen(Consumer<Told> to) {
    listener = to;
  }

  void kill() {
    ProcessTree.kill(process.toHandle());
  }
}
