package io.dagwerk.definitions;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/// The rules of names: what is one, and which one was probably meant.
public final class Names {
  static final Pattern VALID = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(/[A-Za-z0-9_]+)*");
  private static final int MOST_TYPING_ERRORS = 2;

  private Names() {}

  public static boolean isValid(String name) {
    return VALID.matcher(name).matches();
  }

  /// The name that was probably meant, at most two typing errors away.
  public static Optional<String> findNearest(String name, Collection<String> names) {
    return names.stream()
        .filter(other -> distance(name, other) <= MOST_TYPING_ERRORS)
        .min(Comparator.comparingInt(other -> distance(name, other)));
  }

  /// The least number of letters to insert, remove or replace.
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
