package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.PartitionMark;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredFact;
import io.dagwerk.spi.StoredOutput;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import io.dagwerk.spi.StoredValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What is read of a database that an earlier build has saved, once this one has migrated it: all
/// of [SavedInstance] that schema 2 had.
public abstract class SavedStorageContract extends StorageContract {
  @Test
  void theRunsAreListedAsTheyStood() {
    assertThat(storage.runs().list(RunFilter.all().tagged("owner", "ann"), Optional.empty(), 10))
        .extracting(StoredRun::id)
        .containsExactly(SavedInstance.QUEUED, SavedInstance.FAILED, SavedInstance.SUCCEEDED);
    StoredRun succeeded = run(SavedInstance.SUCCEEDED);
    assertThat(succeeded.status()).isEqualTo(RunStatus.SUCCEEDED);
    assertThat(succeeded.times())
        .isEqualTo(
            new StoredRun.Times(
                SavedInstance.at(0),
                Optional.of(SavedInstance.at(2)),
                Optional.of(SavedInstance.at(9)),
                Optional.empty()));
    StoredRun failed = run(SavedInstance.FAILED);
    assertThat(failed.status()).isEqualTo(RunStatus.FAILED);
    assertThat(failed.reason()).isEqualTo(SavedInstance.REASON);
    StoredRun queued = run(SavedInstance.QUEUED);
    assertThat(storage.runs().queue(Optional.empty(), 10)).containsExactly(queued);
    assertThat(queued.run().root()).isEqualTo(SavedInstance.FAILED);
    assertThat(queued.run().priority()).isEqualTo(2);
    assertThat(storage.snapshots().find(queued.run().work().contents().plan()).orElseThrow().text())
        .isEqualTo("contents");
  }

  private StoredRun run(RunId id) {
    return storage.runs().find(id).orElseThrow();
  }

  @Test
  void theStepsAndWhatTheyStoredAreThere() {
    assertThat(storage.runs().steps(SavedInstance.SUCCEEDED))
        .containsExactly(
            new StoredStep(
                SavedInstance.LOAD,
                StepState.succeeded(1, List.of("result")),
                Optional.of(SavedInstance.at(3)),
                Optional.of(SavedInstance.at(6))),
            new StoredStep(
                SavedInstance.SPLIT,
                StepState.succeeded(1, List.of()),
                Optional.of(SavedInstance.at(7)),
                Optional.of(SavedInstance.at(8))));
    assertThat(storage.runs().steps(SavedInstance.FAILED))
        .extracting(StoredStep::state)
        .containsExactly(StepState.of(StepStatus.FAILED, 1, SavedInstance.REASON));
    assertThat(storage.runs().outputs(SavedInstance.SUCCEEDED))
        .extracting(StoredOutput::output)
        .containsExactly("result");
    assertThat(storage.runs().mappingKeys(SavedInstance.SUCCEEDED))
        .containsExactly(Map.entry(SavedInstance.SPLIT, List.of("b", "a")));
  }

  @Test
  void theLogIsReadAndWrittenOn() {
    assertThat(log(SavedInstance.FAILED))
        .containsExactly(
            "run queued",
            "attempt started",
            "run started",
            "load started",
            "load failed",
            "run failed");
    assertThat(storage.journal().acknowledged(SavedInstance.SUCCEEDED, 1, "worker")).isEqualTo(8);
    Given.start(storage, SavedInstance.QUEUED, 1);
    append(Given.batch(SavedInstance.QUEUED, 1, 1));
    assertThat(log(SavedInstance.QUEUED)).containsExactly("run queued", "moved", "e1");
  }

  @Test
  void anOldLogExpires() {
    RunId oldest = storage.runs().withLog(SavedInstance.at(100), 1).getFirst();
    assertThat(oldest).isEqualTo(SavedInstance.SUCCEEDED);
    assertThat(storage.journal().expire(oldest, SavedInstance.at(100), 100)).isEqualTo(10);
    assertThat(log(oldest)).isEmpty();
    assertThat(storage.runs().withLog(SavedInstance.at(100), 10))
        .containsExactly(SavedInstance.FAILED);
  }

  @Test
  void theNewestOfEachAssetIsKnown() {
    List<StoredFact> newest =
        storage.assets().newest(List.of(SavedInstance.CARRIERS, SavedInstance.FLIGHTS));
    assertThat(newest)
        .extracting(fact -> fact.row().event().text())
        .containsExactly("carriers materialized", "raw/flights materialized");
    assertThat(newest).extracting(StoredFact::run).containsOnly(SavedInstance.SUCCEEDED);
    assertThat(storage.assets().checks(SavedInstance.FLIGHTS))
        .extracting(fact -> fact.row().kind())
        .containsExactly(new LedgerRow.Kind.Checked("rows", false));
    LedgerRow.AssetPlace firstDay =
        new LedgerRow.AssetPlace(
            SavedInstance.FLIGHTS, Optional.of(PartitionKey.of(SavedInstance.FIRST_DAY)));
    assertThat(storage.assets().values(List.of(firstDay)))
        .containsExactly(
            new StoredValue(
                SavedInstance.SUCCEEDED, firstDay, Optional.of("data 1"), Optional.of("code 7")));
  }

  @Test
  void thePartitionsKeepTheirMarks() {
    assertThat(marked(PartitionMark.MATERIALIZED)).isEqualTo(Map.of("", PartitionSubset.of(0)));
    assertThat(marked(PartitionMark.FAILED)).isEqualTo(Map.of("", PartitionSubset.of(1, 70_000)));
    assertThat(marked(PartitionMark.IN_PROGRESS)).isEmpty();
  }

  private Map<String, PartitionSubset> marked(PartitionMark mark) {
    return storage.assets().marked(SavedInstance.FLIGHTS, mark);
  }
}
