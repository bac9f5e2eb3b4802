package io.dagwerk.execution;

import io.dagwerk.model.Plan;
import java.time.Duration;
import java.util.List;

/// Gives steps processes of their own. Thread-safe.
public interface StepProcesses {
  /// Prepares for the steps of a run; returns at once.
  OfRun begin(HostedRun run, Demand demand);

  /// What a run wants of them.
  ///
  /// @param steps those of the plan, and templates, that get processes
  /// @param most how many of them run at once
  /// @param grace how long what was asked to stop may take; the process is gone before that
  /// @param secrets hidden in what is told of the end of a process
  record Demand(List<Plan.Step> steps, int most, Duration grace, SecretMask secrets) {
    public Demand {
      steps = List.copyOf(steps);
    }
  }

  /// The processes of one run. Thread-safe.
  interface OfRun extends AutoCloseable {
    /// Runs one attempt, as [StepBody#run] does.
    StepResult run(StepAttempt attempt) throws InterruptedException;

    /// Ends all of them.
    @Override
    void close();
  }
}
