package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RestartPauseTest {
  private static List<String> pauses(RestartPause first, Duration served) {
    return Stream.iterate(first, pause -> pause.afterEnd(served))
        .limit(9)
        .map(RestartPause::inWords)
        .toList();
  }

  @Test
  void codeThatEndsItsProcessAgainAndAgainIsStartedEverLaterUpToHalfAMinute() {
    assertThat(pauses(RestartPause.FIRST, Duration.ofSeconds(59)))
        .containsExactly("0.5 s", "1 s", "2 s", "4 s", "8 s", "16 s", "30 s", "30 s", "30 s");
  }

  @Test
  void codeThatHasServedForAMinuteIsStartedSoon() {
    RestartPause late = new RestartPause(Duration.ofSeconds(30));
    assertThat(late.afterEnd(Duration.ofMinutes(1))).isEqualTo(RestartPause.FIRST);
  }
}
