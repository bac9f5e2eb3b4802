package io.dagwerk.worker;

import io.dagwerk.execution.HostedRun;
import io.dagwerk.execution.StepAttempt;
import io.dagwerk.execution.StepProcesses;
import io.dagwerk.execution.StepResult;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event.FailureKind;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.Metadata;
import java.io.IOException;
import java.util.Optional;

/// Gives each attempt a process that has loaded its code by then, if there is one.
///
/// @param command how a process is started
record WarmProcesses(StepCommand command) implements StepProcesses {
  @Override
  public OfRun begin(HostedRun run, Demand demand) {
    Spares spares = new Spares(options -> StepProcess.start(command, options), demand);
    Thread.startVirtualThread(spares::refill);
    return new ProcessesOfRun(run, demand, spares);
  }

  private record ProcessesOfRun(HostedRun run, Demand demand, Spares spares) implements OfRun {
    @Override
    public StepResult run(StepAttempt attempt) throws InterruptedException {
      JvmOptions options = attempt.step().options().process().orElse(JvmOptions.NONE);
      StepProcess process;
      try {
        process = spares.take(options);
      } catch (IOException e) {
        return notStarted(e);
      }
      try {
        return new AttemptElsewhere(process, attempt, demand).run(run);
      } finally {
        Thread.startVirtualThread(process::dispose);
      }
    }

    private static StepResult notStarted(IOException e) {
      return new StepResult.Failed(
          ErrorInfo.ofMessage(
              "ProcessNotStarted", "no process could be started for it: " + e.getMessage()),
          FailureKind.EXCEPTION,
          Metadata.none(),
          true,
          Optional.empty());
    }

    @Override
    public void close() {
      spares.close();
    }
  }
}
