package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

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
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredFact;
import io.dagwerk.spi.StoredTry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every store tells of the steps that are going to materialize assets, or failed to.
public abstract class AssetTriesContract extends StorageContract {
  private static final AssetKey FLIGHTS = AssetKey.of("raw/flights");
  private static final AssetKey CARRIERS = AssetKey.of("raw/carriers");

  @Test
  void ofEachAssetAStepThatRunsIsToldBeforeOneThatFailed() {
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
        new Change.StepMoved(StepKey.of("names"), StepState.of(StepStatus.FAILED, 1, "no names")));
    happen(runs.getLast(), Given.stepTo("load", StepStatus.RUNNING));

    assertThat(storage.assets().tries(List.of(FLIGHTS, CARRIERS, AssetKey.of("never"))))
        .containsExactly(
            new StoredTry(
                place(CARRIERS, ""),
                runs.getFirst(),
                StepKey.of("names"),
                StepStatus.FAILED,
                Optional.of(Given.NOW),
                "no names"),
            new StoredTry(
                place(FLIGHTS, "1"),
                runs.getLast(),
                StepKey.of("load"),
                StepStatus.RUNNING,
                Optional.empty(),
                ""));
    assertThat(storage.assets().tries(List.of())).isEmpty();
  }

  @Test
  void aFailureIsOverWhenTheAssetWasMaterializedAfterItWhicheverRunWasCreatedFirst() {
    RunId slow = run(planned("load", FLIGHTS, ""));
    RunId quick = run(planned("load", FLIGHTS, ""));
    happen(slow, Given.stepTo("load", StepStatus.RUNNING));
    happenAt(quick, 1, 1, Given.stepTo("load", StepStatus.FAILED));
    assertThat(storage.assets().tries(List.of(FLIGHTS)))
        .extracting(StoredTry::run)
        .containsExactly(slow);

    happenAt(slow, 2, 2, materialized("", 2), Given.stepTo("load", StepStatus.SUCCEEDED));

    assertThat(storage.assets().tries(List.of(FLIGHTS))).isEmpty();
    StoredFact newest = storage.assets().newest(List.of(FLIGHTS)).getFirst();
    assertThat(newest.run()).isEqualTo(slow);
    assertThat(storage.assets().newestNumbers(List.of(FLIGHTS, CARRIERS)))
        .containsExactly(Map.entry("raw/flights", newest.number()));
  }

  @Test
  void whatIsAskedOfVeryManyAssetsIsToldOfTheseAlone() {
    RunId made = run(planned("load", FLIGHTS, ""));
    happenAt(made, 1, 1, materialized("", 1), Given.stepTo("load", StepStatus.SUCCEEDED));
    RunId failed = run(planned("load", FLIGHTS, ""));
    happenAt(failed, 1, 2, Given.stepTo("load", StepStatus.FAILED));
    List<AssetKey> others =
        IntStream.range(0, 3_000).mapToObj(i -> AssetKey.of("other_" + i)).toList();
    List<AssetKey> all = Stream.concat(others.stream(), Stream.of(FLIGHTS)).toList();

    assertThat(storage.assets().newestNumbers(others)).isEmpty();
    assertThat(storage.assets().tries(others)).isEmpty();
    assertThat(storage.assets().newestNumbers(all)).containsOnlyKeys("raw/flights");
    assertThat(storage.assets().tries(all)).extracting(StoredTry::run).containsExactly(failed);
  }

  @Test
  void aFailureAfterTheNewestValueIsToldThoughItsRunWasCreatedFirst() {
    RunId slow = run(planned("load", FLIGHTS, ""));
    RunId quick = run(planned("load", FLIGHTS, ""));
    happen(slow, Given.stepTo("load", StepStatus.RUNNING));
    happenAt(quick, 1, 1, materialized("", 1));
    happenAt(slow, 2, 2, Given.stepTo("load", StepStatus.FAILED));

    assertThat(storage.assets().tries(List.of(FLIGHTS)))
        .extracting(StoredTry::run)
        .containsExactly(slow);
  }

  @Test
  void aFailedPartitionIsNotHiddenByAnotherThatWasMade() {
    RunId first = run(planned("load", FLIGHTS, "1"));
    RunId second = run(planned("load", FLIGHTS, "2"));
    happenAt(first, 1, 1, Given.stepTo("load", StepStatus.FAILED));
    happenAt(second, 1, 2, materialized("2", 2));

    assertThat(storage.assets().tries(List.of(FLIGHTS)))
        .singleElement()
        .satisfies(found -> {
          assertThat(found.place()).isEqualTo(place(FLIGHTS, "1"));
          assertThat(found.ended()).contains(Given.NOW.plusSeconds(1));
        });

    happenAt(run(planned("load", FLIGHTS, "1")), 1, 3, materialized("1", 3));
    assertThat(storage.assets().tries(List.of(FLIGHTS))).isEmpty();
  }

  @Test
  void theNewestEvaluationsOfTheChecksOfSeveralAssetsAreFoundByAssetAndName() {
    RunId run = run();
    happen(run, checked(FLIGHTS, "whole"), checked(FLIGHTS, "few"), checked(CARRIERS, "named"));
    happenAt(run, 2, 2, checked(FLIGHTS, "whole"));

    assertThat(storage.assets().checks(List.of(FLIGHTS, CARRIERS, AssetKey.of("never"))))
        .extracting(fact -> fact.row().place().asset(), fact -> fact.row().kind())
        .containsExactly(
            tuple(CARRIERS, new LedgerRow.Kind.Checked("named", true)),
            tuple(FLIGHTS, new LedgerRow.Kind.Checked("few", true)),
            tuple(FLIGHTS, new LedgerRow.Kind.Checked("whole", true)));
  }

  @Test
  void checksWhoseNewestEvaluationDidNotPassAreReadNewestFirst() {
    RunId run = run();
    happen(run, checked(FLIGHTS, "rows", false), checked(CARRIERS, "dates", false));
    happenAt(run, 2, 2, checked(CARRIERS, "dates", true), checked(FLIGHTS, "keys", false));

    assertThat(storage.assets().failedChecks(10))
        .extracting(fact -> fact.row().kind())
        .containsExactly(
            new LedgerRow.Kind.Checked("keys", false), new LedgerRow.Kind.Checked("rows", false));
    assertThat(storage.assets().failedChecks(1))
        .extracting(fact -> fact.row().kind())
        .containsExactly(new LedgerRow.Kind.Checked("keys", false));
    assertThatThrownBy(() -> storage.assets().failedChecks(0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Change checked(AssetKey asset, String check) {
    return checked(asset, check, true);
  }

  private static Change checked(AssetKey asset, String check, boolean passed) {
    return new Change.LedgerWritten(
        new LedgerRow(
            new LedgerRow.Kind.Checked(check, passed),
            place(asset, ""),
            Optional.empty(),
            Given.NOW,
            Bytes.ofText("c")));
  }

  @Test
  void aRunThatMaterializedTheAssetIsNoneOfThem() {
    RunId run = run(planned("load", FLIGHTS, ""));
    happen(run, materialized("", 0), Given.stepTo("load", StepStatus.FAILED));

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

  private void happenAt(RunId run, long number, int second, Change... changes) {
    Entry entry = new Entry(Given.NOW.plusSeconds(second), Bytes.ofText("e"), List.of(changes));
    append(Given.batch(run, number, entry));
  }

  private static Change planned(String step, AssetKey asset, String partition) {
    return new Change.MaterializationPlanned(StepKey.of(step), place(asset, partition));
  }

  private static Change materialized(String partition, int second) {
    return new Change.LedgerWritten(
        new LedgerRow(
            new LedgerRow.Kind.Materialized(Optional.empty()),
            place(FLIGHTS, partition),
            Optional.empty(),
            Given.NOW.plusSeconds(second),
            Bytes.ofText("m")));
  }

  private static LedgerRow.AssetPlace place(AssetKey asset, String partition) {
    return new LedgerRow.AssetPlace(
        asset, partition.isEmpty() ? Optional.empty() : Optional.of(PartitionKey.of(partition)));
  }
}
