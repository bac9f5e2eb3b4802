package io.dagwerk.automation.schedule;

import io.dagwerk.cron.Crons;
import io.dagwerk.model.ScheduleSnapshot.Timing;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// The times at which a schedule ticks. Immutable.
public interface TickTimes {
  /// The first one strictly after an instant.
  Optional<Instant> next(Instant after);

  /// The last one strictly before an instant.
  Optional<Instant> previous(Instant before);

  /// @throws io.dagwerk.cron.InvalidCron when an expression is none
  /// @throws IllegalArgumentException when partitions have no windows
  static TickTimes of(Timing timing) {
    return switch (timing) {
      case Timing.Crons(var crons, String zone) ->
          new CronTimes(Crons.parse(crons), ZoneId.of(zone));
      case Timing.WindowEnds(var partitions, var offset) -> WindowTimes.of(partitions, offset);
    };
  }
}
