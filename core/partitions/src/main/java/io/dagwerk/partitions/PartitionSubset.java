package io.dagwerk.partitions;

import java.util.ArrayList;
import java.util.List;
import java.util.PrimitiveIterator;
import java.util.stream.LongStream;
import org.roaringbitmap.RoaringBitmap;

/// Some of the partitions of one definition, by their numbers ([PartitionSet#indexOf]). A
/// compressed bitmap: a million partitions in a row take a few bytes.
///
/// An asset without partitions has a single one, of number 0. Which definition the numbers belong
/// to is known to whoever holds the subset. Immutable, thread-safe, equal by content.
///
/// ```java
/// PartitionSubset days = PartitionSubset.ofRange(11323, 11353).minus(PartitionSubset.of(11330));
/// ```
public final class PartitionSubset {
  /// Numbers are ints, so that hours are counted from before the year -200000 on.
  private static final long LEAST = Integer.MIN_VALUE;

  private static final long MOST = Integer.MAX_VALUE;
  private static final PartitionSubset NONE = new PartitionSubset(new RoaringBitmap());

  /// Holds numbers shifted so that the least is 0 and order is that of unsigned ints. Never
  /// changed.
  private final RoaringBitmap bits;

  private PartitionSubset(RoaringBitmap bits) {
    this.bits = bits;
  }

  public static PartitionSubset none() {
    return NONE;
  }

  /// @throws IllegalArgumentException for a number beyond an int
  public static PartitionSubset of(long... numbers) {
    RoaringBitmap bits = new RoaringBitmap();
    for (long number : numbers) {
      bits.add(shifted(number));
    }
    return optimized(bits);
  }

  /// @throws IllegalArgumentException for a number beyond an int
  public static PartitionSubset of(LongStream numbers) {
    RoaringBitmap bits = new RoaringBitmap();
    numbers.forEach(number -> bits.add(shifted(number)));
    return optimized(bits);
  }

  /// All numbers from one to another, both included; none when the last is before the first.
  ///
  /// @throws IllegalArgumentException for a number beyond an int
  public static PartitionSubset ofRange(long first, long last) {
    if (last < first) {
      return NONE;
    }
    RoaringBitmap bits = new RoaringBitmap();
    bits.add(unsigned(first), unsigned(last) + 1);
    return optimized(bits);
  }

  private static PartitionSubset optimized(RoaringBitmap bits) {
    bits.runOptimize();
    return new PartitionSubset(bits);
  }

  /// Numbers without a gap, both ends included.
  public record Range(long first, long last) {}

  public boolean isEmpty() {
    return bits.isEmpty();
  }

  public long count() {
    return bits.getLongCardinality();
  }

  public boolean contains(long number) {
    return number >= LEAST && number <= MOST && bits.contains(shifted(number));
  }

  /// Whether all of the other's are among these.
  public boolean containsAll(PartitionSubset other) {
    return bits.contains(other.bits);
  }

  public boolean intersects(PartitionSubset other) {
    return RoaringBitmap.intersects(bits, other.bits);
  }

  public PartitionSubset and(PartitionSubset other) {
    return new PartitionSubset(RoaringBitmap.and(bits, other.bits));
  }

  public PartitionSubset or(PartitionSubset other) {
    return new PartitionSubset(RoaringBitmap.or(bits, other.bits));
  }

  /// Those of these that are not among the other's.
  public PartitionSubset minus(PartitionSubset other) {
    return new PartitionSubset(RoaringBitmap.andNot(bits, other.bits));
  }

  /// The numbers, from the least on.
  public LongStream numbers() {
    return bits.stream().mapToLong(PartitionSubset::number);
  }

  /// The least of them.
  ///
  /// @throws java.util.NoSuchElementException when there is none
  public long first() {
    return number(bits.first());
  }

  /// The greatest of them.
  ///
  /// @throws java.util.NoSuchElementException when there is none
  public long last() {
    return number(bits.last());
  }

  /// The numbers as runs without gaps, from the least on.
  public List<Range> ranges() {
    List<Range> ranges = new ArrayList<>();
    PrimitiveIterator.OfLong numbers = numbers().iterator();
    if (numbers.hasNext()) {
      long from = numbers.nextLong();
      long to = from;
      while (numbers.hasNext()) {
        long next = numbers.nextLong();
        if (next != to + 1) {
          ranges.add(new Range(from, to));
          from = next;
        }
        to = next;
      }
      ranges.add(new Range(from, to));
    }
    return ranges;
  }

  private static int shifted(long number) {
    return (int) unsigned(number);
  }

  private static long unsigned(long number) {
    if (number < LEAST || number > MOST) {
      throw new IllegalArgumentException(
          "partition numbers are from %d to %d, but found %d".formatted(LEAST, MOST, number));
    }
    return number - LEAST;
  }

  private static long number(int shifted) {
    return Integer.toUnsignedLong(shifted) + LEAST;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PartitionSubset subset && bits.equals(subset.bits);
  }

  @Override
  public int hashCode() {
    return bits.hashCode();
  }

  @Override
  public String toString() {
    return ranges().toString();
  }
}
