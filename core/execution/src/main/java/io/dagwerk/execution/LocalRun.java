package io.dagwerk.execution;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.partitions.PartitionSets;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.plan.RunOutcome;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// One run in this process: puts the parts together and turns the loop.
final class LocalRun {
  private static final Timer TIMER = new SystemTimer();
  private final LocalRuns.Request request;
  private final Plan plan;
  private final BoundConfigs configs;
  private final Executors.Chosen executor;
  private final LocalOptions options;
  private final RunLog log;

  LocalRun(LocalRuns.Request request, LocalRuns.Planned planned, LocalOptions options, RunLog log) {
    this.request = request;
    this.plan = planned.plan();
    this.configs = planned.configs();
    this.executor = planned.executor();
    this.options = options;
    this.log = log;
  }

  RunOutcome execute() {
    ExecutorFactory.StepExecutor executor;
    try {
      executor = this.executor.create();
    } catch (RuntimeException e) {
      String reason =
          "executor '%s' could not be made: %s"
              .formatted(this.executor.name(), ErrorInfo.of(e).summary());
      Event.RunFailed failed = new Event.RunFailed(reason, Optional.of(ErrorInfo.of(e)));
      log.append(failed);
      return new RunOutcome.Failed(reason, List.of(), failed.error());
    }
    RunFacts facts = request.facts();
    OpenResources resources =
        new OpenResources(facts.run(), facts.mode(), configs, log, options.grace());
    Stores stores =
        new Stores(options.forAll(), options.byDefault(), facts.definitions().io(), resources);
    PlanRequest.Moment moment = options.moment();
    Windows windows = new Windows(new PartitionSets(moment.now(), moment.dynamicKeys()));
    StepBody body =
        new StepRunner(
            facts,
            new InputLoader(facts, configs, resources, stores, windows),
            new OutputStorer(facts, plan, configs, stores, windows),
            resources,
            stores,
            new HookRunner(facts, configs, resources),
            request.launch().cancellation());
    RunOptions loop =
        new RunOptions(
            executor.most(), facts.job().settings().timeout(), options.grace(), retries());
    RandomGenerator chance = () -> ThreadLocalRandom.current().nextLong();
    return new RunLoop(executor.body(body), log, resources::close, TIMER, chance)
        .run(new RunRequest(plan, List.of(), loop, request.launch().cancellation()));
  }

  private RunOptions.Retries retries() {
    return configs.at(List.of("execution", "retries")) instanceof ConfigTree.Truth truth
            && !truth.value()
        ? RunOptions.Retries.DISABLED
        : RunOptions.Retries.ENABLED;
  }
}
