package io.dagwerk.daemon;

import io.dagwerk.model.Event;
import io.dagwerk.spi.NewRun;
import java.util.List;
import java.util.Optional;

/// Events of this host about a run.
///
/// @param work what the run does from its [Event.RunReplanned] on
/// @param host whose the run is from its [Event.RunAttemptStarted] on
/// @param owner whose run it must be, because that host decided
record HostEvents(
    List<Event> events, Optional<NewRun.Work> work, Optional<String> host, Optional<String> owner) {
  HostEvents {
    events = List.copyOf(events);
  }

  static HostEvents of(List<Event> events) {
    return new HostEvents(events, Optional.empty(), Optional.empty(), Optional.empty());
  }
}
