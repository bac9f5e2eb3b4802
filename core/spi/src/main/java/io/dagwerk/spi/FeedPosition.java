package io.dagwerk.spi;

import java.util.Comparator;

/// A place in the feed. To those who follow it, places are only earlier or later.
///
/// @param transaction the number of the transaction that wrote it; 0 where one writer gives numbers
public record FeedPosition(long transaction, long number) implements Comparable<FeedPosition> {
  /// Before the first.
  public static final FeedPosition START = new FeedPosition(0, 0);

  private static final Comparator<FeedPosition> ORDER =
      Comparator.comparingLong(FeedPosition::transaction).thenComparingLong(FeedPosition::number);

  @Override
  public int compareTo(FeedPosition other) {
    return ORDER.compare(this, other);
  }
}
