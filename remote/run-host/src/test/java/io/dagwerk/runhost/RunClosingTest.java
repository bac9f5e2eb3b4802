package io.dagwerk.runhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.RunId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// When what the store refuses is done again.
class RunClosingTest {
  private static final RunId RUN = RunId.createdAt(Instant.EPOCH);
  private static final RunId OTHER = RunId.createdAt(Instant.ofEpochSecond(1));
  private static final Duration LOOK = Duration.ofMillis(250);

  private static final class NoWorkers implements Workers {
    @Override
    public void kill(RunId run, int attempt) {}

    @Override
    public boolean resumes(RunId run, LostWorker lost) {
      return false;
    }
  }

  private final FakeClock clock = new FakeClock();
  private final TroubledRuns store = new TroubledRuns(new InMemoryRuns());
  private final List<Long> triedAt = new ArrayList<>();
  private final RunClosing closing =
      new RunClosing(store, new NoWorkers(), clock.clocks(), _ -> {}, Runnable::run);

  private void tryIt() {
    triedAt.add(Duration.ofNanos(clock.clocks().nanos().getAsLong()).toMillis());
    var _ = store.attempt(RUN);
  }

  private void pass(Duration time) {
    for (Duration left = time; left.isPositive(); left = left.minus(LOOK)) {
      clock.pass(LOOK);
      closing.again();
    }
  }

  @Test
  void theLongerTheStoreRefusesTheLongerAreThePauses() {
    store.leave();
    closing.insist(RUN, this::tryIt);
    pass(Duration.ofMinutes(2));
    assertThat(triedAt)
        .containsExactly(
            0L, 250L, 750L, 1_750L, 3_750L, 7_750L, 15_750L, 31_750L, 61_750L, 91_750L);
  }

  @Test
  void whatIsDoneIsNotDoneAgain() {
    store.leave();
    closing.insist(RUN, this::tryIt);
    store.comeBack();
    pass(Duration.ofMinutes(2));
    assertThat(triedAt).containsExactly(0L, 250L);
  }

  @Test
  void aRunThatWasRefusedLongAndIsClosedIsTriedAtOnceTheNextTime() {
    store.leave();
    closing.insist(RUN, this::tryIt);
    pass(Duration.ofMinutes(1));
    store.comeBack();
    pass(Duration.ofMinutes(1));
    closing.forget(RUN);
    triedAt.clear();
    store.leave();
    closing.insist(RUN, this::tryIt);
    pass(LOOK);
    assertThat(triedAt).hasSize(2);
  }

  @Test
  void aRunThatIsRefusedKeepsNoOtherWaiting() {
    store.leave();
    closing.insist(RUN, this::tryIt);
    pass(Duration.ofMinutes(1));
    triedAt.clear();
    closing.insist(OTHER, this::tryIt);
    pass(LOOK);
    assertThat(triedAt).hasSize(2);
  }
}
