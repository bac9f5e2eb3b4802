package io.dagwerk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackOffTest {
  private static Stream<Long> pauses(BackOff from) {
    return Stream.iterate(from, backOff -> backOff.after(false))
        .limit(8)
        .map(backOff -> backOff.pause().toMillis());
  }

  @Test
  void eachStreamThatWasOfNoUseDoublesThePauseUpToASecond() {
    assertThat(pauses(BackOff.first()))
        .containsExactly(20L, 40L, 80L, 160L, 320L, 640L, 1000L, 1000L);
  }

  @Test
  void aStreamThatWasOfUseLeadsBackToTheFirstPause() {
    assertThat(new BackOff(Duration.ofSeconds(1)).after(true)).isEqualTo(BackOff.first());
  }
}
