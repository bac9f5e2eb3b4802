package io.dagwerk.execution;

import io.dagwerk.model.Event;

/// Where the events of a run go; gives each its position and time. Thread-safe.
@FunctionalInterface
public interface EventSink {
  void append(Event event);

  /// Asked right before something becomes visible to others. Whoever takes the events may know that
  /// another process is about to take the run up, or not know it for sure; then this waits until it
  /// is known.
  ///
  /// @throws java.util.concurrent.CancellationException when what the run stores no longer counts
  default void requireCurrent() {}
}
