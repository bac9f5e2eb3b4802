package io.dagwerk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LastHeardTest {
  private static final long SENT = 7_000_000_000L;
  private static final Duration BOUND = Duration.ofSeconds(3);

  private static long after(Duration time) {
    return SENT + time.toNanos();
  }

  @Test
  void aWorkerIsCurrentForTheBoundAfterItSentWhatWasAnswered() {
    LastHeard heard = new LastHeard(SENT, BOUND);
    assertThat(heard.isCurrent(SENT)).isTrue();
    assertThat(heard.isCurrent(after(BOUND.minusNanos(1)))).isTrue();
    assertThat(heard.isCurrent(after(BOUND))).isFalse();
    assertThat(heard.isCurrent(after(Duration.ofHours(1)))).isFalse();
  }

  @Test
  void anAnswerProlongsItAndAnOlderOneDoesNotShortenIt() {
    LastHeard later = new LastHeard(SENT, BOUND).answered(after(Duration.ofSeconds(2)));
    assertThat(later.isCurrent(after(Duration.ofSeconds(4)))).isTrue();
    assertThat(later.answered(SENT)).isEqualTo(later);
  }

  @Test
  void aRunThatNobodyTakesUpIsItsWorkersForEver() {
    assertThat(LastHeard.UNBOUNDED.isCurrent(after(Duration.ofDays(1)))).isTrue();
    assertThat(new LastHeard(SENT, Duration.ZERO).isCurrent(after(Duration.ofDays(1)))).isTrue();
  }

  @Test
  void theClockMayWrapAround() {
    LastHeard heard = new LastHeard(Long.MAX_VALUE - 5, BOUND);
    assertThat(heard.isCurrent(Long.MIN_VALUE + 5)).isTrue();
    assertThat(heard.isCurrent(Long.MIN_VALUE + BOUND.toNanos())).isFalse();
  }
}
