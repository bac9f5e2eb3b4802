package io.dagwerk.spi;

import io.dagwerk.model.RunId;
import java.util.Locale;

/// All ids of runs that begin alike. Immutable.
///
/// @param first the lowest of them
/// @param last the highest of them
public record RunIdPrefix(RunId first, RunId last) {
  private static final String LOWEST = "00000000-0000-0000-0000-000000000000";
  private static final String HIGHEST = LOWEST.replace('0', 'f');
  private static final int HEXADECIMAL = 16;

  /// Those that begin with a text, in letters of any case.
  ///
  /// @throws IllegalArgumentException when no id does
  public static RunIdPrefix of(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.isEmpty() || lower.length() > LOWEST.length() || !isPrefix(lower)) {
      throw new IllegalArgumentException(
          "expected how an id of a run begins, such as 0196f2a1-3c, but found '%s'"
              .formatted(text));
    }
    return new RunIdPrefix(
        RunId.of(lower + LOWEST.substring(lower.length())),
        RunId.of(lower + HIGHEST.substring(lower.length())));
  }

  private static boolean isPrefix(String text) {
    for (int i = 0; i < text.length(); i++) {
      boolean fits =
          LOWEST.charAt(i) == '-'
              ? text.charAt(i) == '-'
              : Character.digit(text.charAt(i), HEXADECIMAL) >= 0 && text.charAt(i) < 128;
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  public boolean covers(RunId id) {
    return first.compareTo(id) <= 0 && id.compareTo(last) <= 0;
  }
}
