package io.dagwerk.partitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.partitions.PartitionSubset.Range;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PartitionSubsetTest {
  private static final long[] SCALES = {1, 100_000, 1L << 32};

  @Test
  void rangesLeaveOutTheGaps() {
    PartitionSubset days = PartitionSubset.ofRange(-2, 5).minus(PartitionSubset.of(0, 1));

    assertThat(days.ranges()).containsExactly(new Range(-2, -1), new Range(2, 5));
    assertThat(days.count()).isEqualTo(6);
    assertThat(days.first()).isEqualTo(-2);
    assertThat(days.last()).isEqualTo(5);
  }

  @Test
  void numbersBeforeTheEpochComeFirst() {
    assertThat(PartitionSubset.of(7, -7, 0).numbers()).containsExactly(-7L, 0L, 7L);
  }

  @Test
  void numbersBeyondAnIntAreInOtherRows() {
    long second = 1L << 32;
    PartitionSubset some = PartitionSubset.of(1, second + 1, second - 2, -1);

    assertThat(some.numbers()).containsExactly(-1L, 1L, second - 2, second + 1);
    assertThat(some.contains(second + 2)).isFalse();
    assertThat(some.rows()).containsExactly(0, 1);
    assertThat(some.columns(1)).isEqualTo(PartitionSubset.of(-2, 1));
    assertThat(some.columns(7)).isEqualTo(PartitionSubset.none());
    assertThat(PartitionSubset.of(-2, 1).inRow(1)).isEqualTo(some.minus(PartitionSubset.of(1, -1)));
    assertThat(PartitionSubset.none().inRow(1)).isEqualTo(PartitionSubset.none());
    assertThatThrownBy(() -> PartitionSubset.ofRange(1, second))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a range is within one row, but found 1 to 4294967296");
  }

  @Test
  void aRangeThatEndsBeforeItStartsIsEmpty() {
    assertThat(PartitionSubset.ofRange(5, 4)).isEqualTo(PartitionSubset.none());
  }

  @Test
  void placesCountFromTheLeast() {
    PartitionSubset some = PartitionSubset.of(-3, 5, 6, (1L << 32) + 2);

    assertThat(some.countUpTo(-4)).isZero();
    assertThat(some.countUpTo(5)).isEqualTo(2);
    assertThat(some.countUpTo(1L << 32)).isEqualTo(3);
    assertThat(some.countUpTo((1L << 32) + 2)).isEqualTo(4);
    assertThat(some.countUpTo(5L << 32)).isEqualTo(4);
    assertThat(some.atPlace(0)).hasValue(-3);
    assertThat(some.atPlace(3)).hasValue((1L << 32) + 2);
    assertThat(some.atPlace(4)).isEmpty();
    assertThat(some.atPlace(-1)).isEmpty();
  }

  @Test
  void anythingIsAsWithPlainSets() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      SortedSet<Long> left = numbers(random);
      SortedSet<Long> right = numbers(random);
      SortedSet<Long> both = new TreeSet<>(left);
      both.retainAll(right);
      SortedSet<Long> either = new TreeSet<>(left);
      either.addAll(right);
      SortedSet<Long> rest = new TreeSet<>(left);
      rest.removeAll(right);

      PartitionSubset a = subset(left);
      PartitionSubset b = subset(right);
      String as = "seed " + seed;
      assertThat(a.and(b)).as(as).isEqualTo(subset(both)).hasSameHashCodeAs(subset(both));
      assertThat(a.or(b).numbers().boxed().toList()).as(as).isEqualTo(List.copyOf(either));
      assertThat(a.minus(b)).as(as).isEqualTo(subset(rest));
      assertThat(a.intersects(b)).as(as).isEqualTo(!both.isEmpty());
      assertThat(a.containsAll(b)).as(as).isEqualTo(left.containsAll(right));
      assertThat(a.isEmpty()).as(as).isEqualTo(left.isEmpty());
      assertThat(a.count()).as(as).isEqualTo(left.size());
      assertThat(PartitionSubset.union(Stream.of(a, b, a))).as(as).isEqualTo(subset(either));
      assertThat(
              a.ranges().stream()
                  .flatMapToLong(run -> LongStream.rangeClosed(run.first(), run.last())))
          .as(as)
          .containsExactlyElementsOf(left);
      for (long number : either) {
        assertThat(a.contains(number)).as(as).isEqualTo(left.contains(number));
        assertThat(a.countUpTo(number)).as(as).isEqualTo(left.headSet(number + 1).size());
      }
    }
  }

  private static SortedSet<Long> numbers(Random random) {
    SortedSet<Long> numbers = new TreeSet<>();
    int size = random.nextInt(12);
    for (int i = 0; i < size; i++) {
      numbers.add((long) random.nextInt(-10, 10) * SCALES[random.nextInt(SCALES.length)]);
    }
    return numbers;
  }

  private static PartitionSubset subset(SortedSet<Long> numbers) {
    return PartitionSubset.of(numbers.stream().mapToLong(Long::longValue));
  }
}
