package io.dagwerk.execution;

import java.time.Duration;
import java.time.Instant;

/// Time as a run sees it. Thread-safe.
public interface Timer {
  Instant now();

  /// Calls `action` once when `delay` has passed, on a thread that no step can starve. The action
  /// is short.
  Alarm after(Duration delay, Runnable action);

  /// A call that is still to come.
  interface Alarm {
    /// Does nothing when it has come.
    void cancel();
  }
}
