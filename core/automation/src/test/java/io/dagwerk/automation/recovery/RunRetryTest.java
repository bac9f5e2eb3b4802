package io.dagwerk.automation.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.recovery.RunRetry.FailedRun;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunPolicy;
import io.dagwerk.model.RunTags;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;

class RunRetryTest {
  private static final Instant ENDED = Instant.parse("2001-01-31T12:00:00Z");
  private static final RunId RUN = RunId.createdAt(ENDED.minusSeconds(60));

  private static FailedRun failed(RunId run, Map<String, String> tags, int attempts) {
    return new FailedRun(run, new LinkedHashMap<>(tags), attempts, 1, ENDED);
  }

  @Test
  void aRunIsRetriedAsOftenAsItsTagsSayInAllRunsOfItsGroup() {
    SequencedMap<String, String> tags = new LinkedHashMap<>(Map.of(RunPolicy.RETRIES, "3"));
    RunId run = RUN;
    for (int number = 1; number <= 3; number++) {
      RunRetry retry = RunRetry.of(failed(run, tags, 1)).orElseThrow();
      assertThat(retry.number()).isEqualTo(number);
      assertThat(retry.part()).isEqualTo(RunPolicy.Part.FAILURE);
      assertThat(retry.tags()).containsEntry(RunTags.RESUMES_USED, Integer.toString(number));
      tags.putAll(retry.tags());
      run = retry.id();
    }
    assertThat(RunRetry.of(failed(run, tags, 1))).isEmpty();
  }

  @Test
  void whoeverDecidesTwiceComesToTheSameRun() {
    FailedRun failed = failed(RUN, Map.of(RunPolicy.RETRIES, "1"), 1);
    RunId retry = RunRetry.of(failed).orElseThrow().id();
    assertThat(RunRetry.of(failed).orElseThrow().id()).isEqualTo(retry);
    assertThat(retry.value().version()).isEqualTo(7);
    assertThat(retry).isGreaterThan(RUN);
    RunId other = RunId.createdAt(ENDED.minusSeconds(60));
    assertThat(RunRetry.of(failed(other, Map.of(RunPolicy.RETRIES, "1"), 1)).orElseThrow().id())
        .isNotEqualTo(retry);
  }

  @Test
  void aRunThatAsksForNothingOrWasNeverStartedIsNotRetried() {
    assertThat(RunRetry.of(failed(RUN, Map.of(), 1))).isEmpty();
    assertThat(RunRetry.of(failed(RUN, Map.of(RunPolicy.RETRIES, "3"), 0))).isEmpty();
    assertThat(RunRetry.of(failed(RUN, Map.of(RunPolicy.RETRIES, "-3"), 1))).isEmpty();
  }
}
