package io.dagwerk.automation.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

class LogRetentionTest {
  private static final Instant NOW = Instant.parse("2026-04-01T12:00:00Z");

  @Test
  void aLogExpiresWhenItsTimeIsOver() {
    assertThat(LogRetention.usual().expiresBefore(NOW)).contains(NOW.minus(90, ChronoUnit.DAYS));
    assertThat(new LogRetention.For(Duration.ofNanos(1)).expiresBefore(NOW))
        .contains(NOW.minusNanos(1));
  }

  @Test
  void aLogThatIsKeptForeverOrLongerThanThereIsTimeDoesNotExpire() {
    assertThat(new LogRetention.Forever().expiresBefore(NOW)).isEmpty();
    assertThat(new LogRetention.For(Duration.ofSeconds(Long.MAX_VALUE)).expiresBefore(NOW))
        .isEmpty();
    Duration sinceEpoch = Duration.between(Instant.EPOCH, NOW);
    assertThat(new LogRetention.For(sinceEpoch).expiresBefore(NOW)).isEmpty();
    assertThat(new LogRetention.For(sinceEpoch.minusNanos(1)).expiresBefore(NOW))
        .contains(Instant.EPOCH.plusNanos(1));
  }

  @Test
  void aTimeThatIsNoneIsRefused() {
    for (Duration none : new Duration[] {Duration.ZERO, Duration.ofDays(-1)}) {
      assertThatThrownBy(() -> new LogRetention.For(none))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("longer than 0, or forever, but found " + none);
    }
  }
}
