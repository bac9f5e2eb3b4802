package io.dagwerk.worker;

import com.google.protobuf.ByteString;
import io.dagwerk.execution.HostedRun;
import io.dagwerk.execution.HostedStep;
import io.dagwerk.execution.StepResult;
import io.dagwerk.model.Event;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.v1.StepProcessProto.AskToStore;
import io.dagwerk.protocol.v1.StepProcessProto.FromStep;
import io.dagwerk.protocol.v1.StepProcessProto.RunStep;
import io.dagwerk.protocol.v1.StepProcessProto.StepEnding;
import io.dagwerk.protocol.v1.StepProcessProto.StepReady;
import io.dagwerk.protocol.v1.StepProcessProto.ToStep;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;

/// The side of a step's process in what it and its worker say to each other. Thread-safe.
final class StepServing {
  private final OutputStream pipe;
  private final CompletableFuture<RunStep> attempt = new CompletableFuture<>();
  private final LinkedBlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();
  private Optional<Running> running = Optional.empty();
  private boolean stopping;

  private record Running(HostedStep step, Thread thread) {}

  /// @param pipe to the worker
  StepServing(OutputStream pipe) {
    this.pipe = pipe;
  }

  /// Done when the worker has said what is to be run.
  CompletableFuture<RunStep> attempt() {
    return attempt;
  }

  /// Hears the worker until it is gone.
  void hear(InputStream commands) throws IOException {
    for (ToStep said = ToStep.parseDelimitedFrom(commands);
        said != null;
        said = ToStep.parseDelimitedFrom(commands)) {
      switch (said.getKindCase()) {
        case RUN -> attempt.complete(said.getRun());
        case STOP -> stop();
        case MAY_STORE -> answers.add(said.getMayStore().getYes());
        case KIND_NOT_SET -> {
          // Both sides are of one version.
        }
      }
    }
  }

  private synchronized void stop() {
    stopping = true;
    running.ifPresent(it -> {
      it.step().stop();
      it.thread().interrupt();
    });
  }

  void ready() {
    say(FromStep.newBuilder().setReady(StepReady.getDefaultInstance()));
  }

  /// Runs the attempt on the calling thread, and says what it came to.
  void execute(LoadedCode code, RunStep message) {
    HostedRun run = StepMessages.run(message);
    HostedStep.Which which = StepMessages.which(message);
    HostedStep step = new HostedStep(code.runs(), run, which, this::say, this::mayStore);
    StepEnding ending;
    begin(step);
    try {
      StepResult result = LoadedCode.as(code.classes(), step::run);
      ending = StepMessages.ending(which.step(), result);
    } catch (InterruptedException e) {
      ending = StepMessages.interrupted();
    } catch (RuntimeException | Error e) {
      ending = StepMessages.broke(e);
    } finally {
      end();
    }
    say(FromStep.newBuilder().setEnding(ending));
  }

  private synchronized void begin(HostedStep step) {
    running = Optional.of(new Running(step, Thread.currentThread()));
    if (stopping) {
      stop();
    }
  }

  private synchronized void end() {
    running = Optional.empty();
  }

  private void say(Event event) {
    byte[] bytes = EventCodec.encode(Instant.now(), event);
    say(FromStep.newBuilder().setEvent(ByteString.copyFrom(bytes)));
  }

  private void say(FromStep.Builder message) {
    try {
      synchronized (pipe) {
        message.build().writeDelimitedTo(pipe);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the worker does not hear the process of its step", e);
    }
  }

  /// Asks the worker, one question after the other. Without a worker this process ends, so it is
  /// waited for without end, and an interrupt changes nothing about that.
  private boolean mayStore() {
    synchronized (answers) {
      say(FromStep.newBuilder().setAsk(AskToStore.getDefaultInstance()));
      boolean interrupted = false;
      try {
        while (true) {
          try {
            return answers.take();
          } catch (InterruptedException e) {
            interrupted = true;
          }
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }
  }
}
