package io.dagwerk.execution;

import io.dagwerk.model.Plan;
import io.dagwerk.model.StepKey;
import java.util.List;

/// The rule of which steps of a run get processes of their own. Pure.
///
/// @param all whether each of them does
record IsolatedSteps(boolean all) {
  static IsolatedSteps of(Executors.Chosen executor) {
    return new IsolatedSteps(executor.name().equals(ProcessesExecutor.NAME));
  }

  boolean has(Plan.Step step) {
    return all || step.options().process().isPresent();
  }

  List<Plan.Step> of(Plan plan) {
    return plan.steps().values().stream().filter(this::has).toList();
  }

  /// A body that gives these steps to processes, and all others to the one of this process.
  StepBody body(StepBody here, StepProcesses.OfRun processes) {
    return new StepBody() {
      @Override
      public StepResult run(StepAttempt attempt) throws InterruptedException {
        return has(attempt.step()) ? processes.run(attempt) : here.run(attempt);
      }

      @Override
      public boolean canReuse(Plan.Step step, StepKey key, Permit permit)
          throws InterruptedException {
        return here.canReuse(step, key, permit);
      }

      @Override
      public List<HookTurn> hooks(FinishedAttempt finished) {
        return here.hooks(finished);
      }
    };
  }
}
