package io.dagwerk.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;

/// Which partitions of an upstream asset one partition of its reader needs.
///
/// Between partitions of several dimensions, a dimension of the reader that names the keys of an
/// upstream dimension keeps naming them: both are partitioned alike, or the reader's windows are
/// parts of the upstream ones.
public sealed interface PartitionMapping {
  /// The one of the same key; both are partitioned in the same way.
  record Same() implements PartitionMapping {}

  /// Every one; for readers partitioned by time the ones whose windows overlap.
  record All() implements PartitionMapping {}

  /// The one so many places away in the order of the upstream partitions, such as -1.
  record Offset(int places) implements PartitionMapping {
    public Offset {
      checkDistance(places);
    }
  }

  /// The last one there is.
  record Last() implements PartitionMapping {}

  /// Those whose time windows overlap the reader's, its ends moved by so many windows of the
  /// upstream asset.
  ///
  /// @param beyond what becomes of those before the first window or after the last
  record Overlapping(int startOffset, int endOffset, Beyond beyond) implements PartitionMapping {
    public Overlapping {
      checkDistance(startOffset);
      checkDistance(endOffset);
    }

    /// Windows that do not exist are refused.
    public Overlapping(int startOffset, int endOffset) {
      this(startOffset, endOffset, Beyond.REFUSED);
    }

    /// Windows that do not exist are left out, such as those before the upstream asset began.
    public Overlapping allowingNonexistent() {
      return new Overlapping(startOffset, endOffset, Beyond.LEFT_OUT);
    }
  }

  /// What becomes of partitions that are needed but do not exist.
  enum Beyond {
    REFUSED,
    LEFT_OUT
  }

  /// The same ones for every reader.
  record Specific(List<PartitionKey> keys) implements PartitionMapping {
    public Specific {
      keys = List.copyOf(keys);
    }
  }

  /// Given ones, by the reader's key.
  record ByKey(SequencedMap<PartitionKey, List<PartitionKey>> upstream)
      implements PartitionMapping {
    public ByKey {
      upstream = Ordered.copyOf(upstream);
    }

    /// Given the other way round: the readers' keys by the upstream one that they need.
    public static ByKey ofReaders(SequencedMap<PartitionKey, List<PartitionKey>> readers) {
      SequencedMap<PartitionKey, List<PartitionKey>> upstream = new LinkedHashMap<>();
      readers.forEach((key, needing) ->
          needing.forEach(
              reader -> upstream.computeIfAbsent(reader, _ -> new ArrayList<>()).add(key)));
      return new ByKey(upstream);
    }
  }

  /// Each upstream dimension by a mapping of its own. One that is not named here is read as without
  /// a mapping where the reader names its key, else in full.
  ///
  /// @param dimensions by the name of the upstream dimension
  record ByDimension(SequencedMap<String, Part> dimensions) implements PartitionMapping {
    public ByDimension {
      dimensions = Ordered.copyOf(dimensions);
    }

    /// @param reader the name of the reader's dimension; empty for a reader of a single one, and
    ///   for mappings that do not ask for the reader's key
    /// @param mapping none by dimensions itself
    public record Part(Optional<String> reader, PartitionMapping mapping) {
      public Part {
        if (mapping instanceof ByDimension) {
          throw new IllegalArgumentException(
              "a dimension has no dimensions itself; give it another mapping");
        }
      }
    }

    /// This mapping, and one more upstream dimension read by a dimension of the reader.
    public ByDimension and(String upstream, String reader, PartitionMapping mapping) {
      return with(upstream, new Part(Optional.of(reader), mapping));
    }

    /// This mapping, and one more upstream dimension.
    public ByDimension and(String upstream, PartitionMapping mapping) {
      return with(upstream, new Part(Optional.empty(), mapping));
    }

    private ByDimension with(String upstream, Part part) {
      SequencedMap<String, Part> all = new LinkedHashMap<>(dimensions);
      all.put(upstream, part);
      return new ByDimension(all);
    }
  }

  /// The user's own function, which is evaluated beforehand where the user's code is.
  ///
  /// @param name what it is called there; one name is one function
  record Custom(String name) implements PartitionMapping {}

  /// Each upstream dimension by a mapping of its own.
  ///
  /// ```java
  /// PartitionMapping.byDimension().and("day", "day", new Offset(-1)).and("region", new Specific(keys))
  /// ```
  static ByDimension byDimension() {
    return new ByDimension(new LinkedHashMap<>());
  }

  /// Whether nothing is read when a partition that is needed does not exist.
  default boolean needsAll() {
    return switch (this) {
      case Overlapping over -> over.beyond() == Beyond.REFUSED;
      case ByDimension several ->
          several.dimensions().values().stream().anyMatch(part -> part.mapping().needsAll());
      case Same _, All _, Offset _, Last _, Specific _, ByKey _, Custom _ -> false;
    };
  }

  private static void checkDistance(int places) {
    if (Math.abs(places) > FARTHEST) {
      throw new IllegalArgumentException(
          "a mapping reaches at most %,d partitions away, but found %,d"
              .formatted(FARTHEST, places));
    }
  }

  /// How many partitions away a mapping may reach.
  int FARTHEST = 100_000;
}
