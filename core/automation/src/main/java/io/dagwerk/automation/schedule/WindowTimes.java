package io.dagwerk.automation.schedule;

import io.dagwerk.cron.Cron;
import io.dagwerk.cron.Ticks;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitioning;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Partitions.CronWindows;
import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.TimeWindow;
import io.dagwerk.partitions.PartitionSet;
import io.dagwerk.partitions.PartitionSets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// The ends of windows of time, each so much later. In several dimensions those of the first that
/// has windows.
record WindowTimes(Ends ends, Duration offset) implements TickTimes {
  static WindowTimes of(Partitions partitions, Duration offset) {
    for (Partitions dimension : Partitioning.dimensions(partitions).values()) {
      switch (dimension) {
        case TimeWindows windows -> {
          return new WindowTimes(new OfWindows(windows), offset);
        }
        case CronWindows windows -> {
          return new WindowTimes(OfCron.of(windows), offset);
        }
        case Partitions.Fixed _, Partitions.Dynamic _, Partitions.Product _ -> {}
      }
    }
    throw new IllegalArgumentException(
        "expected partitions with windows of time, but found %s; give the schedule cron(...)"
            .formatted(Partitioning.describe(partitions)));
  }

  @Override
  public Optional<Instant> next(Instant after) {
    return ends.next(after.minus(offset)).map(end -> end.plus(offset));
  }

  @Override
  public Optional<Instant> previous(Instant before) {
    return ends.previous(before.minus(offset)).map(end -> end.plus(offset));
  }

  /// The ends of windows.
  sealed interface Ends {
    Optional<Instant> next(Instant after);

    Optional<Instant> previous(Instant before);
  }

  /// Of hours, days, weeks or months.
  record OfWindows(TimeWindows windows) implements Ends {
    @Override
    public Optional<Instant> next(Instant after) {
      Instant start = windows.start().atZone(windows.zone()).toInstant();
      Instant at = after.isBefore(start) ? start : after;
      // The window that the instant is in and the one thereafter, as far as they exist.
      PartitionSet set = PartitionSets.at(at).of(windows.ahead(2));
      Optional<PartitionKey> last = set.last();
      return Stream.of(last.flatMap(key -> set.step(key, -1)), last)
          .flatMap(Optional::stream)
          .flatMap(key -> set.window(key).stream())
          .map(TimeWindow::end)
          .filter(end -> end.isAfter(after))
          .findFirst();
    }

    @Override
    public Optional<Instant> previous(Instant before) {
      PartitionSet set = PartitionSets.at(before.minusNanos(1)).of(windows.ahead(0));
      return set.last().flatMap(set::window).map(TimeWindow::end);
    }
  }

  /// Of windows between the ticks of a cron expression.
  ///
  /// @param first when the first window starts
  record OfCron(Cron cron, CronWindows windows, Instant first) implements Ends {
    static OfCron of(CronWindows windows) {
      Cron cron = Cron.parse(windows.cron());
      Instant start = Ticks.instantOf(windows.start(), windows.zone());
      return new OfCron(cron, windows, cron.atOrAfter(start, windows.zone()));
    }

    @Override
    public Optional<Instant> next(Instant after) {
      return Optional.of(cron.next(after.isBefore(first) ? first : after, windows.zone()));
    }

    @Override
    public Optional<Instant> previous(Instant before) {
      return Optional.of(cron.previous(before, windows.zone())).filter(end -> end.isAfter(first));
    }
  }
}
