package io.dagwerk.runhost;

import java.util.Optional;

/// A worker that is gone, or was killed, before its run had ended.
///
/// @param reason how it is known, such as `exit code 137` or `nothing heard for 4 s`
/// @param canceled why its run was to be canceled, if it was
public record LostWorker(String worker, int attempt, String reason, Optional<String> canceled) {
  /// The worker, and why nobody takes up its run.
  LostWorker notResumed(String why) {
    return new LostWorker(
        worker, attempt, "%s; the run is not resumed: %s".formatted(reason, why), canceled);
  }
}
