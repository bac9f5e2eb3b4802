package io.dagwerk.runhost;

import io.dagwerk.model.RunId;
import java.util.Optional;

/// What the run host asks of whoever starts workers. Thread-safe; returns without waiting for long.
public interface Workers {
  /// What this host is among others.
  default Standing standing() {
    return Standing.ALONE;
  }

  /// Kills the worker of an attempt with everything that it started; nothing when it is gone.
  void kill(RunId run, int attempt);

  /// Told when the worker of an attempt is lost, before its run is closed.
  ///
  /// @return whether a further attempt takes the run up again, so that it is left open
  boolean resumes(RunId run, LostWorker lost);

  /// Why no further attempt takes up a run whose job asks for it, in a part of a sentence; asked
  /// after [#resumes].
  default Optional<String> whyNotResumed(RunId run, LostWorker lost) {
    return Optional.empty();
  }
}
