package io.dagwerk.daemon;

import io.dagwerk.protocol.RunHostAddress;

/// Where workers are told that this host is.
///
/// @param here for those that its own code servers start
/// @param elsewhere for those that other code servers start
record RunHosts(RunHostAddress here, RunHostAddress elsewhere) {}
