package io.dagwerk.model;

import java.time.Duration;

/// How often and after which wait a failed step is tried again.
///
/// The wait before retry `n` (from 1) is `delay` (constant), `n * delay` (linear) or `(2^n - 1) *
/// delay` (exponential, so 1, 3, 7 times the delay), at most `mostDelay`; jitter draws it anew from
/// 0 to that. Immutable.
///
/// ```java
/// Retry.times(3).exponential(Duration.ofSeconds(1)).jittered()
/// ```
///
/// @param retries how often a step is tried again; 0 for never
/// @param delay the unit of the wait
/// @param backoff how the wait grows
/// @param hasJitter whether the wait is drawn at random between 0 and the computed one
/// @param mostDelay no wait is longer
public record Retry(
    int retries, Duration delay, Backoff backoff, boolean hasJitter, Duration mostDelay) {
  private static final int MOST_RETRIES = 1000;
  private static final Duration LONGEST_WAIT = Duration.ofHours(24);

  /// No retries.
  public static final Retry NEVER = times(0);

  /// How the wait grows from retry to retry.
  public enum Backoff {
    CONSTANT,
    LINEAR,
    EXPONENTIAL
  }

  public Retry {
    if (retries < 0 || retries > MOST_RETRIES) {
      throw new IllegalArgumentException(
          "retries are between 0 and %d, but found %d".formatted(MOST_RETRIES, retries));
    }
    if (delay.isNegative() || mostDelay.isNegative()) {
      throw new IllegalArgumentException("a wait is not negative, but found " + delay);
    }
    if (delay.isZero() && (hasJitter || backoff != Backoff.CONSTANT)) {
      throw new IllegalArgumentException(
          "a growing or jittered wait needs a delay; give one, such as constant(1 second)");
    }
  }

  /// Tried again at once, so many times.
  public static Retry times(int retries) {
    return new Retry(retries, Duration.ZERO, Backoff.CONSTANT, false, LONGEST_WAIT);
  }

  /// The same wait before every retry.
  public Retry constant(Duration wait) {
    return new Retry(retries, wait, Backoff.CONSTANT, hasJitter, mostDelay);
  }

  /// A wait of 1, 2, 3... times the delay.
  public Retry linear(Duration first) {
    return new Retry(retries, first, Backoff.LINEAR, hasJitter, mostDelay);
  }

  /// A wait of 1, 3, 7... times the delay.
  public Retry exponential(Duration first) {
    return new Retry(retries, first, Backoff.EXPONENTIAL, hasJitter, mostDelay);
  }

  /// Every wait is drawn evenly between zero and the computed one, so that many do not come at
  /// once.
  public Retry jittered() {
    return new Retry(retries, delay, backoff, true, mostDelay);
  }

  /// No wait is longer than this; 24 hours if not said.
  public Retry atMost(Duration longest) {
    return new Retry(retries, delay, backoff, hasJitter, longest);
  }

  /// The wait before retry `n`, from 1.
  ///
  /// @param chance a number from 0 to 1 that jitter multiplies with; unused without jitter
  public Duration delayBefore(int n, double chance) {
    double factor =
        switch (backoff) {
          case CONSTANT -> 1;
          case LINEAR -> n;
          case EXPONENTIAL -> Math.pow(2, n) - 1;
        };
    double millis = Math.min(millis(delay) * factor, millis(mostDelay));
    return Duration.ofMillis(Math.round(hasJitter ? millis * chance : millis));
  }

  /// Whole ones; a `long` does not hold those of every duration.
  private static double millis(Duration wait) {
    return wait.toSeconds() * 1000.0 + wait.toMillisPart();
  }
}
