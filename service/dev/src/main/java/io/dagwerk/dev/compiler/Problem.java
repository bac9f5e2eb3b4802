package io.dagwerk.dev.compiler;

import java.util.Comparator;

/// What keeps a source file from being compiled.
///
/// @param file its path below its folder of sources; empty when it is about no file
/// @param line from 1; 0 when it is about no line
/// @param column from 1; 0 when it is about no place in a line
/// @param text in the compiler's words, of one or more lines
public record Problem(String file, long line, long column, String text)
    implements Comparable<Problem> {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing(Problem::file)
          .thenComparingLong(Problem::line)
          .thenComparingLong(Problem::column)
          .thenComparing(Problem::text);

  /// About nothing in particular.
  public static Problem of(String text) {
    return new Problem("", 0, 0, text);
  }

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  /// `shop/Shop.java:12:8: cannot find symbol`
  @Override
  public String toString() {
    if (file.isEmpty()) {
      return text;
    }
    String place = line == 0 ? "" : ":" + line;
    return "%s%s%s: %s".formatted(file, place, column == 0 ? "" : ":" + column, text);
  }
}
