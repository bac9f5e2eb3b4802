package io.dagwerk.automation.tick;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ChangeKeys;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Evaluation;
import io.dagwerk.model.LaunchRun;
import io.dagwerk.model.PartitionKey;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TickEndTest {
  private static final Instant LATER = Instant.parse("2001-01-01T06:01:00Z");

  @Test
  void aRequestIsNotMadeTwice() {
    TickEnd end = end(requested("a", "b", "c", "b"), Set.of("a"));

    TickEnd.Succeeded succeeded = (TickEnd.Succeeded) end;
    assertThat(succeeded.runs())
        .extracting(run -> run.key().orElseThrow())
        .containsExactly("b", "c");
    assertThat(succeeded.dropped()).containsExactly("a", "b");
  }

  @Test
  void runsWithoutAKeyAreMadeEachTime() {
    LaunchRun run = LaunchRun.ofJob("job");

    TickEnd end =
        end(new Evaluation.Requested(List.of(run, run), List.of(), Optional.empty()), Set.of());

    assertThat(new EndedTick(LATER, 1, end).runs()).containsExactly(run, run);
  }

  @Test
  void whenNothingIsNewTheTickIsSkippedAndSaysWhichKeysThereWere() {
    assertThat(end(requested("a", "b"), Set.of("a", "b")))
        .isEqualTo(new TickEnd.Skipped("all 2 runs were asked for before: a, b"));
    assertThat(end(requested("1", "2", "3", "4", "5", "6"), Set.of("1", "2", "3", "4", "5", "6")))
        .isEqualTo(new TickEnd.Skipped("all 6 runs were asked for before: 1, 2, 3, 4, 5, ..."));
    assertThat(end(requested(), Set.of())).isEqualTo(new TickEnd.Skipped("no run was asked for"));
  }

  @Test
  void changesOfPartitionsAloneAreSomethingToo() {
    ChangeKeys change = new ChangeKeys("customers", List.of(PartitionKey.of("a")), List.of());

    assertThat(
            end(new Evaluation.Requested(List.of(), List.of(change), Optional.empty()), Set.of()))
        .isEqualTo(new TickEnd.Succeeded(List.of(), List.of(change), List.of()));
  }

  @Test
  void aSkipKeepsItsReasonAndAFailureItsErrorAndItsRetry() {
    ErrorInfo error = ErrorInfo.ofMessage("Broken", "the box is gone");

    assertThat(end(new Evaluation.Skipped("no files", Optional.empty()), Set.of()))
        .isEqualTo(new TickEnd.Skipped("no files"));
    assertThat(end(new Evaluation.Failed(error), Set.of()))
        .isEqualTo(new TickEnd.Failed(error, Optional.of(LATER)));
    assertThat(new EndedTick(LATER, 1, new TickEnd.Failed(error, Optional.empty())).reason())
        .isEqualTo("Broken: the box is gone");
  }

  @Test
  void aTickThatAsksForTooManyRunsFailsAndIsNotTriedAgain() {
    List<LaunchRun> runs = Collections.nCopies(TickEnd.MOST_RUNS + 1, LaunchRun.ofJob("job"));

    TickEnd end = end(new Evaluation.Requested(runs, List.of(), Optional.empty()), Set.of());

    assertThat(new EndedTick(LATER, 1, end).reason()).contains("at most 10,000", "10,001");
    assertThat(((TickEnd.Failed) end).retryAt()).isEmpty();
  }

  private static TickEnd end(Evaluation evaluation, Set<String> asked) {
    return TickEnd.of(evaluation, asked::contains, Optional.of(LATER));
  }

  private static Evaluation requested(String... keys) {
    return new Evaluation.Requested(
        Stream.of(keys).map(key -> LaunchRun.ofJob("job").keyed(key)).toList(),
        List.of(),
        Optional.empty());
  }
}
