package io.dagwerk.automation.queue;

import io.dagwerk.model.Isolation;
import java.util.List;

/// What a host takes of the runs of an instance. Immutable.
///
/// @param name by which the runs that are its own are known
/// @param most runs that have a process of their own, from 0
/// @param mostShared runs that share processes, from 0
/// @param locations whose runs it can start, by name
public record HostRoom(String name, int most, int mostShared, List<String> locations) {
  public HostRoom {
    locations = List.copyOf(locations);
  }

  /// How many runs of an isolation may be under way on it at once.
  public int most(Isolation isolation) {
    return switch (isolation) {
      case PROCESS -> most;
      case SHARED -> mostShared;
    };
  }

  public boolean serves(String location) {
    return locations.contains(location);
  }
}
