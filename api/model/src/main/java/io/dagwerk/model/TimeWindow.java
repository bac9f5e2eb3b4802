package io.dagwerk.model;

import java.time.Instant;

/// A span of time, its end not part of it.
public record TimeWindow(Instant start, Instant end) {
  public TimeWindow {
    if (!start.isBefore(end)) {
      throw new IllegalArgumentException(
          "a window ends after its start, but found %s to %s".formatted(start, end));
    }
  }

  public boolean contains(Instant instant) {
    return !instant.isBefore(start) && instant.isBefore(end);
  }

  public boolean overlaps(TimeWindow other) {
    return start.isBefore(other.end) && other.start.isBefore(end);
  }

  public boolean covers(TimeWindow other) {
    return !other.start.isBefore(start) && !other.end.isAfter(end);
  }
}
