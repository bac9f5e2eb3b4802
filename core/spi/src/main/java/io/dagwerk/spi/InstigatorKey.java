package io.dagwerk.spi;

import java.util.Locale;

/// A schedule, sensor or other thing that asks for runs, by its name in its code location.
public record InstigatorKey(String location, Kind kind, String name) {
  /// What asks.
  public enum Kind {
    SCHEDULE,
    SENSOR,
    CONDITION
  }

  @Override
  public String toString() {
    return "%s %s of %s".formatted(kind.name().toLowerCase(Locale.ROOT), name, location);
  }
}
