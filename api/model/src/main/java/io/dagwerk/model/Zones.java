package io.dagwerk.model;

import java.time.DateTimeException;
import java.time.ZoneId;

/// Reads the names of time zones that stand in definitions. Thread-safe.
///
/// ```java
/// Zones.of("Europe/Amsterdm") // expected a time zone, but found ...; did you mean 'Europe/Amsterdam'?
/// ```
public final class Zones {
  private Zones() {}

  /// The zone of this name, or of an offset such as `+02:00`.
  ///
  /// @throws IllegalArgumentException when there is no such zone, with the nearest name
  public static ZoneId of(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "expected a time zone, but found '%s'%s"
              .formatted(
                  name,
                  Nearest.hint(name, ZoneId.getAvailableZoneIds().stream().sorted().toList())),
          e);
    }
  }
}
