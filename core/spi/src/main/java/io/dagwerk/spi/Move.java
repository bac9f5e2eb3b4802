package io.dagwerk.spi;

import io.dagwerk.model.RunId;
import java.util.List;
import java.util.Optional;

/// Events of a host about a run, that are written together if all their changes are allowed.
///
/// @param from where the run must stand, because the host decided by it; empty for what its changes
///   alone allow or forbid
/// @param fence of the lease under which the host decided; empty for what anyone may do at any
///   time, such as to cancel
public record Move(RunId run, Optional<RunStatus> from, Optional<Fence> fence, List<Entry> events) {
  public Move {
    events = List.copyOf(events);
  }

  /// From wherever the run stands.
  public Move(RunId run, Optional<Fence> fence, List<Entry> events) {
    this(run, Optional.empty(), fence, events);
  }
}
