package io.dagwerk.testing;

import io.dagwerk.automation.backfill.Backfill;
import io.dagwerk.automation.backfill.BackfillId;
import io.dagwerk.automation.backfill.BackfillRequest;
import io.dagwerk.automation.backfill.StaleSteps;
import io.dagwerk.automation.schedule.MissedTicks;
import io.dagwerk.automation.schedule.ScheduleRule;
import io.dagwerk.automation.schedule.ScheduleState;
import io.dagwerk.automation.sensor.SensorRule;
import io.dagwerk.automation.sensor.SensorState;
import io.dagwerk.automation.sensor.Waiting;
import io.dagwerk.automation.tick.EndedTick;
import io.dagwerk.config.Environment;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Definition;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.definitions.Sensor;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Delivery;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Schedules, sensors, conditions and backfills on a clock that a test holds: they are turned by
/// the same rules as in production, and what they ask for is run in memory. A month passes in a
/// moment.
///
/// ```java
/// Clockwork clock =
///     Clockwork.of(definitions).startingAt("2001-01-01T00:00Z").with(box, new FakeBox());
/// clock.advance(Duration.ofDays(1));
/// assertThat(clock.ticks(everyMorning)).hasSize(1);
/// assertThat(clock.runs(refresh)).allMatch(Result::succeeded);
/// ```
///
/// All schedules and sensors run from the start, whatever their default is. A run takes no time on
/// the clock; what it made wakes sensors before the clock moves on. What is said by `with` and
/// `config` is said before the clock first moves. Confined to one thread.
public final class Clockwork {
  private static final int MOST_ROUNDS = 1_000;

  private final Definitions definitions;
  private final Workbench bench;
  private final VirtualClock clock;
  private final History history = new History();
  private final ClockedRuns runs;
  private final ClockedBackfills backfills;
  private final SequencedMap<Schedule, ClockedSchedule> schedules = new LinkedHashMap<>();
  private final SequencedMap<Sensor, ClockedSensor> sensors = new LinkedHashMap<>();
  private final Set<String> delivered = new HashSet<>();
  private Optional<ClockedConditions> conditions = Optional.empty();

  private Clockwork(Definitions definitions, Instant start) {
    this.definitions = definitions;
    this.bench = new Workbench(definitions);
    this.clock = new VirtualClock(start);
    this.runs = new ClockedRuns(definitions, bench, history, clock);
    this.backfills = new ClockedBackfills(bench, history, runs);
    bench.clock(clock);
    bench.dynamicKeys(history);
  }

  public static Unset of(Definitions definitions) {
    return new Unset(definitions);
  }

  /// A clockwork whose clock is not set.
  public record Unset(Definitions definitions) {
    /// @param instant such as `2001-01-01T00:00Z`
    /// @throws IllegalArgumentException when it is none
    public Clockwork startingAt(String instant) {
      return new Clockwork(definitions, parsed(instant));
    }
  }

  /// Opens this in place of a resource.
  public <T> Clockwork with(Resource<T> resource, T fake) {
    bench.fake(resource, fake);
    return this;
  }

  /// The config of everything that takes config of this type.
  public Clockwork with(Record config) {
    bench.config(config);
    return this;
  }

  /// A part of the config document of every run.
  public Clockwork config(Map<String, ?> document) {
    bench.document(ConfigTree.of(document));
    return this;
  }

  /// Where config finds `{env: NAME}`.
  public Clockwork with(Environment environment) {
    bench.environment(environment);
    return this;
  }

  /// Finds what the runs on another clockwork have stored, as after a new version of the code.
  public Clockwork after(Clockwork earlier) {
    bench.after(earlier.bench);
    history.remember(earlier.history);
    return this;
  }

  // Time.

  public Instant now() {
    return clock.instant();
  }

  /// Lets time pass: everything that is due happens at its time and in its order.
  ///
  /// @throws IllegalArgumentException when it is negative
  public Clockwork advance(Duration span) {
    if (span.isNegative()) {
      throw new IllegalArgumentException("time only goes on, but found " + span);
    }
    begin();
    Instant target = now().plus(span);
    turn();
    Optional<Instant> wake = wakeAt();
    while (wake.isPresent() && !wake.get().isAfter(target)) {
      clock.set(wake.get());
      turn();
      wake = wakeAt();
    }
    clock.set(target);
    return this;
  }

  private void begin() {
    runs.prepare();
    if (conditions.isPresent()) {
      return;
    }
    LocationSnapshot location = bench.runs().snapshot();
    var stand = new ClockedSchedule.Stand(bench, history, runs, now());
    ClockedConditions made = new ClockedConditions(location, stand);
    runs.listening(made::ended);
    conditions = Optional.of(made);
    location
        .schedules()
        .forEach(described -> {
          Schedule schedule = definitions.find(Schedule.class, described.name()).orElseThrow();
          ScheduleRule rule = ScheduleRule.of(described, location.codeVersion());
          schedules.put(schedule, new ClockedSchedule(schedule, rule, stand));
        });
    location
        .sensors()
        .forEach(described -> {
          Sensor sensor = definitions.find(Sensor.class, described.name()).orElseThrow();
          SensorRule rule = new SensorRule(described, location.codeVersion());
          sensors.put(sensor, new ClockedSensor(sensor, rule, stand));
        });
  }

  private List<Turned> all() {
    List<Turned> all = new ArrayList<>(schedules.values());
    all.addAll(sensors.values());
    conditions.ifPresent(all::add);
    all.addAll(backfills.all());
    return all;
  }

  /// Turns everything until nothing has anything to do now.
  private void turn() {
    for (int round = 0; round < MOST_ROUNDS; round++) {
      boolean isQuiet = true;
      for (Turned each : all()) {
        isQuiet &= !each.turn(now());
      }
      if (isQuiet) {
        return;
      }
    }
    throw new IllegalStateException(
        "things wake each other again and again at %s, and the clock cannot move on; look at the sensors on runs and assets"
            .formatted(now()));
  }

  private Optional<Instant> wakeAt() {
    return all().stream()
        .flatMap(each -> each.wakeAt().stream())
        .filter(now()::isBefore)
        .min(Instant::compareTo);
  }

  // Schedules and sensors.

  /// What became of the ticks of a schedule, each attempt by itself, in order.
  public List<EndedTick> ticks(Schedule schedule) {
    return get(schedule).ticks();
  }

  /// What became of the looks of a sensor, in order.
  public List<EndedTick> ticks(Sensor sensor) {
    return get(sensor).ticks();
  }

  /// The ticks that a schedule did not make up for.
  public List<MissedTicks> missed(Schedule schedule) {
    return get(schedule).missed();
  }

  public ScheduleState state(Schedule schedule) {
    return get(schedule).state();
  }

  public SensorState state(Sensor sensor) {
    return get(sensor).state();
  }

  /// The partitions that a sensor on several assets waits for, and what it lacks.
  public List<Waiting> waiting(Sensor sensor) {
    return get(sensor).waiting(now());
  }

  /// What a schedule asks for at a time, past or future, without any effect.
  ///
  /// @param instant such as `2001-01-01T06:00Z`
  /// @throws IllegalArgumentException when it is none
  public Evaluation evaluate(Schedule schedule, String instant) {
    return get(schedule).evaluate(parsed(instant));
  }

  private static Instant parsed(String instant) {
    try {
      return OffsetDateTime.parse(instant).toInstant();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a time with its offset, such as 2001-01-01T06:00Z or 2001-01-01T06:00+01:00, but found '%s'"
              .formatted(instant),
          e);
    }
  }

  /// Starts a schedule that was stopped.
  public Clockwork start(Schedule schedule) {
    get(schedule).start(now());
    return this;
  }

  /// Stops a schedule: its ticks do not count until it is started.
  public Clockwork stop(Schedule schedule) {
    get(schedule).stop(now());
    return this;
  }

  /// Starts a sensor that was stopped.
  public Clockwork start(Sensor sensor) {
    get(sensor).start(now());
    return this;
  }

  /// Stops a sensor: it is not told of what happens until it is started.
  public Clockwork stop(Sensor sensor) {
    get(sensor).stop(now());
    return this;
  }

  /// Sets what a sensor remembers.
  public Clockwork remember(Sensor sensor, String cursor) {
    get(sensor).remember(Optional.of(cursor));
    return this;
  }

  /// Lets a request come to a path that sensors on webhooks are told of. One with a key that came
  /// before is dropped.
  public Clockwork deliver(String path, String key, String body) {
    if (delivered.add(path + " " + key)) {
      history.delivered(path, new Delivery(key, now(), body, new LinkedHashMap<>()));
    }
    return this;
  }

  private ClockedSchedule get(Schedule schedule) {
    begin();
    return Optional.ofNullable(schedules.get(schedule)).orElseThrow(() -> undefined(schedule));
  }

  private ClockedSensor get(Sensor sensor) {
    begin();
    return Optional.ofNullable(sensors.get(sensor)).orElseThrow(() -> undefined(sensor));
  }

  private static IllegalArgumentException undefined(Definition definition) {
    return new IllegalArgumentException(
        definition + " is none of the definitions of this clockwork; look at one that is");
  }

  // Conditions.

  /// Why the condition of an asset without partitions asks for it, or what it waits for, one
  /// sentence each, as of the last time when that changed.
  ///
  /// @throws IllegalArgumentException when it has no condition
  public List<String> why(Asset<?> asset) {
    return why(asset, Optional.empty());
  }

  /// As [#why(Asset)], of a partition.
  ///
  /// @throws IllegalArgumentException when it has no condition, or there is no such partition
  public List<String> why(Asset<?> asset, String partition) {
    return why(asset, Optional.of(PartitionKey.of(partition)));
  }

  private List<String> why(Asset<?> asset, Optional<PartitionKey> partition) {
    begin();
    return conditions.orElseThrow().why(asset.key(), partition);
  }

  /// The runs that conditions asked for and that could not start, each with the reason.
  public List<String> refused() {
    begin();
    return conditions.orElseThrow().refused();
  }

  // Runs and values.

  /// The runs of a job, in order.
  public List<Result> runs(Job job) {
    return runs.of(job).stream().map(ended -> new Result(ended.run())).toList();
  }

  /// What the runs of a job were asked for with, in the order of the runs.
  public List<LaunchRun> launches(Job job) {
    return runs.of(job).stream().map(ClockedRuns.Ended::launch).toList();
  }

  /// What all runs were asked for with, in the order of the runs.
  public List<LaunchRun> launches() {
    return runs.all().stream().map(ClockedRuns.Ended::launch).toList();
  }

  /// All runs, in order, also those of no job.
  public List<Result> runs() {
    return runs.all().stream().map(ended -> new Result(ended.run())).toList();
  }

  /// Runs a job now, as somebody would by hand.
  ///
  /// @throws RunRefused with all reasons why it cannot run
  public Result launch(Job job, String... partitions) {
    begin();
    List<PartitionKey> keys = Stream.of(partitions).map(PartitionKey::of).toList();
    return new Result(runs.run(LaunchRun.ofJob(job.name()).on(keys)));
  }

  /// The partitions of an asset that have a value, in the order in which they first got one.
  public List<PartitionKey> partitions(Asset<?> asset) {
    begin();
    return List.copyOf(bench.runs().ledger().partitions(asset.key()));
  }

  /// The value of an asset without partitions.
  public <T> T value(Asset<T> asset) {
    return bench.load(asset.type(), new OutputAddress.OfAsset(asset.key(), Optional.empty()));
  }

  /// The value of a partition of an asset.
  public <T> T value(Asset<T> asset, String partition) {
    return bench.load(
        asset.type(),
        new OutputAddress.OfAsset(asset.key(), Optional.of(PartitionKey.of(partition))));
  }

  // Backfills.

  /// Asks for a backfill, which begins when the clock is next advanced, be it by nothing.
  ///
  /// @throws IllegalArgumentException with all that is wrong with the request
  public BackfillId backfill(BackfillRequest request) {
    begin();
    return backfills.request(request);
  }

  public Backfill state(BackfillId backfill) {
    return backfills.get(backfill).state();
  }

  /// Changes a backfill, such as by canceling it or making again what failed.
  public Clockwork change(BackfillId backfill, UnaryOperator<Backfill> change) {
    ClockedBackfill turned = backfills.get(backfill);
    turned.change(change.apply(turned.state()));
    return this;
  }

  /// The steps that a backfill by version would run, each with its reason, without any effect.
  ///
  /// @throws IllegalArgumentException with all that is wrong with the request
  public StaleSteps stale(BackfillRequest request) {
    begin();
    return backfills.find(request);
  }
}
