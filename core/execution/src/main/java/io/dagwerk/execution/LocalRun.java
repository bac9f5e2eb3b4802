package io.dagwerk.execution;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.plan.RunOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// One run in this process: puts the parts together and turns the loop.
final class LocalRun {
  private static final Timer TIMER = new SystemTimer();
  private final RunFacts facts;
  private final Plan plan;
  private final BoundConfigs configs;
  private final Executors.Chosen executor;
  private final LocalOptions options;
  private final EventSink log;

  /// @param log takes events as they may be shown, without secrets
  LocalRun(RunFacts facts, Planned planned, LocalOptions options, EventSink log) {
    this.facts = facts;
    this.plan = planned.plan();
    this.configs = planned.configs();
    this.executor = planned.executor();
    this.options = options;
    this.log = log;
  }

  /// A plan, and the config of what is in it.
  record Planned(Plan plan, BoundConfigs configs, Executors.Chosen executor) {}

  /// Where a run begins.
  ///
  /// @param log what happened in it already
  /// @param elsewhere where isolated steps run; they run in this process when it is empty
  record Start(List<RecordedEvent> log, Cancellation cancellation, Optional<Elsewhere> elsewhere) {
    Start {
      log = List.copyOf(log);
    }
  }

  /// Processes for single steps.
  ///
  /// @param run as they are told of it
  record Elsewhere(StepProcesses processes, HostedRun run) {}

  RunOutcome execute(Start start) {
    StepsHere here =
        StepsHere.of(facts, new Planned(plan, configs, executor), options, log, Stores.Reach.HERE);
    OpenResources resources = here.resources();
    StepBody body;
    RunOptions loop;
    try {
      ExecutorFactory.StepExecutor made = executor.create();
      loop = loop(made.most());
      body = made.body(here.runner());
    } catch (Throwable e) {
      resources.close();
      return notMade(ErrorInfo.of(e));
    }
    RandomGenerator chance = () -> ThreadLocalRandom.current().nextLong();
    try (Body all = withProcesses(body, loop.mostParallel(), start)) {
      return new RunLoop(all.steps(), log, resources::close, TIMER, chance)
          .run(new ExecuteRun(plan, start.log(), loop, start.cancellation()));
    }
  }

  /// What runs the steps, with the processes that some of them get.
  private record Body(StepBody steps, Optional<StepProcesses.OfRun> processes)
      implements AutoCloseable {
    @Override
    public void close() {
      processes.ifPresent(StepProcesses.OfRun::close);
    }
  }

  private Body withProcesses(StepBody here, int most, Start start) {
    IsolatedSteps isolated = IsolatedSteps.of(executor);
    List<Plan.Step> steps = isolated.of(plan);
    if (start.elsewhere().isEmpty() || steps.isEmpty()) {
      return new Body(here, Optional.empty());
    }
    Elsewhere elsewhere = start.elsewhere().get();
    StepProcesses.OfRun processes =
        elsewhere
            .processes()
            .begin(
                elsewhere.run(),
                new StepProcesses.Demand(steps, most, options.grace(), configs.secrets()));
    return new Body(isolated.body(here, processes), Optional.of(processes));
  }

  private RunOutcome notMade(ErrorInfo error) {
    String reason =
        "executor '%s' could not be made: %s".formatted(executor.name(), error.summary());
    log.append(new Event.RunFailed(reason, Optional.of(error)));
    return new RunOutcome.Failed(reason, List.of(), Optional.of(error));
  }

  private RunOptions loop(int mostParallel) {
    RunOptions untimed =
        RunOptions.PLAIN
            .withMostParallel(mostParallel)
            .withGrace(options.grace())
            .withHookTimeout(options.hookTimeout())
            .withRetries(retries())
            .withPools(options.pools());
    return facts.job().settings().timeout().map(untimed::withTimeout).orElse(untimed);
  }

  private RunOptions.Retries retries() {
    return configs.at(List.of("execution", "retries")) instanceof ConfigTree.Truth truth
            && !truth.value()
        ? RunOptions.Retries.DISABLED
        : RunOptions.Retries.ENABLED;
  }
}
