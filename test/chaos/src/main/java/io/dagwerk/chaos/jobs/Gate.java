package io.dagwerk.chaos.jobs;

import java.io.IOException;

/// A resource that each run of the suite opens before its first step and closes after its last.
record Gate(String run) {
  /// What the launch says of it.
  ///
  /// @param run the id of the run
  record Config(String run) {}

  static Gate open(Config config) throws IOException, InterruptedException {
    Notes.Doer doer = new Notes.Doer(config.run(), "", 0);
    Notes.add(doer, "opened", "", "");
    var _ = Notes.hold(doer, "opened");
    return new Gate(config.run());
  }

  void close() throws IOException, InterruptedException {
    Notes.Doer doer = new Notes.Doer(run, "", 0);
    var _ = Notes.hold(doer, "closing");
    Notes.add(doer, "closed", "", "");
  }
}
