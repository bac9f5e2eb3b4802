package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.config.Default;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Node;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Outputs;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.testsupport.Covers;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GraphTest {
  private static final Output<String> MAYBE = Output.named("maybe", String.class).optional();

  record Greeting(@Default("hello") String word) {}

  record Loudness(int marks) {}

  private final AtomicReference<Op<String>> last = new AtomicReference<>();

  @Test
  @Covers("K2.1")
  void aReusedGraphGetsNumberedOps() {
    Job job =
        Job.named("twice")
            .running(graph -> {
              Op<String> first = greet(graph);
              Op<String> second = greet(graph);
              last.set(
                  graph.op("join", String.class).from(first, second).by((a, b) -> a + " " + b));
            });

    assertThat(job.nodes()).extracting(Node::name).containsExactly("greet", "greet_2", "join");
    JobRun run = JobRun.of(job).config(Map.of("ops", Map.of("greet_2", config("word", "hallo"))));
    assertThat(run.output(run.run(), last.get())).isEqualTo("hello hallo");
  }

  @Test
  @Covers("K2.3")
  void aListLeavesOutWhatWasSkippedAndKeepsTheWrittenOrder() {
    Job job =
        Job.named("fan_in")
            .running(graph -> {
              Op<String> a = graph.op("a", String.class).priority(-1).by(() -> "a");
              Op<Void> b = graph.op("b").outputs(MAYBE).emitting(Outputs::none);
              Op<String> c = graph.op("c", String.class).by(() -> "c");
              last.set(
                  graph
                      .op("join", String.class)
                      .from(Input.list(a, b.output(MAYBE), c))
                      .by(all -> String.join(",", all)));
            });

    JobRun run = JobRun.of(job);

    assertThat(run.output(run.run(), last.get())).isEqualTo("a,c");
  }

  @Test
  @Covers("K2.4")
  void anOpInANestedGraphIsKeyedAndConfiguredByThePathToIt() {
    Job job =
        Job.named("nested").running(graph -> last.set(graph.nested("comp", GraphTest::greet)));

    JobRun run =
        JobRun.of(job)
            .config(
                Map.of(
                    "ops",
                    Map.of("comp", Map.of("ops", Map.of("greet", config("word", "salut"))))));
    Result result = run.run();

    assertThat(EventLines.of(result, "comp.greet")).startsWith("StepStarted");
    assertThat(run.output(result, last.get())).isEqualTo("salut");
    assertThatThrownBy(() -> run.config(Map.of("ops", Map.of("greet", config("word", "x")))).run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("ops")
        .hasMessageContaining("greet");
  }

  @Test
  void theConfigOfANestedGraphIsMadeIntoThatOfItsOps() {
    Job job =
        Job.named("nested")
            .running(graph ->
                graph.nested(
                    "comp",
                    Loudness.class,
                    (inner, loudness) -> {
                      last.set(
                          inner
                              .op("shout", String.class)
                              .from(
                                  loudness.to(
                                      Greeting.class,
                                      loud -> new Greeting("hey" + "!".repeat(loud.marks()))))
                              .by(Greeting::word));
                      return last.get();
                    }));

    JobRun run = JobRun.of(job).config(Map.of("ops", Map.of("comp", config("marks", 3))));

    assertThat(run.output(run.run(), last.get())).isEqualTo("hey!!!");
    assertThatThrownBy(() -> JobRun.of(job).run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("comp");
  }

  @Test
  void whatIsOutsideOfANestedGraphRunsWithoutItsConfig() {
    Job job =
        Job.named("nested")
            .running(graph -> {
              greet(graph);
              graph.nested(
                  "comp",
                  Loudness.class,
                  (inner, loudness) ->
                      inner.op("count", Integer.class).from(loudness.itself()).by(Loudness::marks));
            });

    assertThat(JobRun.of(job).select("key:greet").plan().steps()).hasSize(1);
  }

  @Test
  void orderWithoutDataIsKept() {
    StringBuilder order = new StringBuilder();
    Job job =
        Job.named("ordered")
            .running(graph -> {
              Op<Void> first = graph.op("first").priority(-1).doing(() -> order.append("first "));
              graph.op("second").after(first).doing(() -> order.append("second"));
            });

    assertThat(JobRun.of(job).run().succeeded()).isTrue();
    assertThat(order).hasToString("first second");
  }

  private static Op<String> greet(Graph graph) {
    return graph.op("greet", String.class).from(Input.config(Greeting.class)).by(Greeting::word);
  }

  static Map<String, ?> config(String name, Object value) {
    return Map.of("config", Map.of(name, value));
  }
}
