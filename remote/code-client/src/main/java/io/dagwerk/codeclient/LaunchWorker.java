package io.dagwerk.codeclient;

import io.dagwerk.model.RunId;
import io.dagwerk.protocol.RunHostAddress;

/// Asks for a worker.
///
/// @param token by which it shows the run host that it was started for this attempt
/// @param runHost where that is
public record LaunchWorker(RunId run, int attempt, String token, RunHostAddress runHost) {
  /// A worker of this machine.
  ///
  /// @param runHost `host:port`
  public LaunchWorker(RunId run, int attempt, String token, String runHost) {
    this(run, attempt, token, RunHostAddress.plain(runHost));
  }
}
