package io.dagwerk.cron;

import java.time.Instant;
import java.time.ZoneId;

/// What times of the calendar become on the time line of a zone whose clocks are changed.
sealed interface ClockRule permits OncePerTime, EveryShowing {
  Instant next(Instant after, ZoneId zone);

  Instant previous(Instant before, ZoneId zone);
}
