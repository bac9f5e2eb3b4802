package io.dagwerk.documents;

import java.util.Comparator;

/// A place in a text.
///
/// @param line from 1
/// @param column from 1
public record Position(int line, int column) implements Comparable<Position> {
  /// Where every text begins.
  public static final Position START = new Position(1, 1);

  private static final Comparator<Position> IN_READING_ORDER =
      Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

  @Override
  public int compareTo(Position other) {
    return IN_READING_ORDER.compare(this, other);
  }

  /// `LINE:COLUMN`, as editors and compilers write it.
  @Override
  public String toString() {
    return line + ":" + column;
  }
}
