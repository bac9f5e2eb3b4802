package io.dagwerk.automation.condition;

import io.dagwerk.cron.Cron;
import io.dagwerk.model.Condition.CronTickPassed;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/// When the cron expressions of conditions tick. For one evaluation: it keeps what it has computed.
final class CronTicks {
  private final Map<String, Cron> parsed = new HashMap<>();
  private final Map<At, Instant> next = new HashMap<>();
  private final Map<At, Instant> last = new HashMap<>();

  private record At(CronTickPassed cron, Instant at) {}

  /// The first tick after an instant.
  Instant next(CronTickPassed cron, Instant after) {
    return next.computeIfAbsent(
        new At(cron, after), _ -> parsed(cron).next(after, ZoneId.of(cron.zone())));
  }

  /// The last tick at or before an instant.
  Instant last(CronTickPassed cron, Instant at) {
    return last.computeIfAbsent(
        new At(cron, at), _ -> parsed(cron).atOrBefore(at, ZoneId.of(cron.zone())));
  }

  private Cron parsed(CronTickPassed cron) {
    return parsed.computeIfAbsent(cron.cron(), Cron::parse);
  }
}
