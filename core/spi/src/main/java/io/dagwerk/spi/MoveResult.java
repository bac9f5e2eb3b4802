package io.dagwerk.spi;

import java.util.Optional;

/// What became of a move.
public sealed interface MoveResult {
  /// It is durable.
  record Moved(RunHead now) implements MoveResult {}

  /// The run stands where it does not allow it; nothing was written.
  record Refused(RunHead is) implements MoveResult {}

  /// Another holds the lease; nothing was written.
  record LeaseLost() implements MoveResult {}

  /// The run is another host's; nothing was written.
  record OfAnother(Optional<String> host) implements MoveResult {}

  /// There is no such run; nothing was written.
  record NoSuchRun() implements MoveResult {}
}
