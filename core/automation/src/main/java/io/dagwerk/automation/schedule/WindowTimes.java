package io.dagwerk.automation.schedule;

import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.partitions.WindowEnds;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The ends of windows of time, each so much later. In several dimensions those of the first that
/// has windows.
record WindowTimes(WindowEnds ends, Duration offset) implements TickTimes {
  static WindowTimes of(Partitions partitions, Duration offset) {
    return Partitioning.windows(partitions)
        .map(windows -> new WindowTimes(WindowEnds.of(windows), offset))
        .orElseThrow(() ->
            new IllegalArgumentException(
                "expected partitions with windows of time, but found %s; give the schedule cron(...)"
                    .formatted(Partitioning.describe(partitions))));
  }

  @Override
  public Optional<Instant> next(Instant after) {
    return ends.next(after.minus(offset)).map(end -> end.plus(offset));
  }

  @Override
  public Optional<Instant> previous(Instant before) {
    return ends.previous(before.minus(offset)).map(end -> end.plus(offset));
  }
}
