package io.dagwerk.selection;

/// A name in which each `*` stands for any letters, or none. Immutable.
///
/// A match looks for what is between the stars from left to right and never goes back, so many
/// stars do not make it slow.
final class Wildcard {
  private final String[] parts;

  Wildcard(String pattern) {
    this.parts = pattern.split("\\*", -1);
  }

  boolean matches(String name) {
    String first = parts[0];
    String last = parts[parts.length - 1];
    if (parts.length == 1) {
      return name.equals(first);
    }
    int end = name.length() - last.length();
    if (end < first.length() || !name.startsWith(first) || !name.endsWith(last)) {
      return false;
    }
    int at = first.length();
    for (int i = 1; i < parts.length - 1; i++) {
      int found = name.indexOf(parts[i], at);
      if (found < 0 || found + parts[i].length() > end) {
        return false;
      }
      at = found + parts[i].length();
    }
    return true;
  }
}
