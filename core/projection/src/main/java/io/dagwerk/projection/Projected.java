package io.dagwerk.projection;

import io.dagwerk.spi.Change;
import java.util.List;

/// What an event came to.
///
/// @param changes in the order in which they are to be written
public record Projected(RunProgress next, List<Change> changes) {
  public Projected {
    changes = List.copyOf(changes);
  }
}
