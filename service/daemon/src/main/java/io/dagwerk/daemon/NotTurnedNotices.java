package io.dagwerk.daemon;

import java.lang.System.Logger.Level;
import java.util.List;

/// Warns of what a location declares and nobody turns: once, and again when it is something else.
/// Confined to the thread of the location.
final class NotTurnedNotices {
  /// Apart, because commands that serve for a moment leave it out.
  private static final System.Logger LOG = System.getLogger(NotTurned.class.getName());

  private final String location;
  private List<NotTurned> told = List.of();

  NotTurnedNotices(String location) {
    this.location = location;
  }

  void tell(List<NotTurned> now) {
    if (!told.equals(now)) {
      told = now;
      now.forEach(
          each -> LOG.log(Level.WARNING, "location '%s': %s".formatted(location, each.text())));
    }
  }
}
