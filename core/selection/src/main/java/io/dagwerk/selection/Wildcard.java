package io.dagwerk.selection;

/// A name in which each `*` stands for any letters, or none. Immutable.
///
/// The time that a match takes grows with the letters of the pattern times those of the name at
/// most, however many stars there are.
final class Wildcard {
  private final String pattern;

  Wildcard(String pattern) {
    this.pattern = pattern;
  }

  boolean matches(String name) {
    int at = 0;
    int letter = 0;
    int star = -1;
    int afterStar = 0;
    while (letter < name.length()) {
      if (at < pattern.length() && pattern.charAt(at) == '*') {
        star = at++;
        afterStar = letter;
      } else if (at < pattern.length() && pattern.charAt(at) == name.charAt(letter)) {
        at++;
        letter++;
      } else if (star >= 0) {
        at = star + 1;
        letter = ++afterStar;
      } else {
        return false;
      }
    }
    return pattern.chars().skip(at).allMatch(c -> c == '*');
  }
}
