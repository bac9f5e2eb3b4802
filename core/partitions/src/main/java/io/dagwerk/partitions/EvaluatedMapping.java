package io.dagwerk.partitions;

import io.dagwerk.model.Ordered;
import io.dagwerk.model.PartitionKey;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.Stream;

/// What a mapping that is a function of the user's own says about partitions: worked out where the
/// user's code is, so that rules need none of it. Immutable.
///
/// @param upstream the keys that each partition of a reader needs, by its key
/// @param failures why the function gave no keys, by the reader's key
public record EvaluatedMapping(
    SequencedMap<PartitionKey, List<PartitionKey>> upstream,
    SequencedMap<PartitionKey, String> failures) {
  /// The most partitions of readers that a function is asked about.
  public static final int MOST_READERS = 100_000;

  public EvaluatedMapping {
    upstream = Ordered.copyOf(upstream);
    failures = Ordered.copyOf(failures);
  }

  /// Asks a function about each partition of its readers. What it throws is a failure of that
  /// partition alone.
  public static EvaluatedMapping of(
      Stream<PartitionKey> readers,
      Function<? super PartitionKey, ? extends List<PartitionKey>> function) {
    SequencedMap<PartitionKey, List<PartitionKey>> upstream = new LinkedHashMap<>();
    SequencedMap<PartitionKey, String> failures = new LinkedHashMap<>();
    SequencedSet<PartitionKey> asked = new LinkedHashSet<>();
    readers.limit(MOST_READERS + 1L).forEach(asked::add);
    for (PartitionKey reader : asked) {
      if (upstream.size() + failures.size() == MOST_READERS) {
        failures.put(
            reader,
            "was not asked: a function is asked about at most %,d partitions"
                .formatted(MOST_READERS));
        break;
      }
      try {
        upstream.put(reader, List.copyOf(function.apply(reader)));
      } catch (RuntimeException e) {
        failures.put(reader, "failed with " + e);
      }
    }
    return new EvaluatedMapping(upstream, failures);
  }
}
