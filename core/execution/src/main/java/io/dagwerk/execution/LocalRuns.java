package io.dagwerk.execution;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.InvalidDefinitions;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.definitions.Sensor;
import io.dagwerk.execution.RunRecord.Ancestors;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.Event;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SensorLook;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.KnownState;
import io.dagwerk.plan.LocationIndex;
import io.dagwerk.plan.ParentRun;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.Reexecution;
import io.dagwerk.plan.RunOutcome;
import io.dagwerk.plan.StepVersion;
import io.dagwerk.plan.VersionInputs;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Runs jobs and assets in this process, and remembers what they made: no server, no database.
///
/// ```java
/// LocalRuns runs = new LocalRuns("flights", definitions, LocalOptions.in(folder));
/// RunRecord run = runs.run(Launch.of("refresh").preset("small"));
/// ```
///
/// Thread-safe: several runs may be under way at once.
public final class LocalRuns {
  private final LoadedLocation location;
  private final LocalOptions options;
  private final Ledger ledger = new Ledger();
  private final Map<RunId, RunRecord> ended = new ConcurrentHashMap<>();

  /// @param location what the definitions are called together
  /// @throws RunRefused when a preset's file or a job's executor is not there
  /// @throws InvalidDefinitions when a mode of a job does not give what is left to its modes
  public LocalRuns(String location, Definitions definitions, LocalOptions options) {
    this.location = new LoadedLocation(location, definitions, options, SnapshotHash::of);
    this.options = options;
  }

  /// The definitions as a host would see them.
  public LocationSnapshot snapshot() {
    return location.snapshot();
  }

  LocationIndex index() {
    return location.index();
  }

  /// What is materialized and stored so far.
  public Ledger ledger() {
    return ledger;
  }

  /// What is known of earlier runs when a plan is made.
  public KnownState known() {
    return new LedgerState(ledger);
  }

  /// Which partitions there are now, and what users' own mappings say about them.
  public Moment moment() {
    Moment now = options.moment();
    return now.mappedBy(UserMappings.of(location.assets(), now.sets()));
  }

  LocalOptions options() {
    return options;
  }

  /// A run that has ended, to be executed again.
  ///
  /// @throws RunRefused when there was no such run
  public ParentRun parent(RunId run) {
    return findParent(run)
        .orElseThrow(() -> new RunRefused("no run '%s' of this process".formatted(run)));
  }

  private Optional<ParentRun> findParent(RunId run) {
    return Optional.ofNullable(ended.get(run)).map(this::parentOf);
  }

  private ParentRun parentOf(RunRecord record) {
    LostValues lost = new LostValues(record, options.forAll().orElseGet(options::byDefault));
    return new RecordedParent(record, ledger, lost, record.parent().flatMap(this::findParent));
  }

  /// A run that has ended.
  public Optional<RunRecord> find(RunId run) {
    return Optional.ofNullable(ended.get(run));
  }

  /// Takes over what another has stored and remembers, such as one with fewer definitions.
  public void remember(LocalRuns other) {
    ledger.addAll(other.ledger);
    ended.putAll(other.ended);
  }

  /// Where in a run config document the entry of an op, asset or check stands.
  public static List<String> configPlace(Node node) {
    return ConfigPlaces.of(node);
  }

  /// Puts another resource in a declared one's place, in every run from now on: for tests.
  public <T> void replace(Resource<T> declared, Resource<? extends T> other) {
    location.replace(declared, other);
  }

  /// What would run, without running it.
  ///
  /// @throws RunRefused with all reasons why it cannot run
  public Plan plan(Launch launch) {
    return planned(location.request(launch)).plan();
  }

  /// The version of each step of the plan of a launch, and whether outputs of it are stored.
  ///
  /// @throws RunRefused with all reasons why it cannot run
  public List<StepVersion> versions(Launch launch) {
    LoadedLocation.Request request = location.request(launch);
    LocalRun.Planned planned = planned(request);
    return Planning.of(request, this)
        .versions(
            ConfigHashes.of(request.facts(), planned.configs(), location.versions()),
            planned.plan());
  }

  /// What a schedule's function decides about a time, without any effect.
  ///
  /// @param document config of resources and of the schedule (`schedules.NAME.config`)
  /// @throws IllegalArgumentException when the schedule has no function
  public Evaluation evaluate(Schedule schedule, Instant scheduledAt, ConfigTree document) {
    return location.evaluator(document).evaluate(schedule, scheduledAt);
  }

  /// What a sensor's function decides, without any effect.
  ///
  /// @param document config of resources and of the sensor (`sensors.NAME.config`)
  public Evaluation evaluate(Sensor sensor, SensorLook look, ConfigTree document) {
    return location.evaluator(document).evaluate(sensor, look);
  }

  /// Runs a job to its end.
  ///
  /// @throws RunRefused with all reasons why it cannot run; nothing has happened then
  public RunRecord run(Launch launch) {
    LoadedLocation.Request request = location.request(launch);
    LocalRun.Planned planned = planned(request);
    if (options.capturesPrints()) {
      PrintCapture.install();
    }
    RunRecord run = executed(request, planned);
    ended.put(run.run(), run);
    return run;
  }

  /// Which config is needed depends on what is planned, and which stored values may be taken on the
  /// config.
  private LocalRun.Planned planned(LoadedLocation.Request request) {
    RunFacts facts = request.facts();
    Plan plan = Planning.of(request, this).plan(VersionInputs.NONE);
    Set<Node> nodes = new LinkedHashSet<>();
    plan.steps().keySet().forEach(step -> nodes.add(facts.node(step.node())));
    RunNeeds needs =
        new RunNeeds(facts.of(), facts.mode(), NodeSet.of(nodes), options.forAll().isEmpty());
    BoundConfigs configs = BoundConfigs.of(needs, request.document(), options.environment());
    if (facts.job().settings().memoized()) {
      plan = Planning.of(request, this).plan(ConfigHashes.of(facts, configs, location.versions()));
    }
    Executors.Chosen executor =
        Executors.of(facts.job()).chosen(configs.at(List.of("execution", "executor")));
    options.requireStored(executor);
    options.requireRoom(plan);
    return new LocalRun.Planned(plan, configs, executor);
  }

  private RunRecord executed(LoadedLocation.Request request, LocalRun.Planned planned) {
    RunFacts facts = request.facts();
    MaskedEvents masked = new MaskedEvents(planned.configs().secrets());
    BoundedEvents bounded = new BoundedEvents(SizeLimits.DEFAULT);
    RunLog log =
        new RunLog(
            facts.run(),
            options.clock(),
            event -> bounded.of(masked.of(event)),
            ledger::record,
            request.launch().listener());
    log.append(new Event.RunQueued());
    log.append(
        new Event.RunPlanned(
            planned.plan().steps().keySet().stream().map(StepKey::toString).toList()));
    planned.plan().steps().values().forEach(step -> announce(step, log));
    RunOutcome outcome =
        new LocalRun(facts, planned, options, log)
            .execute(
                new LocalRun.Start(List.of(), request.launch().cancellation(), Optional.empty()));
    return new RunRecord(
        facts.run(),
        request.launch().reexecution().map(Reexecution::parent).map(Ancestors::of),
        planned.plan(),
        masked.of(outcome),
        log.events());
  }

  /// Says which assets and partitions a step is going to materialize.
  private static void announce(Plan.Step step, RunLog log) {
    for (Plan.Output output : step.outputs()) {
      if (output.asset().isPresent() && step.reuse().isEmpty()) {
        AssetKey asset = output.asset().get();
        if (step.partitions().isEmpty()) {
          log.append(new Event.MaterializationPlanned(step.key(), asset, Optional.empty()));
        }
        for (PartitionKey partition : step.partitions()) {
          log.append(new Event.MaterializationPlanned(step.key(), asset, Optional.of(partition)));
        }
      }
    }
  }
}
