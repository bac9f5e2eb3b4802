package io.dagwerk.automation.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.RunId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExpiryTurnTest {
  private static final Instant BEFORE = Instant.parse("2026-04-01T12:00:00Z");
  private static final int SEED = 20_260_401;

  @Test
  void aRunThatWasPassedOverIsNotTakenAgain() {
    List<RunId> found = runs(3);
    ExpiryTurn turn = ExpiryTurn.begin(BEFORE);
    assertThat(turn.next(found)).isEqualTo(found);
    assertThat(turn.lookup()).isEqualTo(ExpiryTurn.PAGE);

    ExpiryTurn next = turn.passing(found.get(1));

    assertThat(next.next(found)).containsExactly(found.get(0), found.get(2));
    assertThat(next.lookup()).isEqualTo(ExpiryTurn.PAGE + 1);
    assertThat(next.before()).isEqualTo(BEFORE);
  }

  @Test
  void theTurnIsOverWhenTooManyFailed() {
    ExpiryTurn turn = ExpiryTurn.begin(BEFORE);
    for (RunId run : runs(ExpiryTurn.MOST_FAILED - 1)) {
      turn = turn.passing(run);
    }
    List<RunId> others = runs(2);
    assertThat(turn.next(others)).isEqualTo(others);
    assertThat(turn.passing(others.getFirst()).next(others)).isEmpty();
  }

  @Test
  void everyRunIsTakenOnceWhicheverFail() {
    Random random = new Random(SEED);
    for (int i = 0; i < 50; i++) {
      List<RunId> left = new ArrayList<>(runs(random.nextInt(500)));
      Set<RunId> unwilling = new HashSet<>();
      left.stream()
          .filter(_ -> unwilling.size() < ExpiryTurn.MOST_FAILED - 1 && random.nextInt(5) == 0)
          .forEach(unwilling::add);
      int all = left.size();
      List<RunId> taken = new ArrayList<>();
      ExpiryTurn turn = ExpiryTurn.begin(BEFORE);
      List<RunId> page = turn.next(first(left, turn.lookup()));
      while (!page.isEmpty()) {
        assertThat(page).hasSizeLessThanOrEqualTo(ExpiryTurn.PAGE);
        taken.addAll(page);
        for (RunId run : page) {
          if (unwilling.contains(run)) {
            turn = turn.passing(run);
          } else {
            left.remove(run);
          }
        }
        page = turn.next(first(left, turn.lookup()));
      }
      assertThat(taken).as("seed %d, case %d", SEED, i).hasSize(all).doesNotHaveDuplicates();
      assertThat(new HashSet<>(left)).isEqualTo(unwilling);
    }
  }

  private static List<RunId> first(List<RunId> runs, int limit) {
    return runs.stream().limit(limit).toList();
  }

  private static List<RunId> runs(int number) {
    return Stream.generate(() -> RunId.createdAt(BEFORE)).limit(number).toList();
  }
}
