package io.dagwerk.examples.megajob.descriptor;

import io.dagwerk.documents.Position;
import java.util.Comparator;

/// Something wrong in a company's files: where, and in words for who wrote it.
///
/// @param pointer the part of the file, as a JSON pointer; empty for all of it
public record Problem(String file, Position position, String pointer, String reason)
    implements Comparable<Problem> {
  private static final Comparator<Problem> IN_READING_ORDER =
      Comparator.comparing(Problem::file)
          .thenComparing(Problem::position)
          .thenComparing(Problem::pointer)
          .thenComparing(Problem::reason);

  @Override
  public int compareTo(Problem other) {
    return IN_READING_ORDER.compare(this, other);
  }

  /// `FILE:LINE:COLUMN POINTER: REASON`.
  @Override
  public String toString() {
    return "%s:%s%s: %s".formatted(file, position, pointer.isEmpty() ? "" : " " + pointer, reason);
  }
}
