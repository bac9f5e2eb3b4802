package io.dagwerk.partitions;

import io.dagwerk.cron.Cron;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;

/// The ticks of a cron expression as boundaries, each known by the local time that clocks show.
record CronBoundaries(Cron cron, ZoneId zone) implements Boundaries {
  @Override
  public Instant atOrBefore(Instant instant) {
    return cron.atOrBefore(instant, zone);
  }

  @Override
  public Instant after(Instant instant) {
    return cron.next(instant, zone);
  }

  @Override
  public String key(Instant boundary) {
    return keys().key(boundary);
  }

  @Override
  public Optional<Instant> boundary(String key) {
    return keys().instant(key).filter(found -> cron.isAt(found, zone));
  }

  private LocalKeys keys() {
    return new LocalKeys(zone, LocalDateTime::toString, LocalDateTime::parse);
  }
}
