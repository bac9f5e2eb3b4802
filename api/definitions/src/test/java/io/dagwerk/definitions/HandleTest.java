package io.dagwerk.definitions;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Fn.Fn3;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Handles refer to each other, so nothing done to one may walk to the others: a graph of 30 layers
/// with three inputs per node has 3^29 paths.
class HandleTest {
  private static final int SIDE = 30;

  private final AtomicInteger looks = new AtomicInteger();
  private final List<Asset<Integer>> grid = grid();

  @Test
  void handlesAreHashedWithoutLookingUpstream() {
    assertThat(new HashSet<>(grid)).hasSize(SIDE * SIDE);
    assertThat(looks).hasValue(0);
  }

  @Test
  void handlesAreEqualOnlyToThemselves() {
    assertThat(grid).isEqualTo(List.copyOf(grid)).isNotEqualTo(grid());
    assertThat(looks).hasValue(0);
  }

  @Test
  void aHandleIsPrintedAsItsKindAndName() {
    assertThat(grid.getLast()).hasToString("asset 'a_29_29'");
    assertThat(looks).hasValue(0);
  }

  @Test
  void whatAHandleHoldsIsHashedAndPrintedToTheNextHandles() {
    Compute<?> last = grid.getLast().compute();

    assertThat(last.hashCode()).isEqualTo(last.hashCode());
    assertThat(last.toString())
        .contains("asset 'a_28_29'", "asset 'a_28_0'")
        .doesNotContain("_27_");
    assertThat(looks).as("only its own function").hasValue(3);
  }

  @Test
  void whatReadsTheSamePartitionsIsTheSameInput() {
    assertThat(grid.getLast().allPartitions())
        .isEqualTo(grid.getLast().allPartitions())
        .hasSameHashCodeAs(grid.getLast().allPartitions())
        .isNotEqualTo(grid.getFirst().allPartitions());
    assertThat(looks).hasValue(0);
  }

  @Test
  void theWholeGraphIsFreeOfProblems() {
    assertThat(Definitions.of(grid).all()).hasSize(SIDE * SIDE);
    assertThat(looks).hasValue(0);
  }

  @Test
  void kindsReadAsWords() {
    Job job =
        Job.named("unpack")
            .running(graph -> {
              FanOut<Integer> files = graph.fanOut("files", Integer.class).by(() -> List.of(1));
              assertThat(files).hasToString("fan-out 'files'");
            });

    assertThat(job).hasToString("job 'unpack'");
  }

  private List<Asset<Integer>> grid() {
    List<Asset<Integer>> all = new ArrayList<>();
    for (int row = 0; row < SIDE; row++) {
      for (int column = 0; column < SIDE; column++) {
        Asset.Builder<Integer> cell = Asset.named("a_%d_%d".formatted(row, column), Integer.class);
        int above = (row - 1) * SIDE;
        all.add(
            row == 0
                ? cell.by(() -> 1)
                : cell.from(
                        all.get(above + column),
                        all.get(above + (column + 1) % SIDE),
                        all.get(above + (column + 2) % SIDE))
                    .by(new Watched(looks)));
      }
    }
    return all;
  }

  /// A function that counts how often it is hashed, compared or printed, and ends a walk that would
  /// not end by itself.
  @SuppressWarnings("serial") // never written
  private static final class Watched implements Fn3<Integer, Integer, Integer, Integer> {
    private static final int MOST_LOOKS = 100_000;
    private final transient AtomicInteger looks;

    Watched(AtomicInteger looks) {
      this.looks = looks;
    }

    @Override
    public Integer apply(Integer a, Integer b, Integer c) {
      return a + b + c;
    }

    @Override
    public boolean equals(@Nullable Object other) {
      look();
      return this == other;
    }

    @Override
    public int hashCode() {
      look();
      return System.identityHashCode(this);
    }

    @Override
    public String toString() {
      look();
      return "watched";
    }

    private void look() {
      assertThat(looks.incrementAndGet()).isLessThan(MOST_LOOKS);
    }
  }
}
