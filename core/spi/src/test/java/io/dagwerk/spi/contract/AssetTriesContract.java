package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredTry;
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
