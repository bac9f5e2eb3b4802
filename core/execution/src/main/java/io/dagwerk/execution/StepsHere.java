package io.dagwerk.execution;

import io.dagwerk.execution.Stores.Reach;

/// What runs the steps of a run in this process.
///
/// @param resources those that they open, to be closed at the end
/// @param runner calls the functions
record StepsHere(OpenResources resources, StepRunner runner) {

  /// @param events takes events as they may be shown, or whoever gets them makes them so
  static StepsHere of(
      RunFacts facts,
      LocalRun.Planned planned,
      LocalOptions options,
      EventSink events,
      Reach reach) {
    BoundConfigs configs = planned.configs();
    OpenResources resources =
        new OpenResources(facts.run(), facts.mode(), configs, events, options.grace());
    Stores stores =
        new Stores(
            options.forAll(), options.byDefault(), facts.definitions().io(), resources, reach);
    Windows windows = new Windows(options.moment().sets());
    ValueStorer storer = new ValueStorer(planned.plan(), stores, windows);
    return new StepsHere(
        resources,
        new StepRunner(
            facts,
            new InputLoader(facts, configs, resources, stores, windows),
            new OutputStorer(facts, storer, new Materializers(configs)),
            new StoredOutputs(facts.run(), stores),
            new HookRunner(facts, configs, resources)));
  }
}
