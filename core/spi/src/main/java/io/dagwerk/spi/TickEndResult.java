package io.dagwerk.spi;

import io.dagwerk.model.RunId;
import java.util.List;

/// What became of the outcome of a tick.
public sealed interface TickEndResult {
  /// It is durable.
  ///
  /// @param queued the runs that are new
  /// @param dropped the run keys that were asked for before
  record Ended(List<RunId> queued, List<String> dropped) implements TickEndResult {
    public Ended {
      queued = List.copyOf(queued);
      dropped = List.copyOf(dropped);
    }
  }

  /// It was thrown away whole.
  record Refused(Refusal refusal) implements TickEndResult {}

  /// Why an outcome is thrown away.
  enum Refusal {
    /// Another holds the lease.
    LEASE_LOST,
    /// The tick has ended, another attempt has taken its place, or its instigator was stopped.
    NOT_OPEN,
    /// The cursor is no longer the one that the tick began with.
    CURSOR_MOVED
  }
}
