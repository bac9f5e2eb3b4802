package io.dagwerk.spi;

import io.dagwerk.model.RunId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// An attempt at a tick, with what came of it.
///
/// @param number grows with every attempt
/// @param cursor what the instigator remembered at its start
/// @param runs that it queued, in order
public record StoredTick(
    long number, NewTick tick, Optional<String> cursor, End end, List<RunId> runs) {
  private static final String REPLACED = "another attempt took its place";

  public StoredTick {
    runs = List.copyOf(runs);
  }

  /// How it ended, or that it has not.
  ///
  /// @param reason why nothing was asked for, in one line; empty if something was
  /// @param ended empty while it is under way
  public record End(TickStatus status, String reason, Optional<Instant> ended) {
    public static End open() {
      return new End(TickStatus.STARTED, "", Optional.empty());
    }

    /// The end of an attempt in whose place another was started.
    public static End replaced(Instant at) {
      return new End(TickStatus.FAILED, REPLACED, Optional.of(at));
    }
  }
}
