package io.dagwerk.automation.tick;

import java.util.Optional;

/// The rule of whether what a function decided may take effect. It is judged in the transaction
/// that writes the end of the tick, its requests, the queued runs and the cursor, all or none: a
/// function may be asked more than once, but takes effect once.
public final class TickCommit {
  private TickCommit() {}

  /// What is stored at the moment of the commit.
  ///
  /// @param fence of the lease as it is held now
  /// @param open the attempt at the same tick that is under way, if one is
  /// @param cursor of the sensor; empty for a schedule
  public record Standing(long fence, Optional<StartedTick> open, Optional<String> cursor) {}

  /// Why a decision is thrown away.
  public enum Refusal {
    /// Another holds the lease.
    LEASE_LOST,
    /// The tick has ended, or its schedule or sensor was stopped.
    NOT_OPEN,
    /// Another attempt was started at the same tick.
    TAKEN_OVER,
    /// The cursor is no longer the one that the function was given.
    CURSOR_MOVED
  }

  /// Why this attempt may not end its tick; empty when it may.
  public static Optional<Refusal> refusal(StartedTick attempt, Standing stored) {
    if (stored.fence() != attempt.fence()) {
      return Optional.of(Refusal.LEASE_LOST);
    }
    if (stored.open().isEmpty()) {
      return Optional.of(Refusal.NOT_OPEN);
    }
    if (!stored.open().get().equals(attempt)) {
      return Optional.of(Refusal.TAKEN_OVER);
    }
    return stored.cursor().equals(attempt.cursor())
        ? Optional.empty()
        : Optional.of(Refusal.CURSOR_MOVED);
  }
}
