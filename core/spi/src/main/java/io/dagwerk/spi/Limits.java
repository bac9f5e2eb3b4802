package io.dagwerk.spi;

/// The rule of how much may be asked for at once.
public final class Limits {
  private Limits() {}

  /// The limit itself.
  ///
  /// @throws IllegalArgumentException when it is below 1 or above the most
  public static int checked(int limit, int most) {
    if (limit < 1 || limit > most) {
      throw new IllegalArgumentException(
          "a page has 1 to %,d rows, but found %,d; ask for the rest by cursor"
              .formatted(most, limit));
    }
    return limit;
  }

  /// Refuses more bytes than one part of a compute log has.
  ///
  /// @throws IllegalArgumentException when there are more
  public static void checked(Bytes part) {
    if (part.size() > ComputeLogs.MOST) {
      throw new IllegalArgumentException(
          "a part of a log has at most %,d bytes, but found %,d; send it in parts"
              .formatted(ComputeLogs.MOST, part.size()));
    }
  }
}
