package io.dagwerk.daemon;

import io.dagwerk.model.Event;
import io.dagwerk.spi.NewRun;
import java.util.List;
import java.util.Optional;

/// Events of this host about a run.
///
/// @param work what the run does from its [Event.RunReplanned] on
record HostEvents(List<Event> events, Optional<NewRun.Work> work) {
  HostEvents {
    events = List.copyOf(events);
  }

  static HostEvents of(List<Event> events) {
    return new HostEvents(events, Optional.empty());
  }
}
