package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// The upstream partitions that some partitions of a reader need. Immutable; the keys that do not
/// exist are worked out when they are asked for.
public final class MappedPartitions {
  static final MappedPartitions NONE = existing(PartitionSubset.none());

  private final PartitionSubset existing;
  private final Supplier<Stream<PartitionKey>> nonexistent;
  private final List<String> failures;

  private MappedPartitions(
      PartitionSubset existing, Supplier<Stream<PartitionKey>> nonexistent, List<String> failures) {
    this.existing = existing;
    this.nonexistent = nonexistent;
    this.failures = List.copyOf(failures);
  }

  static MappedPartitions existing(PartitionSubset existing) {
    return new MappedPartitions(existing, Stream::empty, List.of());
  }

  static MappedPartitions of(PartitionSubset existing, Supplier<Stream<PartitionKey>> nonexistent) {
    return new MappedPartitions(existing, nonexistent, List.of());
  }

  MappedPartitions failing(List<String> all) {
    return new MappedPartitions(existing, nonexistent, all);
  }

  static MappedPartitions union(List<MappedPartitions> all) {
    return all.size() == 1
        ? all.getFirst()
        : new MappedPartitions(
            PartitionSubset.union(all.stream().map(MappedPartitions::existing)),
            () -> all.stream().flatMap(MappedPartitions::nonexistent).distinct(),
            all.stream().flatMap(each -> each.failures.stream()).distinct().toList());
  }

  /// The numbers of those that exist.
  public PartitionSubset existing() {
    return existing;
  }

  /// As [#existing], when nothing failed.
  ///
  /// @throws IllegalArgumentException with all [#failures]
  public PartitionSubset orThrow() {
    if (!failures.isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", failures));
    }
    return existing;
  }

  /// The keys that are needed but do not exist: windows before the first and after the last, and
  /// keys that the upstream asset does not have.
  public Stream<PartitionKey> nonexistent() {
    return nonexistent.get();
  }

  /// Whether all that is needed exists.
  public boolean isComplete() {
    return failures.isEmpty() && nonexistent().findAny().isEmpty();
  }

  /// Why a function of the user's own gave no keys for some of the reader's partitions, one
  /// sentence each.
  public List<String> failures() {
    return failures;
  }
}
