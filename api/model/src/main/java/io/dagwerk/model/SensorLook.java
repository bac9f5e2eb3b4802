package io.dagwerk.model;

import java.time.Instant;
import java.util.Optional;

/// What a sensor is asked with: the moment, what it remembers, and what woke it.
public record SensorLook(Instant at, Optional<String> cursor, Cause cause) {
  /// What woke a sensor.
  public sealed interface Cause {
    /// Its interval was over.
    record Interval() implements Cause {}

    record RunEnded(EndedRun run) implements Cause {}

    record Updated(AssetUpdates updates) implements Cause {}

    record Delivered(Delivery delivery) implements Cause {}
  }
}
