package io.dagwerk.automation.queue;

import io.dagwerk.model.Isolation;
import io.dagwerk.model.Ordered;
import io.dagwerk.model.RunId;
import java.time.Instant;
import java.util.SequencedMap;

/// A run that waits to be started. Immutable.
///
/// @param location the code location of its job
/// @param priority higher is started first; 0 if nothing was said
/// @param isolation whether it has a process of its own
public record QueuedRun(
    RunId id,
    String location,
    int priority,
    Instant since,
    SequencedMap<String, String> tags,
    Isolation isolation) {
  public QueuedRun {
    tags = Ordered.copyOf(tags);
  }

  /// A run that will have a process of its own.
  public QueuedRun(
      RunId id, String location, int priority, Instant since, SequencedMap<String, String> tags) {
    this(id, location, priority, since, tags, Isolation.PROCESS);
  }
}
