package io.dagwerk.execution;

import io.dagwerk.config.ConfigSource;
import io.dagwerk.definitions.Compute;
import io.dagwerk.definitions.Decision;
import io.dagwerk.definitions.Handle;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.RunRequest;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.definitions.Sensor;
import io.dagwerk.definitions.Tick;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SensorLook;
import io.dagwerk.model.SensorLook.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Asks the functions of schedules and sensors. What goes wrong is a failed evaluation, never an
/// exception. Thread-safe.
final class Evaluator {
  private final LocalOptions options;
  private final Mode mode;
  private final ConfigTree document;

  /// @param mode what is opened in place of which resource
  /// @param document the config of resources, schedules and sensors
  Evaluator(LocalOptions options, Mode mode, ConfigTree document) {
    this.options = options;
    this.mode = mode;
    this.document = document;
  }

  /// @throws IllegalArgumentException when the schedule has no function
  Evaluation evaluate(Schedule schedule, Instant scheduledAt) {
    Compute<Decision> compute =
        schedule
            .compute()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    schedule + " has no function to ask; its ticks are known without"));
    Asked asked =
        new Asked(schedule, "schedules", List.of(schedule.job()), schedule.settings().tags());
    return evaluate(asked, compute, fact -> fact(schedule, fact, scheduledAt));
  }

  private static Object fact(Schedule schedule, Input.Fact.Kind kind, Instant scheduledAt) {
    return switch (kind) {
      case TICK -> new Tick(scheduledAt);
      case CONTEXT, PARTITION_KEY, PARTITION_RANGE, TIME_WINDOW, DAY ->
          throw noSuch(schedule, kind);
      case CURSOR, ENDED_RUN, UPDATES, DELIVERY -> throw noSuch(schedule, kind);
    };
  }

  Evaluation evaluate(Sensor sensor, SensorLook look) {
    Asked asked = new Asked(sensor, "sensors", sensor.jobs(), sensor.settings().tags());
    return evaluate(asked, sensor.compute(), fact -> fact(sensor, fact, look));
  }

  private static Object fact(Sensor sensor, Input.Fact.Kind kind, SensorLook look) {
    return switch (kind) {
      case TICK -> new Tick(look.at());
      case CURSOR -> look.cursor();
      case ENDED_RUN, UPDATES, DELIVERY ->
          switch (look.cause()) {
            case Cause.RunEnded(var run) when kind == Input.Fact.Kind.ENDED_RUN -> run;
            case Cause.Updated(var updates) when kind == Input.Fact.Kind.UPDATES -> updates;
            case Cause.Delivered(var delivery) when kind == Input.Fact.Kind.DELIVERY -> delivery;
            case Cause.Interval _, Cause.RunEnded _, Cause.Updated _, Cause.Delivered _ ->
                throw noSuch(sensor, kind);
          };
      case CONTEXT, PARTITION_KEY, PARTITION_RANGE, TIME_WINDOW, DAY -> throw noSuch(sensor, kind);
    };
  }

  private static IllegalArgumentException noSuch(Handle reader, Input.Fact.Kind kind) {
    return new IllegalArgumentException(
        "%s reads %s, which it was not asked with".formatted(reader, kind));
  }

  /// Who is asked.
  ///
  /// @param section of the config document in which its entry stands
  private record Asked(
      Handle handle, String section, List<Job> jobs, SequencedMap<String, String> tags) {}

  private interface FactSource {
    Object get(Input.Fact.Kind kind);
  }

  private Evaluation evaluate(Asked asked, Compute<Decision> compute, FactSource facts) {
    try {
      BoundConfigs configs = configs(asked, compute);
      RunId nobody = RunId.createdAt(options.clock().instant());
      OpenResources resources = new OpenResources(nobody, mode, configs, _ -> {}, options.grace());
      try {
        return requested(asked, decided(asked, compute, facts, configs, resources));
      } finally {
        resources.close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Evaluation.Failed(ErrorInfo.of(e));
    } catch (Throwable e) {
      return new Evaluation.Failed(ErrorInfo.of(e));
    }
  }

  private BoundConfigs configs(Asked asked, Compute<Decision> compute) {
    SequencedMap<Object, BoundConfigs.Place> places = new LinkedHashMap<>();
    for (Input<?> input : compute.inputs()) {
      switch (input) {
        case Input.Config<?> config ->
            places.put(
                asked.handle(), place(asked.section(), asked.handle().name(), config.source()));
        case Resource<?> resource -> addResource(resource, places);
        default -> {}
      }
    }
    return BoundConfigs.of(places, document, options.environment());
  }

  private void addResource(Resource<?> declared, SequencedMap<Object, BoundConfigs.Place> places) {
    Resource<?> actual = mode.actual(declared);
    for (Input<?> input : actual.compute().inputs()) {
      switch (input) {
        case Input.Config<?> config ->
            places.put(actual, place("resources", actual.name(), config.source()));
        case Resource<?> needed -> addResource(needed, places);
        default -> {}
      }
    }
  }

  private static BoundConfigs.Place place(String section, String name, ConfigSource<?> source) {
    return new BoundConfigs.Place(List.of(section, name, "config"), source);
  }

  @SuppressWarnings("NullableProblems") // user code may return null, whatever its type says
  private static Decision decided(
      Asked asked,
      Compute<Decision> compute,
      FactSource facts,
      BoundConfigs configs,
      OpenResources resources)
      throws Exception {
    List<Object> values = new ArrayList<>();
    for (Input<?> input : compute.inputs()) {
      values.add(
          switch (input) {
            case Resource<?> resource -> resources.get(resource);
            case Input.Config<?> _ -> configs.of(asked.handle());
            case Input.Fact<?>(var kind) -> facts.get(kind);
            default ->
                throw new IllegalArgumentException(
                    "%s reads resources, config and facts, but found %s"
                        .formatted(asked.handle(), input));
          });
    }
    Decision decision = compute.apply(values);
    if (decision == null) {
      throw new IllegalStateException(
          "%s decided nothing; return Decision.skip(...) to run nothing".formatted(asked.handle()));
    }
    return decision;
  }

  private static Evaluation requested(Asked asked, Decision decision) {
    return switch (decision) {
      case Decision.Skip(String reason, var cursor) -> new Evaluation.Skipped(reason, cursor);
      case Decision.Request(var runs, var keys, var cursor) ->
          new Evaluation.Requested(
              runs.stream().map(run -> launch(asked, run)).toList(), keys, cursor);
    };
  }

  private static LaunchRun launch(Asked asked, RunRequest request) {
    Optional<Job> job = request.job().or(() -> asked.jobs().stream().findFirst());
    if (job.isEmpty() || !asked.jobs().contains(job.get())) {
      throw new IllegalArgumentException(
          "%s asks for a run of %s, but runs %s; name the job in running(...)"
              .formatted(
                  asked.handle(),
                  job.map(Job::toString).orElse("a job"),
                  asked.jobs().isEmpty() ? "none" : asked.jobs()));
    }
    SequencedMap<String, String> tags = new LinkedHashMap<>(asked.tags());
    tags.putAll(request.tags());
    return new LaunchRun(
        new LaunchRun.Target.OfJob(job.get().name(), request.selection()),
        request.key(),
        request.partitions(),
        Presets.config(asked.handle().toString(), request.config()),
        tags);
  }
}
