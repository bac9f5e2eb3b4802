package io.dagwerk.codeserver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpareRuleTest {
  @ParameterizedTest(name = "of {0} at most, with {1} waiting, {2} launched and {3} MiB free: {4}")
  @CsvSource({
    // Where nothing is launched, one waits; where much is, as many as may.
    "4, 0, 0, 8000, 1",
    "4, 1, 1, 8000, 1",
    "4, 1, 3, 8000, 3",
    "4, 1, 9, 8000, 4",
    "1, 1, 9, 8000, 1",
    // None where none is asked for.
    "0, 0, 9, 8000, 0",
    // 512 MiB are left to others, and each takes 100; those that wait are not ended for it.
    "4, 0, 4, 512, 0",
    "4, 0, 4, 612, 1",
    "4, 0, 4, 811, 2",
    "4, 2, 4, 100, 2",
    "4, 2, 0, 100, 1",
  })
  void asManyWaitAsWereLaunchedLatelyAndMemoryIsFreeFor(
      int most, int waiting, int launched, long freeMebibytes, int wanted) {
    assertThat(new SpareRule(most, waiting, launched, freeMebibytes).wanted()).isEqualTo(wanted);
  }

  @Test
  void whatIsFreeIsReadAsLinuxSaysIt() {
    assertThat(
            FreeMemory.of(
                List.of(
                    "MemTotal:       24510000 kB", "MemAvailable:   2097152 kB", "Cached: 1 kB")))
        .isEqualTo(2048);
    assertThat(FreeMemory.of(List.of("MemTotal: 1 kB"))).isEqualTo(Long.MAX_VALUE);
  }
}
