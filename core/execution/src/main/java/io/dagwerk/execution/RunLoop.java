package io.dagwerk.execution;

import io.dagwerk.plan.RunOutcome;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.random.RandomGenerator;

/// Brings runs to their ends: starts what may start, hears how it ended, and logs what happened.
///
/// The order of the log is that of cause and effect: `RunStarted`; per attempt its start, what it
/// logs itself, its end, the skipped and abandoned steps that follow, what its hooks log; after the
/// last step the resources are closed, and only then comes the terminal event of the run, which
/// nothing follows. Hooks hold the place of their step, and nobody waits for them but the end of
/// the run; those of one step are called one after the other, in the order of its attempts, each
/// with a deadline. A run that is stopped logs the reason first: `RunCanceling` on demand,
/// `RunFailing` by its timeout or by an error of the engine. A timeout that falls in when all steps
/// have ended stops nothing.
///
/// Nothing that may take long happens on the loop's thread: attempts, hooks and looks for stored
/// outputs have threads of their own, are interrupted when their time is over, and are left behind
/// when they have not come back a grace later.
///
/// Thread-safe; each run has its own state.
public final class RunLoop {
  private final StepBody body;
  private final EventSink events;
  private final Runnable beforeEnd;
  private final Timer timer;
  private final RandomGenerator chance;

  /// @param events takes every event of the run; when it throws, the run is given up
  /// @param beforeEnd closes what the run opened; called once on every path, after the last step
  /// @param chance for the jitter of retries
  public RunLoop(
      StepBody body, EventSink events, Runnable beforeEnd, Timer timer, RandomGenerator chance) {
    this.body = body;
    this.events = events;
    this.beforeEnd = beforeEnd;
    this.timer = timer;
    this.chance = chance;
  }

  /// Returns when the run is at its end. An interrupt of the calling thread cancels the run.
  ///
  /// @throws IllegalArgumentException when the plan cannot be run
  public RunOutcome run(ExecuteRun request) {
    ActiveRun run =
        new ActiveRun(request, new ActiveRun.Surroundings(body, events, beforeEnd, timer, chance));
    return Thread.currentThread().isVirtual() ? onPlatformThread(run) : run.run();
  }

  /// A loop on a virtual thread would starve beside steps that only compute.
  private static RunOutcome onPlatformThread(ActiveRun run) {
    FutureTask<RunOutcome> task = new FutureTask<>(run::run);
    Thread thread = Thread.ofPlatform().daemon().name("dagwerk-run").start(task);
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get();
        } catch (InterruptedException e) {
          interrupted = true;
          thread.interrupt();
        } catch (ExecutionException e) {
          throw new IllegalStateException("the run was given up", e.getCause());
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
