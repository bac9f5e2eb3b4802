package io.dagwerk.automation.retention;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How far a host's clock is believed before something is deleted for good: a host that comes up
/// with a clock far ahead would delete all logs at once. Immutable.
///
/// A clock is believed when it is near the newest run that is stored, or when it has gone on
/// steadily for a day, in which somebody may set it right. Until then it counts as it was at that
/// run.
///
/// @param last when the last turn was, by the clock
/// @param steadyTurns how many turns the clock has gone on as they did
public record SteadyClock(Optional<Instant> last, int steadyTurns) {
  /// How long after the newest run the clock is believed at once.
  private static final Duration NEAR = Duration.ofDays(1);

  /// How many turns, of an hour, it has to be steady else.
  private static final int ENOUGH_TURNS = 24;

  /// How much the clock may go on between two turns, the first of which may have taken long.
  private static final Duration LONGEST_STEP = Duration.ofHours(6);

  /// Of a host that has just come up.
  public static SteadyClock unknown() {
    return new SteadyClock(Optional.empty(), 0);
  }

  /// As it is at the next turn.
  public SteadyClock at(Instant now) {
    boolean isSteady =
        last.map(it -> Duration.between(it, now))
            .filter(step -> !step.isNegative() && step.compareTo(LONGEST_STEP) <= 0)
            .isPresent();
    return new SteadyClock(
        Optional.of(now), isSteady ? Math.min(steadyTurns + 1, ENOUGH_TURNS) : 0);
  }

  /// The time that is believed at this turn.
  ///
  /// @param newest when the newest run was, by the clock of whichever host it had
  public Instant believed(Instant now, Instant newest) {
    boolean isNear = Duration.between(newest, now).compareTo(NEAR) <= 0;
    return isNear || steadyTurns >= ENOUGH_TURNS ? now : newest;
  }
}
