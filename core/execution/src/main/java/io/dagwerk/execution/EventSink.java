package io.dagwerk.execution;

import io.dagwerk.model.Event;

/// Where the events of a run go; gives each its position and time. Thread-safe.
@FunctionalInterface
public interface EventSink {
  void append(Event event);
}
