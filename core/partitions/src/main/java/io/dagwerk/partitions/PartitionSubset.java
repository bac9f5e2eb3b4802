package io.dagwerk.partitions;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.roaringbitmap.RoaringBitmap;

/// Some of the partitions of one definition, by their numbers ([PartitionSet#indexOf]). Compressed
/// bitmaps: a million partitions in a row take a few bytes.
///
/// An asset without partitions has a single one, of number 0. In several dimensions the number of a
/// partition is a row and a column: there is a bitmap of the columns, mostly windows of time, for
/// each row, a combination of the other dimensions' keys. Which definition the numbers belong to is
/// known to whoever holds the subset. Immutable, thread-safe, equal by content.
///
/// ```java
/// PartitionSubset days = PartitionSubset.ofRange(11323, 11353).minus(PartitionSubset.of(11330));
/// ```
public final class PartitionSubset {
  /// A number is its column and so many times two its row.
  private static final int COLUMN_BITS = Integer.SIZE;

  private static final PartitionSubset NONE = new PartitionSubset(new TreeMap<>());

  /// By row, none empty; columns are shifted so that the least is 0 and order is that of unsigned
  /// ints. Never changed.
  private final NavigableMap<Integer, RoaringBitmap> rows;

  private PartitionSubset(NavigableMap<Integer, RoaringBitmap> rows) {
    this.rows = rows;
  }

  public static PartitionSubset none() {
    return NONE;
  }

  public static PartitionSubset of(long... numbers) {
    return of(LongStream.of(numbers));
  }

  public static PartitionSubset of(LongStream numbers) {
    NavigableMap<Integer, RoaringBitmap> rows = new TreeMap<>();
    numbers.forEach(number ->
        rows.computeIfAbsent(rowOf(number), _ -> new RoaringBitmap()).add(columnOf(number)));
    return optimized(rows);
  }

  /// All numbers from one to another, both included; none when the last is before the first.
  ///
  /// @throws IllegalArgumentException when they are not in one row
  public static PartitionSubset ofRange(long first, long last) {
    if (last < first) {
      return NONE;
    }
    if (rowOf(first) != rowOf(last)) {
      throw new IllegalArgumentException(
          "a range is within one row, but found %d to %d".formatted(first, last));
    }
    NavigableMap<Integer, RoaringBitmap> rows = new TreeMap<>();
    rows.put(rowOf(first), RoaringBitmap.bitmapOfRange(unsigned(first), unsigned(last) + 1));
    return new PartitionSubset(rows);
  }

  /// Those that are in any of several.
  public static PartitionSubset union(Stream<PartitionSubset> subsets) {
    NavigableMap<Integer, RoaringBitmap> all = new TreeMap<>();
    subsets.forEach(subset ->
        subset.rows.forEach(
            (row, columns) -> all.computeIfAbsent(row, _ -> new RoaringBitmap()).or(columns)));
    return optimized(all);
  }

  private static PartitionSubset optimized(NavigableMap<Integer, RoaringBitmap> rows) {
    rows.values().removeIf(RoaringBitmap::isEmpty);
    rows.values().forEach(RoaringBitmap::runOptimize);
    return rows.isEmpty() ? NONE : new PartitionSubset(rows);
  }

  /// Numbers without a gap, both ends included.
  public record Range(long first, long last) {}

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  public long count() {
    return rows.values().stream().mapToLong(RoaringBitmap::getLongCardinality).sum();
  }

  public boolean contains(long number) {
    RoaringBitmap columns = rows.get(rowOf(number));
    return columns != null && columns.contains(columnOf(number));
  }

  /// Whether all of the other's are among these.
  public boolean containsAll(PartitionSubset other) {
    return other.rows.entrySet().stream()
        .allMatch(row -> {
          RoaringBitmap own = rows.get(row.getKey());
          return own != null && own.contains(row.getValue());
        });
  }

  public boolean intersects(PartitionSubset other) {
    return rows.entrySet().stream()
        .anyMatch(row -> {
          RoaringBitmap others = other.rows.get(row.getKey());
          return others != null && RoaringBitmap.intersects(row.getValue(), others);
        });
  }

  public PartitionSubset and(PartitionSubset other) {
    NavigableMap<Integer, RoaringBitmap> both = new TreeMap<>();
    rows.forEach((row, columns) -> {
      RoaringBitmap others = other.rows.get(row);
      if (others != null) {
        both.put(row, RoaringBitmap.and(columns, others));
      }
    });
    both.values().removeIf(RoaringBitmap::isEmpty);
    return new PartitionSubset(both);
  }

  public PartitionSubset or(PartitionSubset other) {
    NavigableMap<Integer, RoaringBitmap> all = new TreeMap<>(rows);
    other.rows.forEach(
        (row, columns) -> all.merge(row, columns, (own, others) -> RoaringBitmap.or(own, others)));
    return new PartitionSubset(all);
  }

  /// Those of these that are not among the other's.
  public PartitionSubset minus(PartitionSubset other) {
    NavigableMap<Integer, RoaringBitmap> rest = new TreeMap<>(rows);
    other.rows.forEach((row, columns) ->
        rest.computeIfPresent(row, (_, own) -> RoaringBitmap.andNot(own, columns)));
    rest.values().removeIf(RoaringBitmap::isEmpty);
    return new PartitionSubset(rest);
  }

  /// The numbers, from the least on.
  public LongStream numbers() {
    return rows.entrySet().stream()
        .flatMapToLong(
            row -> row.getValue().stream().mapToLong(column -> number(row.getKey(), column)));
  }

  /// The least of them.
  ///
  /// @throws java.util.NoSuchElementException when there is none
  public long first() {
    return number(rows.firstKey(), rows.firstEntry().getValue().first());
  }

  /// The greatest of them.
  ///
  /// @throws java.util.NoSuchElementException when there is none
  public long last() {
    return number(rows.lastKey(), rows.lastEntry().getValue().last());
  }

  /// How many of them are not greater than a number.
  public long countUpTo(long number) {
    int row = rowOf(number);
    long before =
        rows.headMap(row, false).values().stream()
            .mapToLong(RoaringBitmap::getLongCardinality)
            .sum();
    RoaringBitmap columns = rows.get(row);
    return columns == null ? before : before + columns.rankLong(columnOf(number));
  }

  /// The number that so many of them are less than, counted from 0.
  public OptionalLong atPlace(long place) {
    long rest = place;
    for (var row : rows.entrySet()) {
      long count = row.getValue().getLongCardinality();
      if (rest >= 0 && rest < count) {
        return OptionalLong.of(number(row.getKey(), row.getValue().select((int) rest)));
      }
      rest -= count;
    }
    return OptionalLong.empty();
  }

  /// The numbers as runs without gaps, from the least on.
  public List<Range> ranges() {
    List<Range> ranges = new ArrayList<>();
    rows.forEach((row, columns) -> {
      long first = columns.nextValue(0);
      while (first >= 0) {
        int begin = (int) first;
        long end = columns.nextAbsentValue(begin);
        ranges.add(new Range(number(row, begin), number(row, (int) (end - 1))));
        first = columns.nextValue((int) end);
      }
    });
    return ranges;
  }

  /// The rows in which there are some.
  NavigableSet<Integer> rows() {
    return Collections.unmodifiableNavigableSet(rows.navigableKeySet());
  }

  /// The columns of one row, as the numbers of row 0.
  PartitionSubset columns(int row) {
    RoaringBitmap columns = rows.get(row);
    return columns == null ? NONE : ofRow(0, columns);
  }

  /// These numbers of row 0 as the columns of a row.
  PartitionSubset inRow(int row) {
    RoaringBitmap columns = rows.get(0);
    return columns == null ? NONE : ofRow(row, columns);
  }

  private static PartitionSubset ofRow(int row, RoaringBitmap columns) {
    NavigableMap<Integer, RoaringBitmap> rows = new TreeMap<>();
    rows.put(row, columns);
    return new PartitionSubset(rows);
  }

  static int rowOf(long number) {
    return (int) ((number - (int) number) >> COLUMN_BITS);
  }

  private static int columnOf(long number) {
    return (int) number ^ Integer.MIN_VALUE;
  }

  private static long unsigned(long number) {
    return Integer.toUnsignedLong(columnOf(number));
  }

  private static long number(int row, int column) {
    return ((long) row << COLUMN_BITS) + (column ^ Integer.MIN_VALUE);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartitionSubset subset && rows.equals(subset.rows);
  }

  @Override
  public int hashCode() {
    return rows.hashCode();
  }

  @Override
  public String toString() {
    return ranges().toString();
  }
}
