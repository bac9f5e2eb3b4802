package io.dagwerk.automation.schedule;

import java.time.Instant;

/// Ticks that are not made up for, because there were too many; recorded so that the gap is seen.
///
/// @param count how many, at most [#MOST_COUNTED]
public record MissedTicks(Instant first, Instant last, int count) {
  /// A longer gap is not counted further.
  public static final int MOST_COUNTED = 10_000;
}
