package io.dagwerk.daemon;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.partitions.PartitionSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;

/// Partitions to choose from.
///
/// @param text what there is, such as `days from 2001-01-01 to 2001-01-31`
/// @param count how many there are
/// @param newest those that were asked for, the last first
public record PartitionChoice(String text, long count, List<PartitionKey> newest) {
  /// The most partitions that are looked through for a text.
  private static final int MOST_LOOKED_AT = 100_000;

  public PartitionChoice {
    newest = List.copyOf(newest);
  }

  /// @param containing what the keys contain, in whatever case
  static PartitionChoice of(PartitionSet set, String containing, int limit) {
    String wanted = containing.toLowerCase(Locale.ROOT);
    long count = set.count();
    return new PartitionChoice(
        set.describe(),
        count,
        LongStream.range(0, Math.min(count, MOST_LOOKED_AT))
            .mapToObj(fromEnd -> set.keyAtPlace(count - 1 - fromEnd))
            .flatMap(Optional::stream)
            .filter(key -> key.text().toLowerCase(Locale.ROOT).contains(wanted))
            .limit(limit)
            .toList());
  }
}
