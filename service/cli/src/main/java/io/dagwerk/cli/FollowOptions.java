package io.dagwerk.cli;

import picocli.CommandLine.Option;

/// The options that say what is shown of a run that a command launches.
final class FollowOptions {
  @Option(names = "--detach", description = "print the id of the run, and do not wait for it")
  private boolean detach;

  @Option(names = "--json", description = "print the run as JSON: as it ended, or was queued")
  private boolean json;

  /// What is shown.
  enum Output {
    ID,
    LAUNCHED_JSON,
    PROGRESS,
    ENDED_JSON
  }

  /// What it takes to show that.
  LocalServers.Purpose purpose() {
    return detach ? LocalServers.Purpose.LAUNCH : LocalServers.Purpose.RUN;
  }

  Output output() {
    if (detach) {
      return json ? Output.LAUNCHED_JSON : Output.ID;
    }
    return json ? Output.ENDED_JSON : Output.PROGRESS;
  }
}
