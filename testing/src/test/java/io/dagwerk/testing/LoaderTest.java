package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.RunRefused;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event.AssetMaterialized;
import io.dagwerk.model.Event.OutputStored;
import io.dagwerk.model.Event.StepFailed;
import io.dagwerk.model.Metadata;
import io.dagwerk.plan.StepState;
import io.dagwerk.testsupport.Covers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LoaderTest {
  record Csv(String path) {}

  record Rows(int count) {}

  private static final Type<Rows> ROWS =
      Type.of(Rows.class)
          .named("rows")
          .loadedBy(Csv.class, csv -> read(csv.path()))
          .materializedBy(Csv.class, (csv, rows) -> write(csv.path(), rows));

  private final AtomicReference<Op<Integer>> count = new AtomicReference<>();

  private final AtomicReference<Op<Rows>> made = new AtomicReference<>();

  private final Job unconnected =
      Job.named("count")
          .running(graph ->
              count.set(
                  graph
                      .op("count", Integer.class)
                      .from(Input.external("rows", ROWS))
                      .by(Rows::count)));

  private final Job connected =
      Job.named("count")
          .running(graph -> {
            Op<Rows> rows = graph.op("rows", ROWS).by(() -> new Rows(5));
            made.set(rows);
            count.set(graph.op("count", Integer.class).from(rows).by(Rows::count));
          });

  private static Rows read(String path) {
    if (path.startsWith("missing")) {
      throw new IllegalStateException("no file " + path);
    }
    return new Rows(path.length());
  }

  private static SequencedMap<AssetKey, Metadata> write(String path, Rows rows) {
    if (path.startsWith("read-only")) {
      throw new IllegalStateException("cannot write " + path);
    }
    SequencedMap<AssetKey, Metadata> made = new LinkedHashMap<>();
    made.put(AssetKey.of(path), Metadata.none().and("rows", Integer.toString(rows.count())));
    return made;
  }

  private static Map<String, ?> input(String path) {
    return Map.of("inputs", Map.of("rows", Map.of("path", path)));
  }

  @Test
  @Covers("S22.1")
  void anInputThatNothingMakesIsRequiredInTheRunConfig() {
    assertThatThrownBy(() -> JobRun.of(unconnected).run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("inputs")
        .hasMessageContaining("rows");
    JobRun run = JobRun.of(unconnected).config(input("orders.csv"));
    assertThat(run.output(run.run(), count.get())).isEqualTo(10);
  }

  @Test
  @Covers("S22.2")
  void anInputThatAnOpMakesIsNoEntryOfTheRunConfig() {
    assertThatThrownBy(() -> JobRun.of(connected).config(input("orders.csv")).run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("inputs")
        .hasMessageContaining("rows");
    assertThat(JobRun.of(connected).run().succeeded()).isTrue();
  }

  @Test
  @Covers("S22.3")
  void aLoaderThatThrowsFailsTheStepNamingInputTypeAndOp() {
    Result result = JobRun.of(unconnected).config(input("missing.csv")).run();

    assertThat(OpTest.only(result, StepFailed.class).error().message())
        .contains("input 'rows'", "type rows", "op 'count'", "no file missing.csv");
  }

  @Test
  void valuesOfTheJdkNeedNoLoader() {
    AtomicReference<Op<String>> shown = new AtomicReference<>();
    Job job =
        Job.named("show")
            .running(graph ->
                shown.set(
                    graph
                        .op("show", String.class)
                        .from(
                            Input.external("number", Integer.class),
                            Input.external("words", Type.listOf(String.class)),
                            Input.external("share", Double.class, 0.5))
                        .by((number, words, share) -> number + " " + words + " " + share)));
    JobRun run =
        JobRun.of(job)
            .with(io.dagwerk.config.Environment.of(Map.of("NUMBER", "7")))
            .config(
                Map.of(
                    "inputs",
                    Map.of("number", Map.of("env", "NUMBER"), "words", List.of("a", "b"))));

    assertThat(run.output(run.run(), shown.get())).isEqualTo("7 [a, b] 0.5");
    assertThatThrownBy(() ->
            JobRun.of(job)
                .config(Map.of("inputs", Map.of("number", "many", "words", List.of(1))))
                .run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("inputs.number")
        .hasMessageContaining("inputs.words[0]");
  }

  private static Map<String, ?> outputs(String... paths) {
    List<Map<String, ?>> entries =
        List.of(paths).stream()
            .<Map<String, ?>>map(path -> Map.of("result", Map.of("path", path)))
            .toList();
    return Map.of("ops", Map.of("rows", Map.of("outputs", entries)));
  }

  @Test
  @Covers("S23.1")
  void withoutAnEntryNothingIsMaterialized() {
    assertThat(JobRun.of(connected).run().events(AssetMaterialized.class)).isEmpty();
  }

  @Test
  @Covers("S23.2")
  void everyEntryMaterializesTheValueOnceInOrder() {
    Result result = JobRun.of(connected).config(outputs("first", "second")).run();

    assertThat(result.events(AssetMaterialized.class))
        .extracting(event -> event.asset().toString())
        .containsExactly("first", "second");
  }

  @Test
  @Covers("S23.3")
  void aMaterializerThatThrowsFailsTheStepThoughTheValueIsStored() {
    JobRun run = JobRun.of(connected).config(outputs("read-only"));
    Result result = run.run();

    assertThat(OpTest.only(result, StepFailed.class).error().message())
        .contains("the materializer of type rows of op 'rows'", "cannot write read-only");
    assertThat(result.state("count")).isInstanceOf(StepState.Abandoned.class);
    assertThat(run.output(result, made.get())).isEqualTo(new Rows(5));
    assertThat(result.events(OutputStored.class)).isEmpty();
  }

  @Test
  void aMaterializationThatIsConfiguredWronglyRefusesTheRun() {
    assertThatThrownBy(() ->
            JobRun.of(connected)
                .config(
                    Map.of(
                        "ops",
                        Map.of(
                            "rows",
                            Map.of("outputs", List.of(Map.of("result", Map.of("path", 7)))))))
                .run())
        .isInstanceOf(RunRefused.class)
        .hasMessageContaining("ops.rows.outputs[0]");
  }
}
