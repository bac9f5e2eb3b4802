package io.dagwerk.automation.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
  private static final Instant RUN = Instant.parse("2001-01-31T00:00:00Z");
  private static final Instant YEARS_AHEAD = RUN.plus(Duration.ofDays(1_000));

  private static SteadyClock afterHours(Instant from, int hours) {
    SteadyClock clock = SteadyClock.unknown();
    for (int hour = 0; hour <= hours; hour++) {
      clock = clock.at(from.plus(Duration.ofHours(hour)));
    }
    return clock;
  }

  @Test
  void aClockNearTheNewestRunIsBelieved() {
    SteadyClock clock = SteadyClock.unknown().at(RUN);
    Instant dayAfter = RUN.plus(Duration.ofDays(1));
    assertThat(clock.believed(dayAfter, RUN)).isEqualTo(dayAfter);
    assertThat(clock.believed(RUN.minusSeconds(1), RUN)).isEqualTo(RUN.minusSeconds(1));
    assertThat(clock.believed(dayAfter.plusNanos(1), RUN)).isEqualTo(RUN);
  }

  @Test
  void aClockFarAheadIsBelievedAfterADayInWhichItWasSteady() {
    Instant now = YEARS_AHEAD.plus(Duration.ofHours(24));
    assertThat(afterHours(YEARS_AHEAD, 23).believed(now, RUN)).isEqualTo(RUN);
    assertThat(afterHours(YEARS_AHEAD, 24).believed(now, RUN)).isEqualTo(now);
    assertThat(afterHours(YEARS_AHEAD, 100).believed(now, RUN)).isEqualTo(now);
  }

  @Test
  void aClockThatLeapsIsToBeSteadyAnew() {
    SteadyClock steady = afterHours(RUN, 24);
    assertThat(steady.at(YEARS_AHEAD).believed(YEARS_AHEAD, RUN)).isEqualTo(RUN);
    assertThat(steady.at(RUN).at(YEARS_AHEAD).at(RUN).steadyTurns()).isZero();
  }
}
