package io.dagwerk.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RunHoldTest {
  private static final Duration BOUND = Duration.ofMinutes(10);
  private static final Executor THREADS = Thread::startVirtualThread;

  private final RunHold hold = new RunHold();

  /// As after a stop of an hour.
  private void wakeUpLate() {
    hold.welcomed(new LastHeard(System.nanoTime() - Duration.ofHours(1).toNanos(), BOUND));
  }

  private CompletableFuture<Boolean> stored() {
    return CompletableFuture.supplyAsync(
        () -> {
          hold.requireCurrent();
          return true;
        },
        THREADS);
  }

  @Test
  void aWorkerThatIsHeardStoresAtOnce() {
    hold.requireCurrent();
    hold.welcomed(new LastHeard(System.nanoTime(), BOUND));
    hold.requireCurrent();
  }

  @Test
  void aWorkerThatWakesUpLateStoresWhenItsHostAnswers() throws Exception {
    wakeUpLate();
    CompletableFuture<Boolean> stored = stored();
    hold.answered(System.nanoTime() - Duration.ofMinutes(30).toNanos());
    assertThat(stored).isNotDone();
    hold.answered(System.nanoTime());
    assertThat(stored.get(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aWorkerThatWakesUpLateAndIsRefusedStoresNothing() {
    wakeUpLate();
    CompletableFuture<Boolean> stored = stored();
    hold.lose("attempt 1 is not the newest");
    assertThatThrownBy(() -> stored.get(60, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(CancellationException.class)
        .hasMessageContaining("attempt 1 is not the newest");
    hold.answered(System.nanoTime());
    assertThatThrownBy(hold::requireCurrent).isInstanceOf(CancellationException.class);
  }
}
