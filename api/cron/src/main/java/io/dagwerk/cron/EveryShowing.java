package io.dagwerk.cron;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;

/// Fires whenever clocks show a time: twice for one that they repeat, never for one that they skip.
record EveryShowing(CronTimes times) implements ClockRule {
  @Override
  public Instant next(Instant after, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    ZoneOffset offset = rules.getOffset(after);
    Instant due =
        times
            .atOrAfter(LocalDateTime.ofEpochSecond(after.getEpochSecond() + 1, 0, offset))
            .toInstant(offset);
    Optional<ZoneOffsetTransition> change = Optional.ofNullable(rules.nextTransition(after));
    while (change.isPresent() && !due.isBefore(change.get().getInstant())) {
      due =
          times.atOrAfter(change.get().getDateTimeAfter()).toInstant(change.get().getOffsetAfter());
      change = Optional.ofNullable(rules.nextTransition(change.get().getInstant()));
    }
    return due;
  }

  @Override
  public Instant previous(Instant before, ZoneId zone) {
    ZoneRules rules = zone.getRules();
    ZoneOffset offset = rules.getOffset(before.minusNanos(1));
    Instant due = times.before(LocalDateTime.ofInstant(before, offset)).toInstant(offset);
    Optional<ZoneOffsetTransition> change = Optional.ofNullable(rules.previousTransition(before));
    while (change.isPresent() && due.isBefore(change.get().getInstant())) {
      due =
          times.before(change.get().getDateTimeBefore()).toInstant(change.get().getOffsetBefore());
      change = Optional.ofNullable(rules.previousTransition(change.get().getInstant()));
    }
    return due;
  }
}
