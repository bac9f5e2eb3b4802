package io.dagwerk.partitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.partitions.PartitionSubset.Range;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PartitionSubsetTest {
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
  void aNumberBeyondAnIntIsRefused() {
    assertThatThrownBy(() -> PartitionSubset.of(1L << 31))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("partition numbers are from -2147483648 to 2147483647, but found 2147483648");
    assertThat(PartitionSubset.of(1).contains(1L << 32 | 1)).isFalse();
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
    }
  }

  private static SortedSet<Long> numbers(Random random) {
    SortedSet<Long> numbers = new TreeSet<>();
    int size = random.nextInt(12);
    for (int i = 0; i < size; i++) {
      numbers.add((long) random.nextInt(-10, 10) * (random.nextBoolean() ? 1 : 100_000));
    }
    return numbers;
  }

  private static PartitionSubset subset(SortedSet<Long> numbers) {
    return PartitionSubset.of(numbers.stream().mapToLong(Long::longValue));
  }
}
