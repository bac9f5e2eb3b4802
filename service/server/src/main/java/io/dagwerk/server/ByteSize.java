package io.dagwerk.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number of bytes as people write it: `64kB`, `256 MiB`, `1GB`, or `512B`.
///
/// @param bytes 1 or more
record ByteSize(long bytes) {
  private static final Pattern TEXT = Pattern.compile("([0-9]{1,9}) ?([A-Za-z]{1,3})");
  private static final SequencedMap<String, Long> UNITS = new LinkedHashMap<>();

  static {
    UNITS.put("GiB", 1L << 30);
    UNITS.put("GB", 1_000_000_000L);
    UNITS.put("MiB", 1L << 20);
    UNITS.put("MB", 1_000_000L);
    UNITS.put("KiB", 1L << 10);
    UNITS.put("kB", 1_000L);
    UNITS.put("B", 1L);
  }

  ByteSize {
    if (bytes < 1) {
      throw new IllegalArgumentException("a size is 1 B or more, but found " + bytes);
    }
  }

  /// @param name of the setting, for the message
  /// @throws IllegalArgumentException for a text that is none, or for nothing
  static ByteSize of(String name, String text) {
    Matcher parts = TEXT.matcher(text);
    Long unit = parts.matches() ? UNITS.get(parts.group(2)) : null;
    long bytes = unit == null ? 0 : Math.multiplyExact(Long.parseLong(parts.group(1)), unit);
    if (bytes < 1) {
      throw new IllegalArgumentException(
          "%s is a size of 1B or more in %s, such as 64kB or 256MiB, but found '%s'"
              .formatted(name, String.join(", ", UNITS.sequencedKeySet().reversed()), text));
    }
    return new ByteSize(bytes);
  }

  /// In the largest unit that leaves no fraction.
  @Override
  public String toString() {
    return UNITS.entrySet().stream()
        .filter(unit -> bytes % unit.getValue() == 0)
        .max(Map.Entry.comparingByValue())
        .map(unit -> bytes / unit.getValue() + unit.getKey())
        .orElseThrow();
  }
}
