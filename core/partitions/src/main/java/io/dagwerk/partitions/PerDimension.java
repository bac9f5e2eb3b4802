package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Every upstream dimension by a relation of its own to one of the reader's, or to none.
///
/// @param parts for each upstream dimension, in order
record PerDimension(Dimensions reader, Dimensions upstream, List<Part> parts) implements Relation {
  /// @param dimension the place of the reader's dimension; empty when the same is needed whatever
  ///   the reader's key
  record Part(Optional<Integer> dimension, Relation relation) {}

  PerDimension {
    parts = List.copyOf(parts);
  }

  @Override
  public MappedPartitions upstream(PartitionSubset readers) {
    return MappedPartitions.union(
        readers.rows().stream()
            .flatMap(row -> {
              List<Long> numbers = reader.numbersOfRow(row);
              PartitionSubset columns = readers.columns(row);
              return isCorrelated()
                  ? columns
                      .numbers()
                      .mapToObj(column -> needed(numbers, PartitionSubset.of(column)))
                  : Stream.of(needed(numbers, columns));
            })
            .toList());
  }

  /// Whether two upstream dimensions follow the reader's columns: then not every combination of
  /// what several columns need is needed.
  private boolean isCorrelated() {
    return parts.stream()
            .filter(part -> part.dimension().filter(at -> at == reader.column()).isPresent())
            .count()
        > 1;
  }

  private MappedPartitions needed(List<Long> numbers, PartitionSubset columns) {
    List<MappedPartitions> needed = new ArrayList<>();
    for (Part part : parts) {
      boolean isOfRow = part.dimension().filter(at -> at != reader.column()).isPresent();
      needed.add(
          part.relation()
              .upstream(
                  isOfRow
                      ? PartitionSubset.of(numbers.get(part.dimension().orElseThrow()))
                      : columns));
    }
    return MappedPartitions.of(
            upstream.combined(needed.stream().map(MappedPartitions::existing).toList()),
            () -> nonexistent(needed))
        .failing(needed.stream().flatMap(each -> each.failures().stream()).toList());
  }

  /// The combinations in which at least one key does not exist.
  private Stream<PartitionKey> nonexistent(List<MappedPartitions> needed) {
    return IntStream.range(0, needed.size())
        .filter(i -> needed.get(i).nonexistent().findAny().isPresent())
        .boxed()
        .flatMap(missing ->
            Dimensions.keys(
                IntStream.range(0, needed.size())
                    .mapToObj(i -> keys(i, missing, needed.get(i)))
                    .toList()));
  }

  /// What is combined when the keys of one dimension do not exist: of those before it the existing
  /// ones, of those behind it all.
  private Stream<PartitionKey> keys(int dimension, int missing, MappedPartitions needed) {
    Stream<PartitionKey> existing = upstream.sets().get(dimension).keys(needed.existing());
    if (dimension < missing) {
      return existing;
    }
    return dimension == missing
        ? needed.nonexistent()
        : Stream.concat(existing, needed.nonexistent());
  }

  @Override
  public PartitionSubset downstream(PartitionSubset some) {
    return PartitionSubset.union(some.rows().stream().map(row -> needing(row, some.columns(row))));
  }

  /// Those that need any of the upstream partitions in a row.
  private PartitionSubset needing(int row, PartitionSubset columns) {
    List<PartitionSubset> readers =
        new ArrayList<>(reader.sets().stream().map(PartitionSet::all).toList());
    List<Long> numbers = upstream.numbersOfRow(row);
    for (int i = 0; i < parts.size(); i++) {
      PartitionSubset among = i == upstream.column() ? columns : PartitionSubset.of(numbers.get(i));
      PartitionSubset found = parts.get(i).relation().downstream(among);
      if (found.isEmpty()) {
        return PartitionSubset.none();
      }
      parts.get(i).dimension().ifPresent(at -> readers.set(at, readers.get(at).and(found)));
    }
    return reader.combined(readers);
  }
}
