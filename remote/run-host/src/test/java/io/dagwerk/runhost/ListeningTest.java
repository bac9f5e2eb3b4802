package io.dagwerk.runhost;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListeningTest {
  private static final Duration SILENCE = Duration.ofSeconds(4);

  private static long seconds(double seconds) {
    return (long) (seconds * 1e9);
  }

  @ParameterizedTest
  @CsvSource({
    // since, heard, now, silent
    "0, 0, 4, false",
    "0, 0, 4.1, true",
    "0, 3, 7, false",
    "0, 3, 7.1, true",
    "5, 3, 9, false",
    "5, 3, 9.1, true",
    "5, -100, 9.1, true",
    "0, 100, 50, false",
  })
  void aWorkerIsSilentWhenItWasNotHeardWhileTheHostWasThere(
      double since, double heard, double now, boolean silent) {
    Listening listening = Listening.from(seconds(since));
    assertThat(listening.isSilent(seconds(heard), seconds(now), SILENCE)).isEqualTo(silent);
  }

  @Test
  void aClockMayPassItsLargestNumber() {
    long start = Long.MAX_VALUE - seconds(1);
    Listening listening = Listening.from(start).looked(start + seconds(0.5));
    assertThat(listening.isSilent(start, start + seconds(3), SILENCE)).isFalse();
    assertThat(listening.isSilent(start, start + seconds(4.5), SILENCE)).isTrue();
    assertThat(listening.isSilent(start + seconds(2), start + seconds(4.5), SILENCE)).isFalse();
  }

  @Test
  void aLateLookGivesTheWholeSilenceOnceMoreAndOneInTimeDoesNot() {
    Listening inTime = Listening.from(0).looked(seconds(1)).looked(seconds(2));
    assertThat(inTime.since()).isZero();
    Listening late = inTime.looked(seconds(60));
    assertThat(late.since()).isEqualTo(seconds(60));
    assertThat(late.isSilent(seconds(1), seconds(63), SILENCE)).isFalse();
  }

  @Test
  void aLateAnswerGivesTheWholeSilenceOnceMoreButNotTwiceInARow() {
    Listening first = Listening.from(0).answered(seconds(5), seconds(7));
    assertThat(first.since()).isEqualTo(seconds(7));
    Listening second = first.looked(seconds(7.2)).answered(seconds(11.1), seconds(13));
    assertThat(second.since()).isEqualTo(seconds(7));
    assertThat(second.looked(seconds(13.5)).since()).isEqualTo(seconds(7));
    Listening recovered = second.answered(seconds(13.5), seconds(13.6));
    assertThat(recovered.answered(seconds(14), seconds(16)).since()).isEqualTo(seconds(16));
  }

  @Test
  void aStoreThatIsAwayGivesTheWholeSilenceAgainAndAgain() {
    Listening away =
        Listening.from(0).unanswered(seconds(5), seconds(35)).unanswered(seconds(35), seconds(65));
    assertThat(away.since()).isEqualTo(seconds(65));
  }
}
