package io.dagwerk.daemon;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.partitions.PartitionSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Partitions to choose from.
///
/// @param text what there is, such as `days from 2001-01-01 to 2001-01-31`
/// @param count how many keys there are to choose from
/// @param newest those that were asked for, the last first
public record PartitionChoice(String text, long count, List<PartitionKey> newest) {
  /// The most keys that are looked at.
  private static final int MOST_LOOKED_AT = 100_000;

  public PartitionChoice {
    newest = List.copyOf(newest);
  }

  /// What there is to choose from. A launch takes the keys of any of the definitions and finds
  /// those of the others that belong to them, so of several the one with the most is offered.
  ///
  /// @param sets at least one
  /// @param containing what the keys contain, in whatever case
  static PartitionChoice of(List<PartitionSet> sets, String containing, int limit) {
    PartitionSet most = sets.getFirst();
    for (PartitionSet set : sets) {
      most = set.count() > most.count() ? set : most;
    }
    Stream<String> others =
        sets.stream().filter(Predicate.not(most::equals)).map(PartitionSet::describe);
    return new PartitionChoice(
        Stream.concat(Stream.of(most.describe()), others)
            .distinct()
            .collect(Collectors.joining("; or ")),
        most.count(),
        newest(most).filter(containing(containing)).limit(limit).toList());
  }

  private static Stream<PartitionKey> newest(PartitionSet set) {
    long count = set.count();
    return LongStream.range(0, Math.min(count, MOST_LOOKED_AT))
        .mapToObj(fromEnd -> set.keyAtPlace(count - 1 - fromEnd))
        .flatMap(Optional::stream);
  }

  private static Predicate<PartitionKey> containing(String containing) {
    String wanted = containing.toLowerCase(Locale.ROOT);
    return key -> key.text().toLowerCase(Locale.ROOT).contains(wanted);
  }
}
