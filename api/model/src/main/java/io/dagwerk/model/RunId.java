package io.dagwerk.model;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;

/// Our name of a run: a UUID of version 7, so that later runs sort after earlier ones.
///
/// Source of the layout: RFC 9562, section 5.7.
public record RunId(UUID value) implements Comparable<RunId> {
  private static final SecureRandom RANDOM = new SecureRandom();

  /// A new id for a run created at `now`; distinct even for the same instant.
  public static RunId createdAt(Instant now) {
    long high = (now.toEpochMilli() << 16) | 0x7000L | (RANDOM.nextLong() & 0xFFFL);
    long low = (RANDOM.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new RunId(new UUID(high, low));
  }

  /// The lowest that an id of a run created then, or later, may be.
  public static RunId firstAt(Instant instant) {
    return new RunId(new UUID((instant.toEpochMilli() << 16) | 0x7000L, 0x8000_0000_0000_0000L));
  }

  /// @throws IllegalArgumentException when the text is not a UUID
  public static RunId of(String text) {
    return new RunId(UUID.fromString(text));
  }

  /// By age, not by the signed halves that [UUID#compareTo] looks at.
  @Override
  public int compareTo(RunId other) {
    int high =
        Long.compareUnsigned(value.getMostSignificantBits(), other.value.getMostSignificantBits());
    return high != 0
        ? high
        : Long.compareUnsigned(
            value.getLeastSignificantBits(), other.value.getLeastSignificantBits());
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
