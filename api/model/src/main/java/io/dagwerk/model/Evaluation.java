package io.dagwerk.model;

import java.util.List;
import java.util.Optional;

/// What came of asking a schedule or sensor once. It has no effect until it is committed.
public sealed interface Evaluation {
  /// Runs, and changes of dynamic partitions.
  ///
  /// @param cursor what the sensor remembers; empty to keep what it had
  record Requested(List<LaunchRun> runs, List<ChangeKeys> keys, Optional<String> cursor)
      implements Evaluation {
    public Requested {
      runs = List.copyOf(runs);
      keys = List.copyOf(keys);
    }
  }

  /// Nothing is to run.
  ///
  /// @param cursor what the sensor remembers; empty to keep what it had
  record Skipped(String reason, Optional<String> cursor) implements Evaluation {}

  /// Its function threw something, took too long, or asked for something that there is not.
  record Failed(ErrorInfo error) implements Evaluation {}
}
