package io.dagwerk.daemon;

import io.dagwerk.automation.schedule.ScheduledRuns;
import io.dagwerk.automation.schedule.TickTimes;
import io.dagwerk.codeclient.Answer;
import io.dagwerk.codeclient.CodeLocation;
import io.dagwerk.codeclient.CodeServer;
import io.dagwerk.codeclient.Completed;
import io.dagwerk.codeclient.RunParts;
import io.dagwerk.codeclient.Validated;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Plan;
import io.dagwerk.model.ScheduleSnapshot;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.KnownState;
import io.dagwerk.plan.LocationIndex;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.PlanRequest.Targets;
import io.dagwerk.plan.Planner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Checks the code of a location without running any step: that it loads, that each job can be
/// planned, that each preset binds, and that each schedule can be evaluated at a time, with what it
/// asks for. The code runs in a code server, as always; neither server nor database is needed.
/// Confined to one thread.
///
/// ```java
/// List<CodeCheck.Checked> checks = CodeCheck.of(location, engine, Instant.now());
/// ```
public final class CodeCheck {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration LOAD = Duration.ofMinutes(2);
  private static final Duration QUESTION = Duration.ofSeconds(30);

  /// Workers of a code server would report there; it gets no run.
  private static final String NO_RUN_HOST = "127.0.0.1:9";

  /// Something that was checked.
  ///
  /// @param what such as `preset 'small' of job 'refresh'`
  /// @param problems none when it is right
  public record Checked(String location, String what, Blame blame, List<String> problems) {
    public Checked {
      problems = List.copyOf(problems);
    }
  }

  /// Whose problems they are.
  public enum Blame {
    /// The definitions'.
    DEFINITIONS,
    /// Those of the machine: no code server could be started or asked.
    MACHINE
  }

  /// Whether a run is planned alone, or has its config bound too.
  private enum Depth {
    PLAN,
    BIND
  }

  private final String location;
  private final CodeLocation client;
  private final LocationIndex index;
  private final Instant at;
  private final List<Checked> checks = new ArrayList<>();

  private CodeCheck(String location, CodeLocation client, LocationSnapshot snapshot, Instant at) {
    this.location = location;
    this.client = client;
    this.index = LocationIndex.of(snapshot);
    this.at = at;
  }

  /// @param engine the class path of Dagwerk's own jars
  /// @param at the time at which partitions exist and schedules are asked about their last tick
  public static List<Checked> of(LocationSettings location, List<Path> engine, Instant at)
      throws InterruptedException {
    DaemonSettings settings = DaemonSettings.of(List.of(location), engine).spareWorkers(0);
    try (Location.CodeServers servers = CodeServers.of(settings, location, NO_RUN_HOST);
        CodeServer server = servers.code().serve()) {
      var address = server.address().get(START.toMillis(), TimeUnit.MILLISECONDS);
      try (CodeLocation client = server.client(address)) {
        return switch (client.describe(LOAD)) {
          case Answer.Missing<LocationSnapshot>(ErrorInfo error) ->
              CodeLocation.isUnanswered(error)
                  ? unloaded(location, Blame.MACHINE, server.explain(error))
                  : unloaded(location, Blame.DEFINITIONS, error);
          case Answer.Given<LocationSnapshot>(LocationSnapshot snapshot) ->
              new CodeCheck(location.name(), client, snapshot, at).all();
        };
      }
    } catch (UnloadableCode e) {
      return unloaded(location, Blame.DEFINITIONS, e.error());
    } catch (IOException | ExecutionException | TimeoutException e) {
      return unloaded(
          location,
          Blame.MACHINE,
          ErrorInfo.ofMessage(CodeLocation.UNANSWERED, "no code server could be started: " + e));
    }
  }

  private static List<Checked> unloaded(LocationSettings location, Blame blame, ErrorInfo error) {
    return List.of(new Checked(location.name(), "definitions", blame, List.of(error.summary())));
  }

  private List<Checked> all() {
    add("definitions", List.of());
    for (JobSnapshot job : index.snapshot().jobs()) {
      if (job.modes().contains("default")) {
        add("job '%s'".formatted(job.name()), problems(RunParts.of(job.name()), Depth.PLAN));
      }
      job.presets()
          .forEach(preset ->
              add(
                  "preset '%s' of job '%s'".formatted(preset.name(), job.name()),
                  problems(preset(job.name(), preset.name()), Depth.BIND)));
    }
    index
        .snapshot()
        .schedules()
        .forEach(schedule -> add("schedule '%s'".formatted(schedule.name()), problems(schedule)));
    return checks;
  }

  private void add(String what, List<String> problems) {
    checks.add(new Checked(location, what, Blame.DEFINITIONS, problems));
  }

  private static RunParts preset(String job, String preset) {
    return new RunParts(
        job,
        Optional.of(preset),
        Optional.empty(),
        ConfigTree.empty(),
        Optional.empty(),
        new LinkedHashMap<>());
  }

  private List<String> problems(RunParts asked, Depth depth) {
    return problems(asked, List.of(), depth);
  }

  /// @param keys the partitions that are to be made; some that exist when there are none
  private List<String> problems(RunParts asked, List<PartitionKey> keys, Depth depth) {
    try {
      RunParts parts =
          switch (answered(client.complete(asked, QUESTION))) {
            case Completed.Complete(RunParts complete) -> complete;
            case Completed.Refused(List<String> problems) -> throw new Refused(problems);
          };
      Plan plan = plan(parts, keys);
      return depth == Depth.PLAN ? List.of() : bound(plan, parts);
    } catch (Refused refused) {
      return refused.problems();
    }
  }

  private List<String> bound(Plan plan, RunParts parts) {
    return switch (answered(
        client.validate(plan, parts.mode().orElseThrow(), parts.config(), QUESTION))) {
      case Validated.Valid _ -> List.of();
      case Validated.Refused(List<String> problems) -> problems;
    };
  }

  private static <T> T answered(Answer<T> answer) {
    return switch (answer) {
      case Answer.Given<T>(T value) -> value;
      case Answer.Missing<T>(ErrorInfo error) -> throw new Refused(error.summary());
    };
  }

  private Plan plan(RunParts parts, List<PartitionKey> keys) {
    Moment now = Moment.at(at);
    Moment moment =
        OwnMappings.areIn(index.snapshot())
            ? now.mappedBy(
                answered(client.evaluateMappings(Optional.of(parts.job()), now, QUESTION)))
            : now;
    PlanRequest request =
        PlanRequest.named(index, parts.job(), parts.selection(), moment).knowing(new AllIsThere());
    return keys.isEmpty() ? anywhere(request) : planned(request.on(new Targets.Keys(keys)));
  }

  /// A plan for no partition, or else for the last one of any definition that the plan takes.
  private Plan anywhere(PlanRequest request) {
    if (Planner.plan(request) instanceof Planner.Result.Planned planned) {
      return planned.plan();
    }
    for (Partitions partitions :
        index.snapshot().nodes().stream()
            .map(NodeSnapshot::partitions)
            .flatMap(Optional::stream)
            .distinct()
            .toList()) {
      Optional<PartitionKey> last = request.moment().sets().of(partitions).last();
      if (last.isPresent()
          && Planner.plan(request.on(new Targets.Keys(List.of(last.get()))))
              instanceof Planner.Result.Planned planned) {
        return planned.plan();
      }
    }
    return planned(request);
  }

  private static Plan planned(PlanRequest request) {
    return switch (Planner.plan(request)) {
      case Planner.Result.Planned planned -> planned.plan();
      case Planner.Result.Refused(List<String> problems) -> throw new Refused(problems);
    };
  }

  private List<String> problems(ScheduleSnapshot schedule) {
    Optional<Instant> tick = TickTimes.of(schedule.timing()).previous(at.plusMillis(1));
    if (tick.isEmpty()) {
      return List.of();
    }
    Evaluation evaluation =
        switch (schedule.asks()) {
          case RUN, PARTITIONS ->
              ScheduledRuns.evaluate(schedule, tick.get(), new LinkedHashMap<>());
          case DECISION ->
              client.evaluateSchedule(schedule.name(), tick.get(), ConfigTree.empty(), QUESTION);
        };
    return switch (evaluation) {
      case Evaluation.Skipped _ -> List.of();
      case Evaluation.Failed(ErrorInfo error) ->
          List.of("at %s: %s".formatted(tick.get(), error.summary()));
      case Evaluation.Requested requested ->
          requested.runs().stream()
              .flatMap(run -> problems(parts(run), run.partitions(), Depth.BIND).stream())
              .map(problem -> "at %s: %s".formatted(tick.get(), problem))
              .distinct()
              .toList();
    };
  }

  private static RunParts parts(LaunchRun run) {
    return switch (run.target()) {
      case LaunchRun.Target.OfJob(String job, Optional<String> selection) ->
          parts(run, job, selection);
      case LaunchRun.Target.OfAssets(String selection) ->
          parts(run, PlanRequest.ASSETS, Optional.of(selection));
    };
  }

  private static RunParts parts(LaunchRun run, String job, Optional<String> selection) {
    return new RunParts(
        job, Optional.empty(), Optional.empty(), run.config(), selection, run.tags());
  }

  /// What was made before is taken to be there: a check knows of no run.
  private record AllIsThere() implements KnownState {
    @Override
    public boolean isMaterialized(AssetKey asset, Optional<PartitionKey> partition) {
      return true;
    }

    @Override
    public Optional<String> dataVersion(AssetKey asset, Optional<PartitionKey> partition) {
      return Optional.empty();
    }

    @Override
    public Optional<Plan.Reuse> stored(StepKey step, String version) {
      return Optional.empty();
    }
  }
}
