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
/// @param owner the host whose run it must be, because that host decided; empty for whoever may do
///   it to any
public record Move(
    RunId run,
    Optional<RunStatus> from,
    Optional<Fence> fence,
    Optional<String> owner,
    List<Entry> events) {
  public Move {
    events = List.copyOf(events);
  }

  /// Of whoever may do it to any host's run.
  public Move(RunId run, Optional<RunStatus> from, Optional<Fence> fence, List<Entry> events) {
    this(run, from, fence, Optional.empty(), events);
  }

  /// From wherever the run stands.
  public Move(RunId run, Optional<Fence> fence, List<Entry> events) {
    this(run, Optional.empty(), fence, Optional.empty(), events);
  }

  /// Of a host about a run of its own.
  public static Move ofOwner(String owner, RunId run, List<Entry> events) {
    return new Move(run, Optional.empty(), Optional.empty(), Optional.of(owner), events);
  }
}
