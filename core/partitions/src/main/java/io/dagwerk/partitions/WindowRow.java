package io.dagwerk.partitions;

import io.dagwerk.cron.Cron;
import io.dagwerk.cron.Ticks;
import io.dagwerk.model.Bounds;
import io.dagwerk.model.Exclusions;
import io.dagwerk.model.Partitions.CronWindows;
import io.dagwerk.model.Partitions.TimeWindows;
import io.dagwerk.model.Partitions.Windows;
import io.dagwerk.model.TimeWindow;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import java.util.stream.Stream;

/// The endless row of windows of a definition. Those that start on an excluded day are not windows
/// of it, though their boundaries are there.
record WindowRow(Boundaries boundaries, ZoneId zone, Exclusions exclusions) {
  /// More excluded days in a row than can be: seven of a week are refused, and 10,000 dates.
  private static final int MOST_EXCLUDED = 20_000;

  /// @throws io.dagwerk.cron.InvalidCron for a text that is no cron expression
  static WindowRow of(Windows definition) {
    Boundaries boundaries =
        switch (definition) {
          case TimeWindows windows -> new TimeGrid(windows.cadence(), windows.zone());
          case CronWindows windows ->
              new CronBoundaries(Cron.parse(windows.cron()), windows.zone());
        };
    return new WindowRow(boundaries, definition.zone(), definition.exclusions());
  }

  /// Where the first window of a definition may begin.
  Instant first(Bounds bounds) {
    return boundaries.atOrAfter(Ticks.instantOf(bounds.start(), zone));
  }

  /// Where the last window of a definition may end, if it has an end.
  Optional<Instant> last(Bounds bounds) {
    return bounds.end().map(local -> boundaries.atOrBefore(Ticks.instantOf(local, zone)));
  }

  boolean has(Instant boundary) {
    return exclusions.isEmpty() || !exclusions.contains(day(boundary));
  }

  /// The day that an instant counts to: from when clocks first show the day until they first show
  /// the next, also where they are set back over midnight.
  private LocalDate day(Instant instant) {
    LocalDate day = LocalDate.ofInstant(instant, zone);
    return begin(day.plusDays(1)).isAfter(instant) ? day : day.plusDays(1);
  }

  /// When a day begins.
  Instant begin(LocalDate day) {
    return Ticks.instantOf(day.atStartOfDay(), zone);
  }

  Instant end(Instant start) {
    return boundaries.after(start);
  }

  TimeWindow window(Instant start) {
    return new TimeWindow(start, end(start));
  }

  /// The start of the first window that does not start before an instant.
  Instant atOrAfter(Instant instant) {
    Instant found = boundaries.atOrAfter(instant);
    for (int i = 0; !has(found); i++) {
      checkFound(i);
      found = boundaries.atOrAfter(begin(day(found).plusDays(1)));
    }
    return found;
  }

  /// The start of the window after one.
  private Instant next(Instant start) {
    Instant end = end(start);
    return has(end) ? end : atOrAfter(end);
  }

  /// The start of the last window that starts before an instant.
  Instant before(Instant instant) {
    Instant found = boundaries.before(instant);
    for (int i = 0; !has(found); i++) {
      checkFound(i);
      found = boundaries.before(begin(day(found)));
    }
    return found;
  }

  private void checkFound(int tries) {
    if (tries > MOST_EXCLUDED) {
      throw new IllegalArgumentException(
          "expected some windows to exist, but all are excluded: " + exclusions);
    }
  }

  /// The start of the window so many windows after a boundary, or before it.
  Instant step(Instant boundary, long places) {
    Instant at = boundary;
    for (long i = 0; i < places; i++) {
      at = next(at);
    }
    for (long i = places; i < 0; i++) {
      at = before(at);
    }
    return at;
  }

  /// The starts of the windows that start in a span, its end not included, in order.
  Stream<Instant> starting(Instant from, Instant until) {
    return Stream.iterate(atOrAfter(from), start -> start.isBefore(until), this::next);
  }

  /// The least instant whose window, moved by so many places, is this one or a later one.
  Instant least(Instant start, long places) {
    return places < 0 ? end(step(start, -places - 1)) : step(start, -places);
  }

  /// The least instant whose window, moved by so many places, is later than this one.
  Instant beyond(Instant start, long places) {
    return places > 0 ? step(start, 1 - places) : end(step(start, -places));
  }
}
