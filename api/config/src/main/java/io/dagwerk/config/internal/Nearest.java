package io.dagwerk.config.internal;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// Which of the known names was probably meant.
final class Nearest {
  private static final int LONGEST = 100;

  private Nearest() {}

  /// `; did you mean 'limit'?`, or a full stop where no name is near.
  static String sentence(String name, Collection<String> known) {
    String hint = hint(name, known);
    return hint.isEmpty() ? "." : hint;
  }

  /// `; did you mean 'limit'?`, or nothing where no name is near.
  static String hint(String name, Collection<String> known) {
    return find(name, known).map("; did you mean '%s'?"::formatted).orElse("");
  }

  /// The nearest of the known names, at most a third of its letters away; the first of several.
  static Optional<String> find(String name, Collection<String> known) {
    if (name.length() > LONGEST) {
      return Optional.empty();
    }
    String written = name.toLowerCase(Locale.ROOT);
    Optional<String> nearest = Optional.empty();
    int least = Math.max(1, name.length() / 3) + 1;
    for (String candidate : known) {
      int distance = distance(written, candidate.toLowerCase(Locale.ROOT));
      if (distance < least) {
        nearest = Optional.of(candidate);
        least = distance;
      }
    }
    return nearest;
  }

  /// The least number of letters to insert, remove or replace.
  private static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] current = new int[to.length() + 1];
      current[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        int removedOrInserted = Math.min(above[column], current[column - 1]) + 1;
        current[column] = Math.min(above[column - 1] + replaced, removedOrInserted);
      }
      above = current;
    }
    return above[to.length()];
  }
}
