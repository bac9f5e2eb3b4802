package io.dagwerk.automation.schedule;

import io.dagwerk.cron.Crons;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/// The times of cron expressions in a zone.
record CronTimes(Crons crons, ZoneId zone) implements TickTimes {
  @Override
  public Optional<Instant> next(Instant after) {
    return Optional.of(crons.next(after, zone));
  }

  @Override
  public Optional<Instant> previous(Instant before) {
    return Optional.of(crons.previous(before, zone));
  }
}
