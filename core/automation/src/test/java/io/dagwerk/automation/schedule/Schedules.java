package io.dagwerk.automation.schedule;

import io.dagwerk.model.InstigatorStatus;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Retry;
import io.dagwerk.model.ScheduleSnapshot;
import io.dagwerk.model.ScheduleSnapshot.Asks;
import io.dagwerk.model.ScheduleSnapshot.Timing;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/// Schedules for tests.
final class Schedules {
  static final Retry TWICE = Retry.times(2).exponential(Duration.ofSeconds(10));

  private Schedules() {}

  static ScheduleSnapshot cron(String... crons) {
    return of(new Timing.Crons(List.of(crons), "UTC"), Asks.RUN, Optional.empty(), 1);
  }

  static ScheduleSnapshot ofPartitions(Partitions partitions) {
    return of(
        new Timing.WindowEnds(partitions, Duration.ZERO),
        Asks.PARTITIONS,
        Optional.of(partitions),
        5);
  }

  static ScheduleSnapshot of(
      Timing timing, Asks asks, Optional<Partitions> partitions, int mostCaughtUp) {
    return new ScheduleSnapshot(
        "schedule",
        "",
        timing,
        asks,
        "job",
        partitions,
        mostCaughtUp,
        TWICE,
        InstigatorStatus.RUNNING,
        new LinkedHashMap<>());
  }
}
