package io.dagwerk.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.stream.Stream;

/// The instants at which something is due in a time zone, without end in both directions.
/// Immutable, thread-safe; every question is answered by arithmetic on the calendar, also right
/// after years without a tick.
///
/// Beyond the years that `java.time` knows, a [java.time.DateTimeException] is thrown.
public sealed interface Ticks permits Cron, Crons {
  /// The first tick strictly after an instant.
  Instant next(Instant after, ZoneId zone);

  /// The last tick strictly before an instant.
  Instant previous(Instant before, ZoneId zone);

  /// The instant itself if it is a tick, else the next one.
  default Instant atOrAfter(Instant instant, ZoneId zone) {
    return next(instant.minusNanos(1), zone);
  }

  /// The instant itself if it is a tick, else the previous one.
  default Instant atOrBefore(Instant instant, ZoneId zone) {
    return previous(instant.plusNanos(1), zone);
  }

  default boolean isAt(Instant instant, ZoneId zone) {
    return atOrAfter(instant, zone).equals(instant);
  }

  /// The ticks after one instant and not after another, in order, found one by one as they are
  /// asked for.
  default Stream<Instant> between(Instant after, Instant upTo, ZoneId zone) {
    return Stream.iterate(next(after, zone), tick -> !tick.isAfter(upTo), tick -> next(tick, zone));
  }

  /// When clocks first show a local time or, where they skip it, the first instant thereafter.
  static Instant instantOf(LocalDateTime local, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    return Optional.ofNullable(rules.getTransition(local))
        .filter(ZoneOffsetTransition::isGap)
        .map(ZoneOffsetTransition::getInstant)
        .orElseGet(() -> local.toInstant(rules.getOffset(local)));
  }
}
