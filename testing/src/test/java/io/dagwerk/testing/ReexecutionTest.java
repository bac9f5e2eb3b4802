package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.execution.RunRecord.Ancestors;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.execution.io.MemoryIoManager;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.plan.Reexecution;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A run, or a part of it, executed again with what earlier runs have stored.
class ReexecutionTest {
  @TempDir private Path folder;
  private final AtomicBoolean broken = new AtomicBoolean(true);
  private final AtomicInteger attempts = new AtomicInteger();
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
  void aJobThatWasMendedExecutesItsOwnFunctionsAgain() {
    JobRun before = JobRun.of(chain);
    Result failed = before.run();
    Job mended =
        Job.named("chain")
            .running(graph -> {
              Op<Integer> a = graph.op("a", Integer.class).by(() -> 1);
              Op<Integer> b = graph.op("b", Integer.class).from(a).by(x -> x + 1);
              last.set(graph.op("c", Integer.class).from(b).by(x -> x + 1));
            });
    JobRun after = JobRun.of(mended).after(before);
    Result again = after.againFromFailure(failed);

    assertThat(executed(again)).containsExactly("b", "c");
    assertThat(after.output(again, last.get())).isEqualTo(3);
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
  @Covers("K10.3")
  void theRootStaysTheSameHoweverOftenARunIsExecutedAgain() {
    JobRun run = JobRun.of(chain);
    Result first = run.run();
    Result second = run.againFromFailure(first);
    broken.set(false);
    Result third = run.againFromFailure(second);
    Result fourth = run.again(third);

    RunId root = first.record().run();
    assertThat(first.record().ancestors()).isEmpty();
    assertThat(List.of(second, third, fourth))
        .extracting(Result::record)
        .extracting(RunRecord::ancestors)
        .containsExactly(
            Optional.of(new Ancestors(root, root)),
            Optional.of(new Ancestors(second.record().run(), root)),
            Optional.of(new Ancestors(third.record().run(), root)));
  }

  @Test
  @Covers("K10.5")
  void whatWasKeptInTheMemoryOfAnEarlierRunIsRefusedBeforeTheRun() {
    Resource<IoManager<Object>> memory =
        Resource.named("shelf", Type.ioManagerOf(Object.class)).by(MemoryIoManager::new);
    Job job = chainStoredBy(memory);
    LocalRuns runs =
        new LocalRuns("test", Definitions.of(List.of(memory, job)), LocalOptions.in(folder));
    RunRecord failed = runs.run(Launch.of("stored"));

    assertThatThrownBy(() -> runs.run(fromFailure(runs, failed)))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining(
            "input 0 of op 'b' reads 'a', of which run %s has no value; IO manager 'shelf' kept it"
                    .formatted(failed.run())
                + " in memory only, which went with that run; select +b, or a too");
    assertThat(attempts).hasValue(1);
  }

  @Test
  @Covers("K10.5")
  void whatLiesInTheMemoryOfAnotherProcessIsRefusedBeforeTheRun() {
    Definitions definitions = Definitions.of(List.of(chainStoredBy(Optional.empty())));
    LocalRuns lost = new LocalRuns("test", definitions, LocalOptions.inMemory());
    RunRecord failed = lost.run(Launch.of("stored"));
    LocalRuns runs = new LocalRuns("test", definitions, LocalOptions.inMemory());
    runs.remember(lost);

    assertThatThrownBy(() -> runs.run(fromFailure(runs, failed)))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("it was kept in memory only, and this memory does not have it");
    assertThat(attempts).hasValue(1);
    lost.run(fromFailure(lost, failed));
    assertThat(attempts).hasValue(2);
  }

  @Test
  @Covers("K10.5")
  void elementsThatWereKeptInTheMemoryOfAnEarlierRunAreRefusedBeforeTheRun() {
    Resource<IoManager<Object>> memory =
        Resource.named("shelf", Type.ioManagerOf(Object.class)).by(MemoryIoManager::new);
    Job job =
        Job.named("stored")
            .running(graph ->
                graph
                    .fanOut("letters", String.class)
                    .keyedBy(letter -> letter)
                    .by(() -> List.of("a", "b"))
                    .each((each, letter) ->
                        each.op("p", Integer.class).from(letter).by(this::lengthUnlessBroken)));
    LocalRuns runs =
        new LocalRuns(
            "test", Definitions.of(List.of(memory, job)).storedBy(memory), LocalOptions.in(folder));
    RunRecord failed = runs.run(Launch.of("stored"));

    assertThatThrownBy(() -> runs.run(fromFailure(runs, failed)))
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("letters")
        .hasMessageContaining("IO manager 'shelf' kept it in memory only");
  }

  private Job chainStoredBy(Resource<IoManager<Object>> keeper) {
    return chainStoredBy(Optional.of(keeper));
  }

  private Job chainStoredBy(Optional<Resource<IoManager<Object>>> keeper) {
    return Job.named("stored")
        .running(graph -> {
          var named = graph.op("a", Integer.class);
          Op<Integer> a = keeper.map(named::storedBy).orElse(named).by(() -> 1);
          graph
              .op("b")
              .from(a)
              .doing(_ -> {
                attempts.incrementAndGet();
                throw new IllegalStateException("broken");
              });
        });
  }

  private static Launch fromFailure(LocalRuns runs, RunRecord failed) {
    return Launch.of("stored")
        .executingAgain(new Reexecution.FromFailure(runs.parent(failed.run())));
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
