package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.FactQuery;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Span;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredTry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every store tells of the steps that are going to materialize assets, or failed to.
public abstract class AssetTriesContract extends StorageContract {
  private static final AssetKey FLIGHTS = AssetKey.of("raw/flights");
  private static final AssetKey CARRIERS = AssetKey.of("raw/carriers");

  @Test
  void ofEachAssetTheNewestRunIsToldInWhichAStepOfItRunsOrFailed() {
    List<RunId> runs =
        Stream.generate(() ->
                run(
                    planned("load", FLIGHTS, "1"),
                    planned("load", FLIGHTS, "2"),
                    planned("names", CARRIERS, "")))
            .limit(2)
            .sorted()
            .toList();
    happen(
        runs.getFirst(),
        Given.stepTo("load", StepStatus.FAILED),
        Given.stepTo("names", StepStatus.FAILED));
    happen(runs.getLast(), Given.stepTo("load", StepStatus.RUNNING));

    assertThat(storage.assets().tries(List.of(FLIGHTS, CARRIERS, AssetKey.of("never"))))
        .containsExactly(
            new StoredTry(CARRIERS, runs.getFirst(), StepKey.of("names"), StepStatus.FAILED),
            new StoredTry(FLIGHTS, runs.getLast(), StepKey.of("load"), StepStatus.RUNNING));
    assertThat(storage.assets().tries(List.of())).isEmpty();
  }

  @Test
  void aRunThatMaterializedTheAssetIsNoneOfThem() {
    RunId run = run(planned("load", FLIGHTS, ""));
    happen(run, materialized(), Given.stepTo("load", StepStatus.FAILED));

    assertThat(storage.assets().tries(List.of(FLIGHTS))).isEmpty();
  }

  @Test
  void aStepThatWasLostWithItsRunHasFailed() {
    RunId run = run(planned("load", FLIGHTS, ""));
    happen(run, Given.stepTo("load", StepStatus.RUNNING), Given.to(RunStatus.FAILED));

    assertThat(storage.assets().tries(List.of(FLIGHTS)))
        .extracting(StoredTry::status)
        .containsExactly(StepStatus.FAILED);
  }

  @Test
  void factsAreFoundByTheirKindCheckAndTime() {
    for (int i = 0; i < 3; i++) {
      RunId report = RunId.createdAt(Given.NOW);
      storage
          .assets()
          .report(
              report,
              List.of(
                  fact(new LedgerRow.Kind.Materialized(Optional.empty()), i, "m" + i),
                  fact(new LedgerRow.Kind.Checked("rows", true), i, "c" + i),
                  fact(new LedgerRow.Kind.Observed(), i, "o" + i)));
    }
    FactQuery all = new FactQuery(FLIGHTS, Optional.empty(), Span.always());
    assertThat(found(all, 5)).containsExactly("m2", "m1", "m0");
    assertThat(found(new FactQuery(FLIGHTS, Optional.of("rows"), Span.always()), 5))
        .containsExactly("c2", "c1", "c0");
    assertThat(found(new FactQuery(FLIGHTS, Optional.of("nosuch"), Span.always()), 5)).isEmpty();
    Span second = Span.of(Given.NOW.plusSeconds(1), Given.NOW.plusSeconds(2));
    assertThat(found(new FactQuery(FLIGHTS, Optional.empty(), second), 5)).containsExactly("m1");
    assertThat(storage.assets().found(all, 3).isWhole()).isTrue();
    assertThat(storage.assets().found(all, 2).isWhole()).isFalse();
    assertThat(found(all, 2)).containsExactly("m2", "m1");
  }

  private List<String> found(FactQuery query, int limit) {
    return storage.assets().found(query, limit).facts().stream()
        .map(fact -> fact.row().event())
        .map(bytes -> new String(bytes.toArray(), StandardCharsets.UTF_8))
        .toList();
  }

  private static LedgerRow fact(LedgerRow.Kind kind, int second, String event) {
    return new LedgerRow(
        kind,
        place(FLIGHTS, ""),
        Optional.empty(),
        Given.NOW.plusSeconds(second),
        Bytes.ofText(event));
  }

  private RunId run(Change... planned) {
    RunId run = Given.run(storage);
    storage.runs().move(Given.move(run, planned));
    Given.start(storage, run, 1);
    return run;
  }

  private void happen(RunId run, Change... changes) {
    append(Given.batch(run, 1, new Entry(Given.NOW, Bytes.ofText("e"), List.of(changes))));
  }

  private static Change planned(String step, AssetKey asset, String partition) {
    return new Change.MaterializationPlanned(StepKey.of(step), place(asset, partition));
  }

  private static Change materialized() {
    return new Change.LedgerWritten(
        new LedgerRow(
            new LedgerRow.Kind.Materialized(Optional.empty()),
            place(FLIGHTS, ""),
            Optional.empty(),
            Given.NOW,
            Bytes.ofText("m")));
  }

  private static LedgerRow.AssetPlace place(AssetKey asset, String partition) {
    return new LedgerRow.AssetPlace(
        asset, partition.isEmpty() ? Optional.empty() : Optional.of(PartitionKey.of(partition)));
  }
}
