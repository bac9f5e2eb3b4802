package io.dagwerk.automation.condition;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Ticks at every multiple of a duration since 1970; the duration stands for the cron expression.
final class FakeTicks implements CronTicks {
  @Override
  public Optional<Instant> next(String cron, String zone, Instant after) {
    return last(cron, zone, after).map(tick -> tick.plus(Duration.parse(cron)));
  }

  @Override
  public Optional<Instant> last(String cron, String zone, Instant at) {
    long seconds = Duration.parse(cron).toSeconds();
    return Optional.of(
        Instant.ofEpochSecond(Math.floorDiv(at.getEpochSecond(), seconds) * seconds));
  }
}
