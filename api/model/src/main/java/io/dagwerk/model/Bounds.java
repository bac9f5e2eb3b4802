package io.dagwerk.model;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Which windows of an endless row there are.
///
/// @param start the first window starts at the first boundary that is not before this
/// @param end no window ends after this
/// @param ahead how many windows exist that have not ended yet; negative hides the newest
public record Bounds(LocalDateTime start, Optional<LocalDateTime> end, int ahead) {
  private static final int MOST_AHEAD = 100_000;

  public Bounds {
    if (Math.abs(ahead) > MOST_AHEAD) {
      throw new IllegalArgumentException(
          "at most %,d windows exist before they end, or are hidden after, but found %,d"
              .formatted(MOST_AHEAD, ahead));
    }
  }

  /// From a time on, each window as soon as it has ended.
  public static Bounds from(LocalDateTime start) {
    return new Bounds(start, Optional.empty(), 0);
  }

  Bounds until(String time) {
    return new Bounds(start, Optional.of(local(time)), ahead);
  }

  Bounds ahead(int windows) {
    return new Bounds(start, end, windows);
  }

  /// A time, or the begin of a day.
  static LocalDateTime local(String text) {
    try {
      return text.contains("T") ? LocalDateTime.parse(text) : LocalDate.parse(text).atStartOfDay();
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "expected a day such as 2001-01-31 or a time such as 2001-01-31T06:00, but found '%s'"
              .formatted(text),
          e);
    }
  }
}
