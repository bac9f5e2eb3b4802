package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Check;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Outcome;
import io.dagwerk.definitions.Resource;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.model.AssetKey;
import io.dagwerk.model.Event.AssetMaterialized;
import io.dagwerk.model.Event.CheckEvaluated;
import io.dagwerk.model.Metadata;
import io.dagwerk.plan.StepState;
import io.dagwerk.testsupport.Covers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AssetRunTest {
  private final Asset<Integer> orders = Asset.named("orders", Integer.class).by(() -> 3);
  private final Check enough =
      Check.named("enough")
          .on(orders)
          .from(orders)
          .by(count -> Outcome.passedIf(count > 10, "%d orders".formatted(count)));
  private final Check strict =
      Check.named("strict")
          .on(orders)
          .blocking()
          .from(orders)
          .by(count -> Outcome.passedIf(count > 10, "%d orders".formatted(count)));
  private final Asset<Integer> report =
      Asset.named("report", Integer.class).from(orders).by(count -> count * 2);

  @Test
  @Covers("S20.1")
  void aKeyIsTheSameHoweverItsPartsAreSeparated() {
    Job job =
        Job.named("say")
            .running(graph ->
                graph
                    .op("say")
                    .from(Input.context())
                    .doing(context -> context.materialized("a/b.c", Metadata.none())));

    AssetKey said = OpTest.only(JobRun.of(job).run(), AssetMaterialized.class).asset();

    assertThat(said).isEqualTo(new AssetKey(List.of("a", "b", "c")));
    assertThat(said).isEqualTo(AssetKey.of("a/b/c"));
  }

  @Test
  @Covers("S20.3")
  void aCheckThatDoesNotPassIsSeenAndOnlyABlockingOneStopsWhatFollows() {
    Job all = Job.named("all").materializing(Job.select("key:orders or key:report"));

    Result warned = JobRun.of(all, Definitions.of(List.of(orders, enough, report, all))).run();
    Result blocked = JobRun.of(all, Definitions.of(List.of(orders, strict, report, all))).run();

    CheckEvaluated seen = OpTest.only(warned, CheckEvaluated.class);
    assertThat(seen.passed()).isFalse();
    assertThat(seen.description()).isEqualTo("3 orders");
    assertThat(warned.state("orders.enough")).isInstanceOf(StepState.Succeeded.class);
    assertThat(warned.state("report")).isInstanceOf(StepState.Succeeded.class);
    assertThat(OpTest.only(blocked, CheckEvaluated.class).blocking()).isTrue();
    assertThat(blocked.state("orders")).isInstanceOf(StepState.Succeeded.class);
    assertThat(blocked.state("report")).isInstanceOf(StepState.Abandoned.class);
  }

  @Test
  @Covers("S21.2")
  void aFolderOfFilesIsAResourceLikeAnyOtherWhereverValuesAreStored(@TempDir Path place)
      throws Exception {
    Resource<Path> folder =
        Resource.named("folder", Path.class)
            .closing(_ -> {})
            .by(() -> Files.createDirectories(place.resolve("landing")));
    Job job =
        Job.named("write")
            .running(graph ->
                graph
                    .op("write", String.class)
                    .from(folder)
                    .by(landing ->
                        Files.writeString(landing.resolve("orders.csv"), "1,2").toString()));
    Definitions definitions = Definitions.of(List.of(folder, job));

    for (LocalOptions options :
        List.of(LocalOptions.inMemory(), LocalOptions.in(place.resolve("values")))) {
      LocalRuns runs = new LocalRuns("test", definitions, options);
      assertThat(runs.run(Launch.of("write")).succeeded()).isTrue();
      assertThat(place.resolve("landing/orders.csv")).hasContent("1,2");
      Files.delete(place.resolve("landing/orders.csv"));
    }
  }

  @Test
  void aMaterializationIsMadeOfWhatItsResultNeedsAndTyped() {
    Materialization run = Materialization.inMemory();

    Integer made = run.value(report);

    assertThat(made).isEqualTo(6);
    assertThat(run.materialized(report)).hasSize(1);
  }

  @Test
  void aGivenValueStandsInForTheAsset() {
    assertThat(Materialization.inMemory().with(orders, 50).value(report)).isEqualTo(100);
  }
}
