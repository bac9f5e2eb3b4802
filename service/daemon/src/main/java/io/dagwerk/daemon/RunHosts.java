package io.dagwerk.daemon;

import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.RunHostAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Where workers are told that this host is, and the others.
///
/// @param here for those that its own code servers start
/// @param elsewhere for those that other code servers start
/// @param others where other hosts are now, for a worker beside that process, or on any other
///   machine
record RunHosts(
    RunHostAddress here,
    RunHostAddress elsewhere,
    Function<Optional<ProcessIdentity>, List<RunHostAddress>> others) {
  /// Of a host that is alone.
  RunHosts(RunHostAddress here, RunHostAddress elsewhere) {
    this(here, elsewhere, _ -> List.of());
  }

  RunHosts beside(Function<Optional<ProcessIdentity>, List<RunHostAddress>> hosts) {
    return new RunHosts(here, elsewhere, hosts);
  }
}
