package io.dagwerk.automation.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How long the log of a run is kept after the run has ended. Immutable.
public sealed interface LogRetention {
  /// What holds when nothing was said: 90 days.
  static LogRetention usual() {
    return new For(Duration.ofDays(90));
  }

  /// Until the run is deleted.
  record Forever() implements LogRetention {}

  /// For so long.
  record For(Duration length) implements LogRetention {
    /// @throws IllegalArgumentException when it is not positive
    public For {
      if (!length.isPositive()) {
        throw new IllegalArgumentException(
            "logs are kept for a time longer than 0, or forever, but found %s".formatted(length));
      }
    }
  }

  /// The logs of runs that ended before this time have expired; empty when there can be none.
  default Optional<Instant> expiresBefore(Instant now) {
    return switch (this) {
      case Forever _ -> Optional.empty();
      // No run ended before 1970, and a time long before that cannot be stored.
      case For(Duration length) ->
          length.compareTo(Duration.between(Instant.EPOCH, now)) < 0
              ? Optional.of(now.minus(length))
              : Optional.empty();
    };
  }
}
