package io.dagwerk.cli;

import java.nio.file.Path;
import java.util.Optional;

/// Starts servers in this process, for commands that find none: one process is enough.
public interface LocalServers {
  /// Starts none.
  LocalServers NONE = (_, _) -> Optional.empty();

  /// What a command wants of a server.
  enum Purpose {
    /// To read what is stored.
    READ,
    /// To have something done.
    WORK
  }

  /// Starts a server on the instance in a folder; it ends with this process.
  ///
  /// @return where it is reached; empty when a server works there already
  /// @throws CommandFailed when it cannot be started
  Optional<ServerAddress> start(Path instance, Purpose purpose);
}
