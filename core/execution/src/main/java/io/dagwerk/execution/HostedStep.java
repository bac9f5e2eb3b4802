package io.dagwerk.execution;

import io.dagwerk.execution.Stores.Reach;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.Upstream;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// One attempt at a step, in a process of its own: that of its run is another, which hears its
/// events, and keeps progress, retries, hooks and pools. Its resources are opened here, and closed
/// before it has a result. Thread-safe.
public final class HostedStep {
  private final HostedRuns runs;
  private final HostedRun run;
  private final Which which;
  private final EventSink events;
  private final Permit permit;

  /// Which attempt it is.
  ///
  /// @param number from 1
  /// @param upstream what the steps before it emitted
  public record Which(StepKey step, int number, Upstream upstream) {}

  /// @param run whose plan has the one step, or its template, with the outputs that stand in for it
  /// @param events takes what happens, with the secrets of the run
  /// @param mayStore whether what it stores would still count for its run; asked right before
  public HostedStep(
      HostedRuns runs, HostedRun run, Which which, EventSink events, BooleanSupplier mayStore) {
    this.runs = runs;
    this.run = run;
    this.which = which;
    this.events = events;
    this.permit = new Permit(events, mayStore);
  }

  /// Runs it on the calling thread, which is interrupted when it should stop.
  ///
  /// @throws RuntimeException an error of the engine
  /// @throws InterruptedException when it stopped because the thread was interrupted
  public StepResult run() throws InterruptedException {
    HostedRuns.Bound bound;
    try {
      bound = runs.bound(run);
    } catch (RunRefused refused) {
      return notBound(refused);
    }
    StepsHere here =
        StepsHere.of(bound.facts(), bound.planned(), runs.options(), events, Reach.ELSEWHERE);
    try {
      return here.runner()
          .run(
              new StepAttempt(
                  run.plan().steps().firstEntry().getValue(),
                  which.step(),
                  which.number(),
                  which.upstream(),
                  permit));
    } finally {
      here.resources().close();
    }
  }

  /// The code or the environment of this process is another than that of its run.
  private static StepResult notBound(RunRefused refused) {
    String reason = "the step cannot start: " + String.join("; ", refused.problems());
    return new StepResult.Failed(
        ErrorInfo.ofMessage("StepRefused", reason),
        FailureKind.CONFIG,
        Metadata.none(),
        true,
        Optional.of(refused));
  }

  /// Lets it know that it should stop; whoever calls this interrupts its thread too.
  public void stop() {
    permit.stop();
  }
}
