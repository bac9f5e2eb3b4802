package io.dagwerk.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/// Each time of the calendar fires once: when clocks first show it or, where they skip it, at the
/// first instant thereafter.
///
/// So a time fires when the clocks first come to it or pass it, and what they showed already,
/// before they were set back, is over.
record OncePerTime(CronTimes times) implements ClockRule {
  @Override
  public Instant next(Instant after, ZoneId zone) {
    ZoneOffset offset = zone.getRules().getOffset(after);
    LocalDateTime nextSecond = LocalDateTime.ofEpochSecond(after.getEpochSecond() + 1, 0, offset);
    LocalDateTime shown = LocalDateTime.ofInstant(after, offset);
    LocalDateTime due = times.atOrAfter(endOfRepetition(shown, offset, zone).orElse(nextSecond));
    return Ticks.instantOf(due, zone);
  }

  @Override
  public Instant previous(Instant before, ZoneId zone) {
    // Of the clocks before a change at this very instant, so that skipped times do not count.
    ZoneOffset offset = zone.getRules().getOffset(before.minusNanos(1));
    LocalDateTime shown = LocalDateTime.ofInstant(before, offset);
    LocalDateTime due = times.before(endOfRepetition(shown, offset, zone).orElse(shown));
    return Ticks.instantOf(due, zone);
  }

  /// Until when clocks of this offset repeat what was shown already, if they do.
  private static Optional<LocalDateTime> endOfRepetition(
      LocalDateTime shown, ZoneOffset offset, ZoneId zone) {
    return Optional.ofNullable(zone.getRules().getTransition(shown))
        .filter(change -> change.isOverlap() && change.getOffsetAfter().equals(offset))
        .map(ZoneOffsetTransition::getDateTimeBefore);
  }
}
