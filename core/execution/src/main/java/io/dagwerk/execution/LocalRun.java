package io.dagwerk.execution;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RecordedEvent;
import io.dagwerk.plan.PlanRequest;
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
  record Start(List<RecordedEvent> log, Cancellation cancellation) {
    Start {
      log = List.copyOf(log);
    }
  }

  RunOutcome execute(Start start) {
    OpenResources resources =
        new OpenResources(facts.run(), facts.mode(), configs, log, options.grace());
    Stores stores =
        new Stores(options.forAll(), options.byDefault(), facts.definitions().io(), resources);
    PlanRequest.Moment moment = options.moment();
    Windows windows = new Windows(moment.sets());
    ValueStorer storer = new ValueStorer(plan, stores, windows);
    StepBody here =
        new StepRunner(
            facts,
            new InputLoader(facts, configs, resources, stores, windows),
            new OutputStorer(facts, storer, new Materializers(configs)),
            new StoredOutputs(facts.run(), stores),
            new HookRunner(facts, configs, resources));
    StepBody body;
    RunOptions loop;
    try {
      ExecutorFactory.StepExecutor made = executor.create();
      loop = loop(made.most());
      body = made.body(here);
    } catch (Throwable e) {
      resources.close();
      return notMade(ErrorInfo.of(e));
    }
    RandomGenerator chance = () -> ThreadLocalRandom.current().nextLong();
    return new RunLoop(body, log, resources::close, TIMER, chance)
        .run(new ExecuteRun(plan, start.log(), loop, start.cancellation()));
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
