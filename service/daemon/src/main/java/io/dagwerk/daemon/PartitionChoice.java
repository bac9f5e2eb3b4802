package io.dagwerk.daemon;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.partitions.PartitionSet;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Partitions to choose from.
///
/// @param text what there is, such as `days from 2001-01-01 to 2001-01-31`
/// @param count how many there are; where several definitions are to agree, of the newest that are
///   looked through
/// @param newest those that were asked for, the last first
public record PartitionChoice(String text, long count, List<PartitionKey> newest) {
  /// The most keys that are looked at, in all definitions together.
  private static final int MOST_LOOKED_AT = 100_000;

  public PartitionChoice {
    newest = List.copyOf(newest);
  }

  /// What one definition has.
  ///
  /// @param containing what the keys contain, in whatever case
  static PartitionChoice of(PartitionSet set, String containing, int limit) {
    return new PartitionChoice(
        set.describe(),
        set.count(),
        newest(set, MOST_LOOKED_AT).filter(containing(containing)).limit(limit).toList());
  }

  /// What all of several definitions have.
  ///
  /// @param sets at least one, and none twice
  static PartitionChoice inAll(List<PartitionSet> sets, String containing, int limit) {
    if (sets.size() == 1) {
      return of(sets.getFirst(), containing, limit);
    }
    List<PartitionSet> fewestFirst =
        sets.stream().sorted(Comparator.comparingLong(PartitionSet::count)).toList();
    PartitionSet fewest = fewestFirst.getFirst();
    List<PartitionSet> others = fewestFirst.subList(1, fewestFirst.size());
    List<PartitionKey> inAll =
        newest(fewest, MOST_LOOKED_AT / sets.size())
            .filter(key -> others.stream().allMatch(other -> other.contains(key)))
            .toList();
    return new PartitionChoice(
        "what %d definitions have in common, such as %s".formatted(sets.size(), fewest.describe()),
        inAll.size(),
        inAll.stream().filter(containing(containing)).limit(limit).toList());
  }

  private static Stream<PartitionKey> newest(PartitionSet set, int most) {
    long count = set.count();
    return LongStream.range(0, Math.min(count, most))
        .mapToObj(fromEnd -> set.keyAtPlace(count - 1 - fromEnd))
        .flatMap(Optional::stream);
  }

  private static Predicate<PartitionKey> containing(String containing) {
    String wanted = containing.toLowerCase(Locale.ROOT);
    return key -> key.text().toLowerCase(Locale.ROOT).contains(wanted);
  }
}
