package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.StoredRun;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// Plans that are made again beside the thread that starts runs.
class ReplansTest {
  private final HeldStorage storage = new HeldStorage();
  private final StoredRun run =
      storage
          .storage()
          .runs()
          .find(storage.queuedRun(Instant.parse("2001-01-31T12:00:00Z")))
          .orElseThrow();
  private final Semaphore woken = new Semaphore(0);
  private final AtomicInteger plans = new AtomicInteger();

  private Replans replans(Function<StoredRun, Replan> planner) {
    return new Replans(
        it -> {
          plans.incrementAndGet();
          return planner.apply(it);
        },
        woken::release);
  }

  private Replan of(String version) {
    NewRun.Work work = run.run().work();
    return new Replan(
        new NewRun.Work(work.job(), work.mode(), work.location(), version, work.contents()),
        List.of());
  }

  private void awaitWoken() throws InterruptedException {
    assertThat(woken.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aPlanIsMadeOnceAndWhoAskedIsWoken() throws Exception {
    Replans replans = replans(_ -> of("v2"));

    assertThat(replans.of(run, "v2")).isEqualTo(new Replans.Outcome.Pending());
    awaitWoken();
    assertThat(replans.of(run, "v2")).isEqualTo(new Replans.Outcome.Planned(of("v2")));
    assertThat(replans.of(run, "v2")).isEqualTo(new Replans.Outcome.Planned(of("v2")));
    assertThat(plans).hasValue(1);
  }

  @Test
  void aPlanOfAVersionThatWasReplacedMeanwhileIsMadeAgain() throws Exception {
    Replans replans = replans(_ -> of("v" + (plans.get() + 1)));

    replans.of(run, "v2");
    awaitWoken();
    assertThat(replans.of(run, "v3")).isEqualTo(new Replans.Outcome.Pending());
    awaitWoken();
    assertThat(replans.of(run, "v3")).isEqualTo(new Replans.Outcome.Planned(of("v3")));
  }

  @Test
  void whatTheCodeCannotDoAnyMoreIsToldUntilItIsForgotten() throws Exception {
    Replans replans =
        replans(_ -> {
          throw new Refused("job 'nightly' is not defined");
        });

    replans.of(run, "v2");
    awaitWoken();
    assertThat(replans.of(run, "v2"))
        .isEqualTo(new Replans.Outcome.Impossible("v2", List.of("job 'nightly' is not defined")));
    assertThat(replans.of(run, "v3")).isEqualTo(new Replans.Outcome.Pending());
    awaitWoken();
    replans.forget(run.id());
    assertThat(replans.of(run, "v2")).isEqualTo(new Replans.Outcome.Pending());
  }

  @Test
  void whileNoCodeServerAnswersOrTheStoreFailsItIsTriedAnotherTime() throws Exception {
    Replans replans =
        replans(_ -> {
          if (plans.get() == 1) {
            throw new NotServed("location 'here' has no code server");
          }
          if (plans.get() == 2) {
            throw new IllegalStateException("the disk is full");
          }
          return of("v2");
        });

    for (int i = 0; i < 3; i++) {
      assertThat(replans.of(run, "v2")).isEqualTo(new Replans.Outcome.Pending());
      awaitWoken();
    }
    assertThat(replans.of(run, "v2")).isEqualTo(new Replans.Outcome.Planned(of("v2")));
  }
}
