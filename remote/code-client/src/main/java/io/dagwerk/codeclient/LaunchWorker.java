package io.dagwerk.codeclient;

import io.dagwerk.model.RunId;
import io.dagwerk.model.RunProcess;
import io.dagwerk.protocol.RunHostAddress;
import java.util.List;

/// Asks for a worker.
///
/// @param token by which it shows the run host that it was started for this attempt
/// @param runHost where that is
/// @param others where else it may attach
/// @param process what it shares, and how it is started
public record LaunchWorker(
    RunId run,
    int attempt,
    String token,
    RunHostAddress runHost,
    List<RunHostAddress> others,
    RunProcess process) {
  public LaunchWorker {
    others = List.copyOf(others);
  }

  /// One that can attach nowhere else.
  public LaunchWorker(
      RunId run, int attempt, String token, RunHostAddress runHost, RunProcess process) {
    this(run, attempt, token, runHost, List.of(), process);
  }

  /// A worker of this machine, in a process of its own.
  ///
  /// @param runHost `host:port`
  public LaunchWorker(RunId run, int attempt, String token, String runHost) {
    this(run, attempt, token, RunHostAddress.plain(runHost), RunProcess.OWN);
  }
}
