package io.dagwerk.daemon;

import io.dagwerk.codeclient.Answer;
import io.dagwerk.codeclient.LaunchedWorker;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunProcess;
import io.dagwerk.runhost.WorkerOrigin;
import java.util.Optional;

/// The code of the locations as runs are started from it. Thread-safe.
interface RunCode {
  /// Why no run of a location can be started now, in one sentence.
  Optional<String> unready(String location);

  /// Whose code server starts the workers of a location.
  WorkerOrigin origin(String location);

  /// The version that new runs of a location get, kept for an attempt; empty while there is none.
  Optional<Kept> keep(String location, RunId run, int attempt);

  /// A version that is kept for an attempt.
  interface Kept {
    String codeVersion();

    /// Starts the worker, or gives the run to one that others share. When it is not started, the
    /// version is kept no more.
    ///
    /// @param token by which it shows the run host that it was started for the attempt
    Answer<LaunchedWorker> launch(String token, RunProcess process);

    /// Keeps it no more: the attempt is not started.
    void release();
  }
}
