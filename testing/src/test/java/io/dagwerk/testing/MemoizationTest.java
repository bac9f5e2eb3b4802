package io.dagwerk.testing;

import static io.dagwerk.definitions.Input.config;
import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.config.Default;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.model.Event;
import io.dagwerk.plan.StepState;
import io.dagwerk.testsupport.Covers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/// Stored outputs stand in for steps whose code, config and inputs are the same.
class MemoizationTest {
  record Factor(@Default("2") int factor) {}

  record Unit(String name) {}

  private final AtomicInteger calls = new AtomicInteger();

  private static Job memoized(Consumer<Graph> wiring) {
    return Job.named("memoized").memoized().running(wiring);
  }

  /// Three ops in a row, of which the middle one has a version that the test chooses.
  private Job chain(String middleVersion) {
    return memoized(graph -> {
      Op<Integer> first =
          graph.op("first", Integer.class).version("1").by(() -> 20 + 0 * counted());
      Op<Integer> middle =
          graph.op("middle", Integer.class).version(middleVersion).from(first).by(x -> x + 1);
      graph
          .op("last", Integer.class)
          .version("1")
          .from(middle, config(Factor.class))
          .by((x, by) -> x * by.factor());
    });
  }

  private int counted() {
    return calls.incrementAndGet();
  }

  private static List<String> executed(Result result) {
    return result.events(Event.StepStarted.class).stream()
        .map(started -> started.step().toString())
        .toList();
  }

  @Test
  @Covers("S27.1")
  void aSecondIdenticalRunExecutesNothing() {
    JobRun run = JobRun.of(chain("1"));
    Result first = run.run();
    Result second = run.run();

    assertThat(executed(first)).containsExactly("first", "middle", "last");
    assertThat(executed(second)).isEmpty();
    assertThat(second.succeeded()).isTrue();
    assertThat(second.events(Event.StepReused.class))
        .hasSize(3)
        .allMatch(reused -> reused.origin().equals(first.record().run()));
    assertThat(calls).hasValue(1);
  }

  @Test
  @Covers("S27.3")
  void otherConfigRunsTheStepAndWhatFollowsIt() {
    JobRun run = JobRun.of(chain("1"));
    run.run();
    Result other = run.config(Map.of("ops", Map.of("last", factor(3)))).run();

    assertThat(executed(other)).containsExactly("last");
  }

  private static Map<String, Object> factor(int factor) {
    return Map.of("config", Map.of("factor", factor));
  }

  @Test
  @Covers("S27.2")
  void anotherVersionRunsTheStepAndItsDescendantsOnly() {
    JobRun before = JobRun.of(chain("1"));
    before.run();
    Result after = JobRun.of(chain("2")).after(before).run();

    assertThat(executed(after)).containsExactly("middle", "last");
    assertThat(after.state("first")).isInstanceOf(StepState.Reused.class);
  }

  @Test
  @Covers("S27.4")
  void swappedInputsAreOtherInputs() {
    JobRun before = JobRun.of(difference(false));
    before.run();
    Result after = JobRun.of(difference(true)).after(before).run();

    assertThat(executed(after)).containsExactly("difference");
  }

  private static Job difference(boolean swapped) {
    return memoized(graph -> {
      Op<Integer> a = graph.op("a", Integer.class).version("1").by(() -> 5);
      Op<Integer> b = graph.op("b", Integer.class).version("1").by(() -> 3);
      Input<Integer> left = swapped ? b : a;
      Input<Integer> right = swapped ? a : b;
      graph.op("difference", Integer.class).version("1").from(left, right).by((x, y) -> x - y);
    });
  }

  @Test
  @Covers("S27.7")
  void aStepWithoutVersionAlwaysRunsAndSaysWhy() {
    Object hidden = new Object();
    Job job =
        memoized(graph -> graph.op("unknown", String.class).by(() -> "x" + hidden.hashCode()));
    JobRun run = JobRun.of(job);
    run.run();

    assertThat(executed(run.run())).containsExactly("unknown");
  }

  @Test
  @Covers("S27.9")
  void aResourceVersionConcernsItsUsersOnly() {
    JobRun before = JobRun.of(withUnit("1"));
    before.run();
    Result after = JobRun.of(withUnit("2")).after(before).run();

    assertThat(executed(after)).containsExactly("named");
  }

  private static Job withUnit(String version) {
    Resource<Unit> unit =
        Resource.named("unit", Unit.class).version(version).by(() -> new Unit("cm"));
    return memoized(graph -> {
      Op<Integer> length = graph.op("length", Integer.class).version("1").by(() -> 5);
      graph.op("named", String.class).version("1").from(length, unit).by((x, u) -> x + u.name());
      graph.op("twice", Integer.class).version("1").from(length).by(x -> 2 * x);
    });
  }

  @Test
  void anAssetIsReusedOnlyWhileItsNewestValueIsOfThatVersion() {
    Asset<Integer> scaled =
        Asset.named("scaled", Integer.class)
            .version("1")
            .from(Input.config(Factor.class))
            .by(Factor::factor);
    Job job = Job.named("assets").memoized().materializing(scaled);
    JobRun two = JobRun.of(job).with(new Factor(2));
    Result first = two.run();
    Result repeated = two.run();
    JobRun three = JobRun.of(job).with(new Factor(3)).after(two);
    Result other = three.run();
    Result back = JobRun.of(job).with(new Factor(2)).after(three).run();

    assertThat(executed(first)).containsExactly("scaled");
    assertThat(executed(repeated)).isEmpty();
    assertThat(executed(other)).containsExactly("scaled");
    assertThat(executed(back)).containsExactly("scaled");
  }

  @Test
  void aFingerprintIsTheVersionWhenNoneIsGiven() {
    Job job =
        memoized(graph -> {
          Op<Integer> one = graph.op("one", Integer.class).by(() -> 1);
          graph.op("two", Integer.class).from(one).by(x -> x + 1);
        });
    JobRun run = JobRun.of(job);
    run.run();

    assertThat(executed(run.run())).isEmpty();
  }
}
