package io.dagwerk.execution;

import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.plan.RunOutcome;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;

/// One run of scripted steps, with the clock in the test's hand.
final class LoopRun {
  private final HandHeldTimer timer = new HandHeldTimer();
  private final RecordingSink sink = new RecordingSink(timer);
  private final Cancellation cancellation = new Cancellation();
  private final AtomicInteger closings = new AtomicInteger();
  private final RunLoop loop;
  private ExecuteRun request;

  LoopRun(Plan plan, StepBody body) {
    Runnable close =
        () -> {
          closings.incrementAndGet();
          sink.append(new Event.ResourceClosed("all", Duration.ZERO, Optional.empty()));
        };
    this.loop = new RunLoop(body, sink, close, timer, new Random(1));
    this.request = ExecuteRun.of(plan).with(cancellation);
  }

  LoopRun with(UnaryOperator<RunOptions> change) {
    request = request.with(change.apply(request.options()));
    return this;
  }

  LoopRun resuming(RecordingSink before) {
    request = request.resuming(before.log());
    return this;
  }

  RunOutcome run() {
    return loop.run(request);
  }

  /// Runs beside the test; [#end] waits for it.
  CompletableFuture<RunOutcome> start() {
    CompletableFuture<RunOutcome> ended = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            ended.complete(loop.run(request));
          } catch (Throwable e) {
            ended.completeExceptionally(e);
          }
        });
    return ended;
  }

  static RunOutcome end(CompletableFuture<RunOutcome> run)
      throws InterruptedException, ExecutionException, TimeoutException {
    return run.get(30, TimeUnit.SECONDS);
  }

  HandHeldTimer timer() {
    return timer;
  }

  RecordingSink sink() {
    return sink;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  int closings() {
    return closings.get();
  }
}
