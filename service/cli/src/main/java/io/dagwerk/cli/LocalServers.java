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
    /// To read what is stored, and what comes.
    FOLLOW,
    /// To have something changed in what is stored, as when a run is deleted.
    CHANGE,
    /// To have runs stopped.
    CANCEL,
    /// To see the code locations, each loaded or known to be broken.
    LOCATIONS,
    /// To have code locations loaded anew that are served.
    RELOAD,
    /// To have a run launched, which waits for a server that stays.
    LAUNCH,
    /// To have a run launched, and executed to its end.
    RUN
  }

  /// A server that was found or started.
  sealed interface Local {
    ServerAddress address();

    /// It is in this process, and ends with it.
    record InThisProcess(ServerAddress address) implements Local {}

    /// It is in the process of another command, and ends with that.
    record OfAnotherCommand(ServerAddress address) implements Local {}
  }

  /// Starts a server on the instance in a folder, if that is what it takes.
  ///
  /// @return where it is reached; empty when a server that stays works there already
  /// @throws CommandFailed when it cannot be started, or what is wanted cannot be had so
  Optional<Local> start(Path instance, Purpose purpose);
}
