package io.dagwerk.partitions;

import io.dagwerk.model.Bounds;
import io.dagwerk.model.Partitions.Windows;
import java.time.Instant;
import java.util.Optional;

/// The times at which the windows of a definition end, also those to come. Immutable, thread-safe.
public final class WindowEnds {
  private final WindowRow row;
  private final Instant from;
  private final Optional<Instant> until;

  private WindowEnds(WindowRow row, Bounds bounds) {
    this.row = row;
    this.from = row.first(bounds);
    this.until = row.last(bounds);
  }

  /// @throws io.dagwerk.cron.InvalidCron for windows of a text that is no cron expression
  public static WindowEnds of(Windows definition) {
    return new WindowEnds(WindowRow.of(definition), definition.bounds());
  }

  /// The first one after an instant.
  public Optional<Instant> next(Instant after) {
    Instant boundary = row.boundaries().atOrBefore(after);
    Instant start = row.atOrAfter(boundary.isBefore(from) ? from : boundary);
    return Optional.of(row.end(start)).filter(end -> until.isEmpty() || !end.isAfter(until.get()));
  }

  /// The last one before an instant.
  public Optional<Instant> previous(Instant before) {
    Instant boundary = row.boundaries().before(before);
    Instant start = row.before(until.filter(boundary::isAfter).orElse(boundary));
    return Optional.of(start).filter(at -> !at.isBefore(from)).map(row::end);
  }
}
