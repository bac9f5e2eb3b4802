package io.dagwerk.partitions;

import java.time.Instant;
import java.util.Optional;

/// The instants at which windows of time begin and the ones before end, without end in both
/// directions.
sealed interface Boundaries permits TimeGrid, CronBoundaries {
  /// The last one that is not after an instant.
  Instant atOrBefore(Instant instant);

  /// The first one after an instant.
  Instant after(Instant instant);

  /// The last one before an instant.
  default Instant before(Instant instant) {
    return atOrBefore(instant.minusNanos(1));
  }

  /// The first one that is not before an instant.
  default Instant atOrAfter(Instant instant) {
    return after(instant.minusNanos(1));
  }

  /// The user's name of the window that begins at a boundary.
  String key(Instant boundary);

  /// Where the window begins that has a name as [#key] writes it.
  Optional<Instant> boundary(String key);
}
