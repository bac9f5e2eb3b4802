package io.dagwerk.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.config.Default;
import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Hook;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.HookSnapshot;
import io.dagwerk.model.JobSnapshot;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.NodeSnapshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SnapshotTest {
  record Read(int limit) {}

  record Url(@Default("localhost") String host) {}

  private final Resource<String> warehouse =
      Resource.named("warehouse", String.class).from(Input.config(Url.class)).by(Url::host);
  private final Asset<Integer> raw =
      Asset.named("raw", Integer.class)
          .describedAs("What came in.")
          .from(warehouse, Input.config(Read.class))
          .by((host, read) -> read.limit());
  private final Asset<Integer> sum =
      Asset.named("sum", Integer.class).from(raw).by(number -> number + 1);
  private final Job refresh = Job.named("refresh").materializing(Job.select("+key:sum"));
  private final Job etl =
      Job.named("etl")
          .running(graph -> {
            Op<Integer> count =
                graph.op("count", Integer.class).from(Input.config(Url.class)).by(url -> 1);
            graph.nested(
                "load", inner -> inner.op("write").from(count, warehouse).doing((_, _) -> {}));
          });

  private LocationSnapshot snapshot() {
    return new LocalRuns(
            "flights",
            Definitions.of(List.of(etl, refresh, sum, raw, warehouse)),
            LocalOptions.inMemory())
        .snapshot();
  }

  private JobSnapshot job(String name) {
    return snapshot().jobs().stream()
        .filter(job -> job.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aLocationIsDescribedWithoutItsCode() {
    LocationSnapshot snapshot = snapshot();

    assertThat(snapshot.nodes()).extracting(NodeSnapshot::name).containsExactly("raw", "sum");
    NodeSnapshot first = snapshot.nodes().getFirst();
    assertThat(first.description()).isEqualTo("What came in.");
    assertThat(first.resources()).containsExactly("warehouse");
    assertThat(first.config().orElseThrow())
        .isEqualTo(
            new ConfigSchema.Shape(
                List.of(
                    Field.required(
                        "limit",
                        new ConfigSchema.WholeNumber(Integer.MIN_VALUE, Integer.MAX_VALUE)))));
    assertThat(job("etl").nodes())
        .extracting(NodeSnapshot::name)
        .containsExactly("count", "load.write");
    assertThat(snapshot).isEqualTo(snapshot());
  }

  @Test
  void hooksAreToldWhereTheyAreAttachedAndAtEachStepWhoseEndTheyFollow() {
    Hook alert = Hook.named("alert").by(_ -> {});
    Hook count = Hook.named("count").by(_ -> {});
    Asset<Integer> watched = Asset.named("watched", Integer.class).onRetry(alert).by(() -> 1);
    Job nightly =
        Job.named("nightly")
            .onFailure(alert)
            .running(graph -> {
              graph.op("first").onFailure(alert).onSuccess(count).doing(() -> {});
              graph.nested(
                  "inner",
                  hooks -> hooks.onRetry(alert),
                  inner -> inner.op("last").doing(() -> {}));
            });

    LocationSnapshot told =
        new LocalRuns("night", Definitions.of(List.of(nightly, watched)), LocalOptions.inMemory())
            .snapshot();

    HookSnapshot afterFailure = new HookSnapshot("alert", HookSnapshot.End.FAILURE);
    HookSnapshot beforeRetry = new HookSnapshot("alert", HookSnapshot.End.RETRY);
    JobSnapshot job = told.jobs().getFirst();
    assertThat(job.hooks()).containsExactly(afterFailure);
    assertThat(job.nodes())
        .extracting(NodeSnapshot::hooks)
        .containsExactly(
            List.of(afterFailure, new HookSnapshot("count", HookSnapshot.End.SUCCESS)),
            List.of(beforeRetry, afterFailure));
    assertThat(told.nodes()).extracting(NodeSnapshot::hooks).containsExactly(List.of(beforeRetry));
  }

  @Test
  void theDocumentOfAJobRequiresWhatSomethingBelowRequires() {
    ConfigSchema.Shape schema = (ConfigSchema.Shape) job("refresh").config();

    assertThat(required(schema)).containsExactly("assets");
    ConfigSchema.Shape assets = (ConfigSchema.Shape) schema.find("assets").orElseThrow().schema();
    assertThat(assets.fields()).extracting(Field::name).containsExactly("raw");
    assertThat(required(assets)).containsExactly("raw");
  }

  @Test
  void aDocumentOfDefaultsMayBeLeftOut() {
    assertThat(required((ConfigSchema.Shape) job("etl").config())).isEmpty();
  }

  private static List<String> required(ConfigSchema.Shape shape) {
    return shape.fields().stream()
        .filter(field -> field.fallback().isEmpty())
        .map(Field::name)
        .toList();
  }

  @Test
  void aLongChainThatIsDeclaredFromItsEndIsDescribedInOrder() {
    List<Asset<Integer>> chain = new ArrayList<>();
    chain.add(Asset.named("n0", Integer.class).by(() -> 0));
    for (int i = 1; i < 20_000; i++) {
      chain.add(Asset.named("n" + i, Integer.class).from(chain.getLast()).by(number -> number + 1));
    }
    LocationSnapshot snapshot =
        new LocalRuns("chain", Definitions.of(chain.reversed()), LocalOptions.inMemory())
            .snapshot();

    assertThat(snapshot.nodes()).extracting(NodeSnapshot::name).startsWith("n0", "n1", "n2");
    assertThat(snapshot.nodes()).last().extracting(NodeSnapshot::name).isEqualTo("n19999");
  }
}
