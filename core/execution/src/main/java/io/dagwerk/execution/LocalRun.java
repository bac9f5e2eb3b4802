package io.dagwerk.execution;

import io.dagwerk.config.Config;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.plan.PartitionSets;
import io.dagwerk.plan.RunOutcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/// One run in this process: puts the parts together and turns the loop.
final class LocalRun {
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final LocalRuns.Request request;
  private final Plan plan;
  private final BoundConfigs configs;
  private final LocalOptions options;
  private final RunLog log;

  LocalRun(LocalRuns.Request request, LocalRuns.Planned planned, LocalOptions options, RunLog log) {
    this.request = request;
    this.plan = planned.plan();
    this.configs = planned.configs();
    this.options = options;
    this.log = log;
  }

  RunOutcome execute() {
    ExecutorFactory.StepExecutor executor;
    RunOptions.Retries retries;
    try {
      executor = executor();
      retries = retries();
    } catch (RuntimeException e) {
      Event.RunFailed failed =
          new Event.RunFailed("the executor could not be made", Optional.of(ErrorInfo.of(e)));
      log.append(failed);
      return new RunOutcome.Failed(failed.reason(), List.of(), failed.error());
    }
    RunFacts facts = request.facts();
    OpenResources resources = new OpenResources(facts.mode(), configs, log);
    Stores stores =
        new Stores(options.forAll(), options.byDefault(), facts.definitions().io(), resources);
    Windows windows = new Windows(PartitionSets.at(options.clock().instant()));
    StepBody body =
        new StepRunner(
            facts,
            new InputLoader(facts, configs, resources, stores, windows, options.environment()),
            new OutputStorer(facts, plan, configs, stores, windows, options.environment()),
            resources,
            stores,
            new HookRunner(facts, configs, resources),
            request.launch().cancellation());
    RunOptions loop =
        new RunOptions(executor.most(), facts.job().settings().timeout(), GRACE, retries);
    RandomGenerator chance = () -> ThreadLocalRandom.current().nextLong();
    return new RunLoop(executor.body(body), log, resources::close, new SystemTimer(), chance)
        .run(new RunRequest(plan, List.of(), loop, request.launch().cancellation()));
  }

  private ExecutorFactory.StepExecutor executor() {
    Executors executors = Executors.of(request.facts().job());
    ConfigTree said = configs.at(List.of("execution", "executor"));
    Executors.Choice choice = executors.all().getFirst();
    ConfigTree config = ConfigTree.empty();
    if (said instanceof ConfigTree.Entries entries && !entries.entries().isEmpty()) {
      String name = entries.entries().firstEntry().getKey();
      config = entries.entries().firstEntry().getValue();
      choice =
          executors.all().stream()
              .filter(each -> each.name().equals(name))
              .findFirst()
              .orElseThrow();
    }
    if (choice.needsStoredOutputs() && !isDurable()) {
      throw new IllegalStateException(
          "executor '%s' needs stored outputs, but the IO manager '%s' keeps them in memory;"
                  .formatted(choice.name(), "default")
              + " choose another executor, or files");
    }
    return choice.factory().create(Config.resolve(choice.schema(), config.toPlain()));
  }

  private boolean isDurable() {
    return options.forAll().orElse(options.byDefault()).isDurable();
  }

  private RunOptions.Retries retries() {
    return configs.at(List.of("execution", "retries")) instanceof ConfigTree.Truth truth
            && !truth.value()
        ? RunOptions.Retries.DISABLED
        : RunOptions.Retries.ENABLED;
  }
}
