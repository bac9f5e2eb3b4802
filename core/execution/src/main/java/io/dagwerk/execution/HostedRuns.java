package io.dagwerk.execution;

import io.dagwerk.config.Environment;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.InvalidDefinitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.definitions.Sensor;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.Event;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SensorLook;
import io.dagwerk.partitions.EvaluatedMapping;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.RunOutcome;
import io.dagwerk.plan.VersionInputs;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/// The functions of a location, for a host that plans runs and remembers what they made: it
/// describes them, completes and judges what is asked for, and executes what was planned. Keeps
/// nothing of a run but the secrets that it hides. Thread-safe.
///
/// ```java
/// HostedRuns runs = new HostedRuns("flights", definitions, LocalOptions.in(folder));
/// RunOutcome outcome = runs.execute(planned, events::send, new Cancellation(), secrets -> {});
/// ```
public final class HostedRuns {
  private final LoadedLocation location;
  private final LocalOptions options;
  private final Set<String> learned = new LinkedHashSet<>();
  private volatile MaskedEvents ofAll = new MaskedEvents(SecretMask.NONE);

  /// @param location what the definitions are called together
  /// @throws RunRefused when a preset's file or a job's executor is not there
  /// @throws InvalidDefinitions when a mode of a job does not give what is left to its modes
  public HostedRuns(String location, Definitions definitions, LocalOptions options) {
    this(location, definitions, options, SnapshotHash::of);
  }

  /// Runs of code whose version is told otherwise than by the text of its definitions.
  ///
  /// @param codeVersion the same for equal nodes, jobs and resources, and else another; its
  ///   argument has neither version nor schedules and sensors
  /// @throws RunRefused when a preset's file or a job's executor is not there
  /// @throws InvalidDefinitions when a mode of a job does not give what is left to its modes
  public HostedRuns(
      String location,
      Definitions definitions,
      LocalOptions options,
      Function<LocationSnapshot, String> codeVersion) {
    this.location = new LoadedLocation(location, definitions, options, codeVersion);
    this.options = options;
  }

  public LocationSnapshot snapshot() {
    return location.snapshot();
  }

  /// What is asked for with everything that the job and its preset say: their config, mode,
  /// selection and tags. Its preset is empty, its mode is not.
  ///
  /// @throws RunRefused when there is no such job, preset or mode
  public Launch complete(Launch launch) {
    LoadedLocation.Request request = location.request(launch);
    Launch complete =
        Launch.of(launch.job())
            .mode(request.facts().mode().name())
            .config(request.document())
            .on(launch.partitions())
            .tags(request.facts().tags());
    return request.launch().selection().map(complete::select).orElse(complete);
  }

  /// Binds all config that a run needs, as the run will do.
  ///
  /// @return what the versions of its steps depend on beside their code, with which a memoized job
  ///   is planned once more; nothing for another job
  /// @throws RunRefused with all problems
  public VersionInputs validate(HostedRun run) {
    Bound bound = bound(run);
    return bound.facts().job().settings().memoized()
        ? ConfigHashes.of(bound.facts(), bound.planned().configs(), location.versions())
        : VersionInputs.NONE;
  }

  /// What users' own mappings say about the partitions that their readers have at a moment, by the
  /// names of the mappings.
  ///
  /// @param job whose nodes are the readers; all assets when it is empty
  /// @throws RunRefused when there is no such job
  public SequencedMap<String, EvaluatedMapping> mappings(Optional<String> job, Moment now) {
    Collection<Node> readers =
        job.map(location::job)
            .map(it -> location.nodes(it).table().byName().values())
            .orElseGet(location::assets);
    return UserMappings.of(readers, now.sets());
  }

  /// Brings a run to its end. A run that cannot start is one that has failed.
  ///
  /// @param events takes every event, without the secrets of the run; when it throws, the run is
  ///   given up
  /// @param begins told before any function of the run is called, unless the run cannot start, what
  ///   is to be hidden in texts that reach the run on other ways
  public RunOutcome execute(
      HostedRun run, EventSink events, Cancellation cancellation, Consumer<SecretMask> begins) {
    return execute(run, events, cancellation, begins, Optional.empty());
  }

  /// The same with processes for single steps; without them, all steps run in this process.
  public RunOutcome execute(
      HostedRun run,
      EventSink events,
      Cancellation cancellation,
      Consumer<SecretMask> begins,
      Optional<StepProcesses> processes) {
    Bound bound;
    try {
      bound = bound(run);
    } catch (RunRefused refused) {
      String reason = "the run cannot start: " + String.join("; ", refused.problems());
      events.append(new Event.RunFailed(reason, Optional.empty()));
      return new RunOutcome.Failed(reason, List.of(), Optional.empty());
    }
    if (options.capturesPrints()) {
      PrintCapture.install();
    }
    SecretMask secrets = bound.planned().configs().secrets();
    begins.accept(secrets);
    learn(secrets);
    MaskedEvents masked = new MaskedEvents(secrets);
    BoundedEvents bounded = new BoundedEvents(run.limits());
    EventSink shown =
        new EventSink() {
          @Override
          public void append(Event event) {
            events.append(bounded.of(maskedText(masked.of(event))));
          }

          @Override
          public void requireCurrent() {
            events.requireCurrent();
          }
        };
    return masked.of(
        new LocalRun(bound.facts(), bound.planned(), options.pools(run.pools()), shown)
            .execute(
                new LocalRun.Start(
                    run.log(),
                    cancellation,
                    processes.map(them -> new LocalRun.Elsewhere(them, run)))));
  }

  private synchronized void learn(SecretMask secrets) {
    if (learned.addAll(secrets.reveal())) {
      ofAll = new MaskedEvents(SecretMask.of(learned));
    }
  }

  /// What a thread of one run does for another, as that of a common pool may, is in the log of the
  /// first.
  private Event maskedText(Event event) {
    return event instanceof Event.Printed || event instanceof Event.Logged
        ? ofAll.of(event)
        : event;
  }

  /// Whether code of a run that has ended goes on: a step that did not heed its interrupt and was
  /// left behind.
  public static boolean isLeftBehind(RunId run) {
    return LogScope.isWorkedFor(run);
  }

  /// A plan with the functions and the config that belong to it.
  record Bound(RunFacts facts, LocalRun.Planned planned) {}

  LocalOptions options() {
    return options;
  }

  /// @throws RunRefused with all problems
  Bound bound(HostedRun run) {
    if (!run.plan().codeVersion().equals(snapshot().codeVersion())) {
      throw new RunRefused(
          "it was planned for code version '%s', but this process has '%s'; plan it again"
              .formatted(run.plan().codeVersion(), snapshot().codeVersion()));
    }
    Job job = location.job(run.plan().job());
    RunFacts facts =
        new RunFacts(
            run.run(),
            location.nodes(job),
            location.mode(job, Optional.of(run.mode())),
            run.tags());
    Set<Node> nodes = new LinkedHashSet<>();
    run.plan().steps().keySet().forEach(step -> nodes.add(facts.node(step.node())));
    RunNeeds needs =
        new RunNeeds(facts.of(), facts.mode(), NodeSet.of(nodes), options.forAll().isEmpty());
    BoundConfigs configs = BoundConfigs.of(needs, run.config(), environment(run.plan()));
    Executors.Chosen executor =
        Executors.of(job).chosen(configs.at(List.of("execution", "executor")));
    options.requireStored(executor);
    options.requireStored(IsolatedSteps.of(executor), run.plan());
    options.pools(run.pools()).requireRoom(run.plan());
    Plan plan = Planning.withRetries(run.plan(), facts);
    return new Bound(facts, new LocalRun.Planned(plan, configs, executor));
  }

  /// What is set where the run will be, also where its config is only looked at.
  private Environment environment(Plan plan) {
    return options.environment().with(plan.process().options().environment());
  }

  /// What a schedule's function decides about a time, without any effect.
  ///
  /// @param document config of resources and of the schedule (`schedules.NAME.config`)
  /// @throws RunRefused when there is no such schedule
  public Evaluation evaluateSchedule(String schedule, Instant scheduledAt, ConfigTree document) {
    return location
        .evaluator(document)
        .evaluate(find(Schedule.class, "schedule", schedule), scheduledAt);
  }

  /// What a sensor's function decides, without any effect.
  ///
  /// @param document config of resources and of the sensor (`sensors.NAME.config`)
  /// @throws RunRefused when there is no such sensor
  public Evaluation evaluateSensor(String sensor, SensorLook look, ConfigTree document) {
    return location.evaluator(document).evaluate(find(Sensor.class, "sensor", sensor), look);
  }

  private <D extends Definition> D find(Class<D> kind, String word, String name) {
    Definitions definitions = location.definitions();
    return definitions
        .find(kind, name)
        .orElseThrow(() ->
            LoadedLocation.unknown(
                word, name, definitions.all(kind).stream().map(Definition::name).toList()));
  }
}
