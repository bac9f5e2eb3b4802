package io.dagwerk.partitions;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.Partitioning;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Stream;

/// The dimensions of a partitioning, and how their numbers make one.
///
/// One dimension, the first of windows or else the last, is the column of the number; the others
/// together are its row. A single other dimension has all 32 bits of the row. Several share them
/// evenly, but one of windows among them has 20, which are enough for hours.
final class Dimensions {
  private static final int BITS_OF_WINDOWS = 20;

  private final List<String> names;
  private final List<PartitionSet> sets;
  private final int column;
  private final int[] bits;

  private Dimensions(SequencedMap<String, PartitionSet> dimensions) {
    this.names = List.copyOf(dimensions.sequencedKeySet());
    this.sets = List.copyOf(dimensions.sequencedValues());
    this.column = columnOf(sets);
    this.bits = bits();
  }

  static Dimensions of(SequencedMap<String, PartitionSet> dimensions) {
    return new Dimensions(dimensions);
  }

  /// The dimensions of any set; one without dimensions is its only one.
  static Dimensions of(PartitionSet set) {
    if (set instanceof ProductPartitions product) {
      return product.dimensions();
    }
    SequencedMap<String, PartitionSet> only = new LinkedHashMap<>();
    only.put(Partitioning.ONLY, set);
    return new Dimensions(only);
  }

  private static int columnOf(List<PartitionSet> sets) {
    for (int i = 0; i < sets.size(); i++) {
      if (sets.get(i) instanceof WindowPartitions) {
        return i;
      }
    }
    return sets.size() - 1;
  }

  List<String> names() {
    return names;
  }

  List<PartitionSet> sets() {
    return sets;
  }

  /// The place of the dimension whose numbers are columns.
  int column() {
    return column;
  }

  /// The place of the dimension of a name.
  int place(String name) {
    return names.indexOf(name);
  }

  /// How many bits of the row each dimension has.
  private int[] bits() {
    int[] widths = new int[sets.size()];
    int others = sets.size() - 1;
    long windows = sets.stream().filter(WindowPartitions.class::isInstance).count() - 1;
    boolean isUneven = others > 1 && windows == 1;
    int rest =
        isUneven
            ? (Integer.SIZE - BITS_OF_WINDOWS) / (others - 1)
            : Integer.SIZE / Math.max(1, others);
    for (int i = 0; i < widths.length; i++) {
      boolean isOfWindows = isUneven && sets.get(i) instanceof WindowPartitions;
      widths[i] = i == column ? 0 : isOfWindows ? BITS_OF_WINDOWS : rest;
    }
    return widths;
  }

  /// The number that the dimensions' numbers make.
  ///
  /// @throws IllegalArgumentException when one has more bits than there are for it
  long number(List<Long> numbers) {
    return ((long) row(numbers) << Integer.SIZE) + numbers.get(column);
  }

  private int row(List<Long> numbers) {
    if (sets.size() == 2) {
      return Math.toIntExact(numbers.get(1 - column));
    }
    long row = 0;
    for (int i = 0; i < sets.size(); i++) {
      long number = numbers.get(i);
      if (i != column && (number < 0 || number >= 1L << bits[i])) {
        throw new IllegalArgumentException(
            "with %d dimensions there is room for %,d keys of dimension '%s', but found number %,d"
                .formatted(sets.size(), 1L << bits[i], names.get(i), number));
      }
      row = i == column ? row : (row << bits[i]) | number;
    }
    return (int) row;
  }

  /// The numbers of the dimensions in a row; that of the column is 0.
  List<Long> numbersOfRow(int row) {
    List<Long> numbers = new ArrayList<>();
    long rest = sets.size() == 2 ? row : Integer.toUnsignedLong(row);
    for (int i = sets.size() - 1; i >= 0; i--) {
      boolean isAlone = sets.size() == 2 && i != column;
      numbers.addFirst(isAlone ? rest : rest & ((1L << bits[i]) - 1));
      rest >>= bits[i];
    }
    return numbers;
  }

  /// Every combination of some numbers of each dimension.
  PartitionSubset combined(List<PartitionSubset> chosen) {
    if (chosen.stream().anyMatch(PartitionSubset::isEmpty)) {
      return PartitionSubset.none();
    }
    Stream<List<Long>> rows = Stream.of(List.of());
    for (int i = 0; i < sets.size(); i++) {
      List<Long> numbers = i == column ? List.of(0L) : chosen.get(i).numbers().boxed().toList();
      rows = rows.flatMap(before -> numbers.stream().map(number -> appended(before, number)));
    }
    PartitionSubset columns = chosen.get(column);
    return PartitionSubset.union(rows.map(numbers -> columns.inRow(row(numbers))));
  }

  /// Every combination of keys, the first dimension changing slowest.
  static Stream<PartitionKey> keys(List<? extends Stream<PartitionKey>> chosen) {
    Stream<List<PartitionKey>> combined = Stream.of(List.of());
    for (Stream<PartitionKey> keys : chosen) {
      List<PartitionKey> all = keys.toList();
      combined = combined.flatMap(before -> all.stream().map(key -> appended(before, key)));
    }
    return combined.map(PartitionKey::ofDimensions);
  }

  private static <T> List<T> appended(List<T> before, T next) {
    List<T> all = new ArrayList<>(before);
    all.add(next);
    return all;
  }
}
