package io.dagwerk.worker;

import io.dagwerk.execution.HostedRun;
import io.dagwerk.execution.HostedStep;
import io.dagwerk.execution.StepAttempt;
import io.dagwerk.execution.StepProcesses.Demand;
import io.dagwerk.execution.StepResult;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Event.Attribution;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.ProcessEnd;
import io.dagwerk.protocol.v1.StepProcessProto.StepEnding;
import io.dagwerk.protocol.v1.StepProcessProto.StopStep;
import io.dagwerk.protocol.v1.StepProcessProto.ToStep;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One attempt in the process of a step, as its worker has it: what happens there is an event of
/// the run, what is printed there belongs to the step, and how the process ends is how the attempt
/// does.
final class AttemptElsewhere implements StepProcess.Listener {
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration LONGEST_DEATH = Duration.ofSeconds(1);

  private final StepProcess process;
  private final StepAttempt attempt;
  private final Demand demand;
  private final LastLines last;

  AttemptElsewhere(StepProcess process, StepAttempt attempt, Demand demand) {
    this.process = process;
    this.attempt = attempt;
    this.demand = demand;
    this.last = new LastLines(demand.secrets());
  }

  /// Runs it to its end.
  ///
  /// @throws InterruptedException when it stopped because the calling thread was interrupted
  StepResult run(HostedRun run) throws InterruptedException {
    process.listen(this);
    CompletableFuture<Optional<StepEnding>> end = new CompletableFuture<>();
    // On a thread that nobody interrupts, as that would close the files.
    Thread.ofVirtual().name("output of " + attempt.key()).start(() -> end.complete(follow()));
    HostedStep.Which which =
        new HostedStep.Which(attempt.key(), attempt.number(), attempt.upstream());
    process.tell(ToStep.newBuilder().setRun(StepMessages.run(run, attempt.step(), which)).build());
    Optional<StepEnding> ending = await(end);
    return ending.isPresent() ? StepMessages.result(ending.get()) : died();
  }

  /// Reads what is printed beside the events until the attempt has its end.
  private Optional<StepEnding> follow() {
    StepOutput.Reading reading = process.output().read(this::print);
    CompletableFuture<Optional<StepEnding>> ending = process.ending();
    while (true) {
      try {
        Optional<StepEnding> said = ending.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        if (said.isEmpty()) {
          var _ = process.exitCode();
        }
        reading.end();
        return said;
      } catch (TimeoutException e) {
        reading.look();
      } catch (InterruptedException | ExecutionException e) {
        throw new IllegalStateException("expected that nobody interrupts this", e);
      }
    }
  }

  private Optional<StepEnding> await(CompletableFuture<Optional<StepEnding>> end)
      throws InterruptedException {
    try {
      return end.get();
    } catch (InterruptedException e) {
      process.tell(ToStep.newBuilder().setStop(StopStep.getDefaultInstance()).build());
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
    Duration patience = patience();
    try {
      return end.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException | TimeoutException e) {
      warn("its process did not stop within %s and was killed".formatted(patience));
      process.kill();
      end.completeOnTimeout(Optional.empty(), LONGEST_DEATH.toMillis(), TimeUnit.MILLISECONDS)
          .join();
      throw new InterruptedException("its process was killed");
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The run goes on without an attempt when its grace is over, so its process is gone before.
  private Duration patience() {
    return demand.grace().multipliedBy(3).dividedBy(4);
  }

  private StepResult died() {
    ProcessEnd end = process.end(last.lines());
    String when =
        process.isReady() ? "its process ended" : "its process ended before it had loaded its code";
    ErrorInfo error =
        new ErrorInfo(
            "ProcessEnded",
            demand.secrets().mask("%s: %s".formatted(when, end.describe())),
            end.frames(),
            Optional.empty());
    return new StepResult.Failed(
        error, FailureKind.EXCEPTION, Metadata.none(), true, Optional.empty());
  }

  @Override
  public void happened(byte[] event) {
    record(ofStep(EventCodec.decode(event).shown()));
  }

  @Override
  public boolean mayStore() {
    try {
      attempt.permit().requireCurrent();
      return true;
    } catch (CancellationException e) {
      return false;
    }
  }

  private void print(Event.Stream stream, String line) {
    record(new Event.Printed(Optional.of(attempt.key()), stream, line, Attribution.KNOWN));
  }

  /// Whatever thread said it: the process has no other step.
  private Event ofStep(Event event) {
    return switch (event) {
      case Event.Printed printed ->
          new Event.Printed(
              Optional.of(attempt.key()), printed.stream(), printed.line(), Attribution.KNOWN);
      case Event.Logged logged ->
          new Event.Logged(
              Optional.of(attempt.key()),
              logged.level(),
              logged.logger(),
              logged.message(),
              logged.error(),
              Attribution.KNOWN);
      default -> event;
    };
  }

  private void warn(String message) {
    record(
        new Event.Logged(
            Optional.of(attempt.key()),
            Event.Level.WARN,
            "dagwerk",
            message,
            Optional.empty(),
            Attribution.KNOWN));
  }

  private void record(Event event) {
    if (event instanceof Event.Printed printed) {
      last.add(printed.line());
    }
    try {
      attempt.events().append(event);
    } catch (RuntimeException e) {
      // The permit knows that its log is broken, and the run ends by it.
    }
  }
}
