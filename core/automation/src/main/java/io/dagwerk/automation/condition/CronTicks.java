package io.dagwerk.automation.condition;

import java.time.Instant;
import java.util.Optional;

/// When cron expressions tick.
public interface CronTicks {
  /// The first tick after an instant, if there is one.
  Optional<Instant> next(String cron, String zone, Instant after);

  /// The last tick at or before an instant, if there is one.
  Optional<Instant> last(String cron, String zone, Instant at);
}
