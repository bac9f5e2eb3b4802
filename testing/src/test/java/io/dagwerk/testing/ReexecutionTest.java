package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.Event;
import io.dagwerk.testsupport.Covers;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// A run, or a part of it, executed again with what earlier runs have stored.
class ReexecutionTest {
  private final AtomicBoolean broken = new AtomicBoolean(true);
  private final AtomicReference<Op<Integer>> last = new AtomicReference<>();

  private final Job chain =
      Job.named("chain")
          .running(graph -> {
            Op<Integer> a = graph.op("a", Integer.class).by(() -> 1);
            Op<Integer> b = graph.op("b", Integer.class).from(a).by(this::unlessBroken);
            last.set(graph.op("c", Integer.class).from(b).by(x -> x + 1));
          });

  private int unlessBroken(int x) {
    if (broken.get()) {
      throw new IllegalStateException("broken");
    }
    return x + 1;
  }

  private static List<String> executed(Result result) {
    return result.events(Event.StepStarted.class).stream()
        .map(started -> started.step().toString())
        .toList();
  }

  @Test
  @Covers("K10.1")
  void fromFailureRunsWhatFailedAndWhatFollowsWithStoredValues() {
    JobRun run = JobRun.of(chain);
    Result failed = run.run();
    broken.set(false);
    Result again = run.againFromFailure(failed);

    assertThat(executed(again)).containsExactly("b", "c");
    assertThat(again.record().parent()).contains(failed.record().run());
    assertThat(run.output(again, last.get())).isEqualTo(3);
  }

  @Test
  @Covers("K10.2")
  void aRunExecutedAgainCanBeExecutedAgain() {
    JobRun run = JobRun.of(chain);
    Result failed = run.run();
    broken.set(false);
    Result again = run.againFromFailure(failed);
    Result third = run.again(again, "c");

    assertThat(executed(third)).containsExactly("c");
    assertThat(run.output(third, last.get())).isEqualTo(3);
    Result fourth = run.againDownstreamOf(third, "b");
    assertThat(executed(fourth)).containsExactly("b", "c");
  }

  @Test
  @Covers("K10.6")
  void aStepWhoseInputWasNeverStoredIsRefusedBeforeTheRun() {
    JobRun run = JobRun.of(chain);
    Result failed = run.run();

    assertThatThrownBy(() -> run.again(failed, "c"))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("c")
        .hasMessageContaining("b");
  }

  @Test
  @Covers("S29.3")
  void onlyTheFailedBranchAndTheCollectionRunAgain() {
    Job job =
        Job.named("branches")
            .running(graph ->
                graph
                    .op("sum", Integer.class)
                    .from(
                        graph
                            .fanOut("letters", String.class)
                            .keyedBy(letter -> letter)
                            .by(() -> List.of("a", "b", "c"))
                            .each((each, letter) ->
                                each.op("p", Integer.class)
                                    .from(letter)
                                    .by(this::lengthUnlessBroken)))
                    .by(all -> all.stream().mapToInt(Integer::intValue).sum()));
    JobRun run = JobRun.of(job);
    Result failed = run.run();
    broken.set(false);
    Result again = run.againFromFailure(failed);

    assertThat(failed.events(Event.StepSucceeded.class))
        .extracting(event -> event.step().toString())
        .contains("p[a]", "p[c]");
    assertThat(executed(again)).containsExactly("p[b]", "sum");
    assertThat(again.succeeded()).isTrue();
  }

  private int lengthUnlessBroken(String letter) {
    if (letter.equals("b") && broken.get()) {
      throw new IllegalStateException("broken");
    }
    return letter.length();
  }
}
