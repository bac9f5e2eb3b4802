package io.dagwerk.daemon;

import io.dagwerk.model.Event;
import io.dagwerk.spi.NewRun;
import java.util.List;

/// A run that waits, planned again from the code that is served by now.
///
/// @param work what it is to do; all that this refers to is stored
/// @param events that say so, to be written with the start of the run
record Replan(NewRun.Work work, List<Event> events) {
  Replan {
    events = List.copyOf(events);
  }
}
