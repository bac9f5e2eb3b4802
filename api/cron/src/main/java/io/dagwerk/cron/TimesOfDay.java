package io.dagwerk.cron;

import java.util.OptionalInt;

/// Seconds, minutes and hours that an expression names, each as a set of bits.
record TimesOfDay(long seconds, long minutes, long hours) {
  static final int LAST_SECOND = 24 * 3600 - 1;

  private static final int BASE = 60;
  private static final int SECONDS_PER_HOUR = 3600;

  boolean isEveryHour() {
    return hours == CronField.HOUR.all();
  }

  /// The first one that is not before a second of the day.
  OptionalInt atOrAfter(int secondOfDay) {
    int hour = secondOfDay / SECONDS_PER_HOUR;
    int minute = secondOfDay / BASE % BASE;
    if (has(hours, hour)) {
      int second = from(seconds, secondOfDay % BASE);
      if (has(minutes, minute) && second < Long.SIZE) {
        return time(hour, minute, second);
      }
      int later = from(minutes, minute + 1);
      if (later < Long.SIZE) {
        return time(hour, later, first(seconds));
      }
    }
    int later = from(hours, hour + 1);
    return later < Long.SIZE ? time(later, first(minutes), first(seconds)) : OptionalInt.empty();
  }

  /// The last one that is not after a second of the day.
  OptionalInt atOrBefore(int secondOfDay) {
    int hour = secondOfDay / SECONDS_PER_HOUR;
    int minute = secondOfDay / BASE % BASE;
    if (has(hours, hour)) {
      int second = upTo(seconds, secondOfDay % BASE);
      if (has(minutes, minute) && second >= 0) {
        return time(hour, minute, second);
      }
      int earlier = upTo(minutes, minute - 1);
      if (earlier >= 0) {
        return time(hour, earlier, last(seconds));
      }
    }
    int earlier = upTo(hours, hour - 1);
    return earlier >= 0 ? time(earlier, last(minutes), last(seconds)) : OptionalInt.empty();
  }

  private static OptionalInt time(int hour, int minute, int second) {
    return OptionalInt.of(hour * SECONDS_PER_HOUR + minute * BASE + second);
  }

  static boolean has(long bits, int bit) {
    return (bits & (1L << bit)) != 0;
  }

  private static int first(long bits) {
    return Long.numberOfTrailingZeros(bits);
  }

  private static int last(long bits) {
    return upTo(bits, Long.SIZE - 1);
  }

  /// The first bit from a place on; 64 when there is none.
  static int from(long bits, int place) {
    return first(bits & (-1L << place));
  }

  /// The last bit up to a place; -1 when there is none.
  static int upTo(long bits, int place) {
    return place < 0
        ? -1
        : Long.SIZE - 1 - Long.numberOfLeadingZeros(bits & (-1L >>> (Long.SIZE - 1 - place)));
  }
}
