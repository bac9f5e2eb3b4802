package io.dagwerk.automation.queue;

import java.time.Duration;
import java.time.Instant;

/// The rule that nobody waits forever behind higher priorities: who waits gains one step of
/// priority per interval. Immutable.
///
/// @param step how long a wait is worth one step of priority, in whole seconds; zero for none
public record Ageing(Duration step) {
  /// Priorities never change.
  public static final Ageing NONE = new Ageing(Duration.ZERO);

  /// @throws IllegalArgumentException for a negative interval, and for a fraction of a second
  public Ageing {
    if (step.isNegative() || step.toNanosPart() != 0) {
      throw new IllegalArgumentException(
          "a step of ageing takes whole seconds, or zero for no ageing, but found " + step);
    }
  }

  /// The priority that a wait since then has now. A clock that went back takes nothing away.
  public long priority(int declared, Instant since, Instant now) {
    if (step.isZero() || !since.isBefore(now)) {
      return declared;
    }
    // Duration.dividedBy computes with BigDecimal, which is half of the time of an admission.
    return declared + Duration.between(since, now).toSeconds() / step.toSeconds();
  }
}
