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
import io.dagwerk.model.SizeLimits;
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
/// planned, that each preset binds in its mode and in which others it does, and that each schedule
/// can be evaluated at a time, with what it asks for. The code runs in a code server, as always;
/// neither server nor database is needed. Confined to one thread.
///
/// ```java
/// List<CodeCheck.Checked> checks = CodeCheck.of(location, engine, SizeLimits.DEFAULT, Instant.now());
/// ```
public final class CodeCheck {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration LOAD = Duration.ofMinutes(2);
  private static final Duration QUESTION = Duration.ofSeconds(30);

  private static final String NOT_EVALUATED =
      "not evaluated: what it decides depends on what it finds";

  /// Workers of a code server would report there; it gets no run.
  private static final String NO_RUN_HOST = "127.0.0.1:9";

  /// Something that was checked.
  ///
  /// @param what such as `preset 'small' of job 'refresh'`
  /// @param problems none when it is right
  /// @param notes what is to be known of it, and is no problem
  public record Checked(
      String location, String what, Blame blame, List<String> problems, List<String> notes) {
    public Checked {
      problems = List.copyOf(problems);
      notes = List.copyOf(notes);
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
  /// @param limits how large what it defines may be
  /// @param at the time at which partitions exist and schedules are asked about their last tick
  public static List<Checked> of(
      LocationSettings location, List<Path> engine, SizeLimits limits, Instant at)
      throws InterruptedException {
    DaemonSettings settings = DaemonSettings.of(List.of(location), engine).spareWorkers(0);
    try (Location.CodeServers servers = CodeServers.of(settings, location, NO_RUN_HOST);
        CodeServer server = servers.code().serve()) {
      var address = server.address().get(START.toMillis(), TimeUnit.MILLISECONDS);
      try (CodeLocation client = server.client(address, limits)) {
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
    } catch (ExecutionException e) {
      return unstarted(
          location, String.valueOf(Optional.ofNullable(e.getCause()).orElse(e).getMessage()));
    } catch (IOException e) {
      return unstarted(location, String.valueOf(e.getMessage()));
    } catch (TimeoutException e) {
      return unstarted(location, "the code server did not listen within " + START);
    }
  }

  private static List<Checked> unstarted(LocationSettings location, String why) {
    return unloaded(location, Blame.MACHINE, ErrorInfo.ofMessage(CodeLocation.UNANSWERED, why));
  }

  private static List<Checked> unloaded(LocationSettings location, Blame blame, ErrorInfo error) {
    return List.of(
        new Checked(location.name(), "definitions", blame, List.of(error.summary()), List.of()));
  }

  private List<Checked> all() {
    LocationSnapshot snapshot = index.snapshot();
    List<String> notTurned = NotTurned.of(snapshot).stream().map(NotTurned::text).toList();
    add("definitions", List.of(), notTurned);
    snapshot.jobs().forEach(this::checkJob);
    snapshot
        .schedules()
        .forEach(schedule -> add("schedule '%s'".formatted(schedule.name()), problems(schedule)));
    snapshot
        .sensors()
        .forEach(sensor ->
            add("sensor '%s'".formatted(sensor.name()), List.of(), List.of(NOT_EVALUATED)));
    return checks;
  }

  private void checkJob(JobSnapshot job) {
    if (job.modes().contains("default")) {
      add("job '%s'".formatted(job.name()), problems(RunParts.of(job.name()), Depth.PLAN));
    }
    for (JobSnapshot.PresetSnapshot preset : job.presets()) {
      String what = "preset '%s' of job '%s'".formatted(preset.name(), job.name());
      add(what, problems(preset(job.name(), preset.name(), Optional.empty()), Depth.BIND));
      job.modes().stream()
          .filter(mode -> !mode.equals(preset.mode()))
          .forEach(mode ->
              add(
                  "%s in mode '%s'".formatted(what, mode),
                  List.of(),
                  unfit(preset(job.name(), preset.name(), Optional.of(mode)))));
    }
  }

  /// A preset is made for its own mode; it is no mistake when another does not take it.
  private List<String> unfit(RunParts asked) {
    return problems(asked, Depth.BIND).stream().map("does not fit: %s"::formatted).toList();
  }

  private void add(String what, List<String> problems) {
    add(what, problems, List.of());
  }

  private void add(String what, List<String> problems, List<String> notes) {
    checks.add(new Checked(location, what, Blame.DEFINITIONS, problems, notes));
  }

  private static RunParts preset(String job, String preset, Optional<String> mode) {
    return new RunParts(
        job,
        Optional.of(preset),
        mode,
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
