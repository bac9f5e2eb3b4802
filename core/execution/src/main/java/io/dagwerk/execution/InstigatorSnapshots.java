package io.dagwerk.execution;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Schedule;
import io.dagwerk.definitions.Sensor;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.ScheduleSnapshot;
import io.dagwerk.model.ScheduleSnapshot.Asks;
import io.dagwerk.model.ScheduleSnapshot.Timing;
import io.dagwerk.model.SensorSnapshot;
import io.dagwerk.model.SensorSnapshot.Trigger;
import io.dagwerk.model.SensorSnapshot.Watched;
import io.dagwerk.plan.SelectedNodes;
import io.dagwerk.selection.InvalidSelection;
import java.util.List;
import java.util.Optional;

/// The rule that describes schedules and sensors to the host.
final class InstigatorSnapshots {
  private static final int CAUGHT_UP_OF_PARTITIONS = 5;
  private static final int CAUGHT_UP = 1;
  private static final List<String> DAILY = List.of("@daily");

  private final SelectedNodes selected;

  /// @param location with all nodes and jobs
  InstigatorSnapshots(LocationSnapshot location) {
    this.selected = new SelectedNodes(location);
  }

  ScheduleSnapshot of(Schedule schedule) {
    Schedule.Settings settings = schedule.settings();
    Optional<Partitions> partitions = partitions(schedule.job());
    boolean isOfPartitions = schedule.asks() == Asks.PARTITIONS;
    return new ScheduleSnapshot(
        schedule.name(),
        settings.description(),
        timing(schedule, partitions.filter(all -> Partitioning.windows(all).isPresent())),
        schedule.asks(),
        schedule.job().name(),
        partitions,
        settings.mostCaughtUp().orElse(isOfPartitions ? CAUGHT_UP_OF_PARTITIONS : CAUGHT_UP),
        settings.retry(),
        settings.byDefault(),
        settings.tags());
  }

  private static Timing timing(Schedule schedule, Optional<Partitions> windows) {
    Schedule.Settings settings = schedule.settings();
    if (schedule.asks() == Asks.PARTITIONS && settings.crons().isEmpty() && windows.isPresent()) {
      return new Timing.WindowEnds(windows.get(), settings.offset());
    }
    List<String> crons = settings.crons().isEmpty() ? DAILY : settings.crons();
    return new Timing.Crons(crons, settings.zone().getId());
  }

  /// A selection that means nothing is reported when the job is launched.
  private Optional<Partitions> partitions(Job job) {
    if (job.assets().isEmpty()) {
      return Optional.empty();
    }
    try {
      return SelectedNodes.partitions(selected.of(job.assets().get().expression()));
    } catch (InvalidSelection e) {
      return Optional.empty();
    }
  }

  static SensorSnapshot of(Sensor sensor) {
    return new SensorSnapshot(
        sensor.name(),
        sensor.description(),
        trigger(sensor.trigger()),
        sensor.jobs().stream().map(Job::name).toList(),
        sensor.settings().byDefault(),
        sensor.settings().tags());
  }

  private static Trigger trigger(Sensor.Trigger declared) {
    return switch (declared) {
      case Sensor.Trigger.Every(var interval) -> new Trigger.Every(interval);
      case Sensor.Trigger.RunEnded(var jobs, var ends) ->
          new Trigger.RunEnded(jobs.stream().map(Job::name).toList(), ends);
      case Sensor.Trigger.Updated(var assets, var match, var per) ->
          new Trigger.Updated(
              assets.stream().map(asset -> new Watched(asset.key(), asset.partitions())).toList(),
              match,
              per.or(() -> assets.stream().findFirst().flatMap(Asset::partitions)));
      case Sensor.Trigger.Webhook(String path) -> new Trigger.Webhook(path);
    };
  }
}
