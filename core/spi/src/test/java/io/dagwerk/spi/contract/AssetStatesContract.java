package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.FoundOutput;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.PartitionMark;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StoredFact;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every store of asset states keeps.
public abstract class AssetStatesContract extends StorageContract {
  private static final AssetKey FLIGHTS = AssetKey.of("raw/flights");
  private static final AssetKey CARRIERS = new AssetKey(List.of("raw", "carriers 2.0"));
  private static final int SEED = 20_260_201;

  @Test
  void theNewestMaterializationsOfManyAssetsAreRead() {
    RunId first = write(materialized(FLIGHTS, "", "f1"), materialized(CARRIERS, "", "c1"));
    RunId second = write(materialized(FLIGHTS, "2026-01-01", "f2"), observed(CARRIERS, "o1"));
    List<StoredFact> newest =
        storage.assets().newest(List.of(FLIGHTS, CARRIERS, AssetKey.of("never")));
    assertThat(texts(newest)).containsExactly("c1", "f2");
    assertThat(newest).extracting(StoredFact::run).containsExactly(first, second);
    assertThat(newest.getFirst().row()).isEqualTo(row(materialized(CARRIERS, "", "c1")));
    assertThat(storage.assets().newest(List.<AssetKey>of())).isEmpty();
  }

  @Test
  void theNewestMaterializationOfAPartitionIsRead() {
    write(
        materialized(FLIGHTS, "2026-01-01", "a"),
        materialized(FLIGHTS, "2026-01-02", "b"),
        materialized(FLIGHTS, "2026-01-01", "c"));
    assertThat(newest("2026-01-01")).contains("c");
    assertThat(newest("2026-01-02")).contains("b");
    assertThat(newest("2026-01-03")).isEmpty();
    assertThat(newest("")).isEmpty();
  }

  private Optional<String> newest(String partition) {
    return storage.assets().newest(place(FLIGHTS, partition)).map(fact -> text(fact));
  }

  @Test
  void ofEachCheckTheNewestEvaluationIsRead() {
    write(checked("rows", true, "1"), checked("dates", true, "2"), checked("rows", false, "3"));
    List<StoredFact> checks = storage.assets().checks(FLIGHTS);
    assertThat(texts(checks)).containsExactly("2", "3");
    assertThat(checks.getLast().row().kind()).isEqualTo(new LedgerRow.Kind.Checked("rows", false));
    assertThat(storage.assets().checks(CARRIERS)).isEmpty();
  }

  @Test
  void historyIsReadInPagesWhileFactsAreAdded() {
    for (int i = 0; i < 10; i++) {
      write(materialized(FLIGHTS, "", "m" + i), materialized(CARRIERS, "", "other"));
    }
    List<String> read = new ArrayList<>();
    Optional<Long> cursor = Optional.empty();
    List<StoredFact> page;
    do {
      page = storage.assets().history(FLIGHTS, cursor, 3);
      read.addAll(texts(page));
      cursor = page.isEmpty() ? cursor : Optional.of(page.getLast().number());
      write(materialized(FLIGHTS, "", "later"));
    } while (!page.isEmpty());
    assertThat(read).containsExactly("m9", "m8", "m7", "m6", "m5", "m4", "m3", "m2", "m1", "m0");
  }

  @Test
  void factsOutliveTheLogAndTheRun() {
    RunId run = write(materialized(FLIGHTS, "", "m"));
    append(Given.batch(run, 2, Given.event("end", Given.to(RunStatus.SUCCEEDED))));
    while (storage.journal().expire(Given.NOW.plusSeconds(1), 100) > 0) {}
    assertThat(texts(storage.assets().history(FLIGHTS, Optional.empty(), 10))).containsExactly("m");
    storage.runs().delete(run);
    assertThat(texts(storage.assets().newest(List.of(FLIGHTS)))).containsExactly("m");
  }

  @Test
  void ofAVersionTheNewestOutputIsFound() {
    RunId old = write(Given.output(RunId.createdAt(Given.NOW), "load"));
    RunId run = Given.startedRun(storage);
    Change.OutputStored stored = (Change.OutputStored) Given.output(run, "load");
    append(Given.batch(run, 1, Given.event("out", stored)));
    RunId newest = Stream.of(old, run).max(RunId::compareTo).orElseThrow();
    assertThat(storage.assets().outputs(List.of("v7", "v8")))
        .extracting(FoundOutput::run)
        .containsExactly(newest);
    assertThat(storage.assets().outputs(List.of("v8"))).isEmpty();
    assertThat(storage.assets().outputs(List.of())).isEmpty();
  }

  @Test
  void partitionsAreMarkedAndCleared() {
    write(mark(FLIGHTS, "", 3), mark(FLIGHTS, "", 65_536), mark(FLIGHTS, "eu", -1));
    write(clear(FLIGHTS, "", 3), mark(FLIGHTS, "", 4), clear(FLIGHTS, "", 99));
    write(new Change.PartitionMarked(at(FLIGHTS, "", 5), PartitionMark.FAILED));
    assertThat(storage.assets().marked(FLIGHTS, PartitionMark.MATERIALIZED))
        .containsEntry("", PartitionSubset.of(4, 65_536))
        .containsEntry("eu", PartitionSubset.of(-1))
        .hasSize(2);
    assertThat(storage.assets().marked(FLIGHTS, PartitionMark.FAILED))
        .containsEntry("", PartitionSubset.of(5));
    assertThat(storage.assets().marked(CARRIERS, PartitionMark.MATERIALIZED)).isEmpty();
  }

  @Test
  void manyMarksEndAsASetWould() {
    Random random = new Random(SEED);
    Set<Long> expected = new HashSet<>();
    for (int round = 0; round < 20; round++) {
      List<Change> changes = new ArrayList<>();
      for (int i = 0; i < 200; i++) {
        long number = random.nextLong(-70_000, 140_000) / 50;
        if (random.nextInt(3) == 0) {
          changes.add(clear(FLIGHTS, "", number));
          expected.remove(number);
        } else {
          changes.add(mark(FLIGHTS, "", number));
          expected.add(number);
        }
      }
      write(changes.toArray(Change[]::new));
    }
    assertThat(storage.assets().marked(FLIGHTS, PartitionMark.MATERIALIZED))
        .as("seed %d", SEED)
        .containsEntry("", PartitionSubset.of(expected.stream().mapToLong(number -> number)));
  }

  @Test
  void anAssetIsForgotten() {
    write(
        materialized(FLIGHTS, "", "f"),
        checked("rows", true, "c"),
        mark(FLIGHTS, "", 1),
        materialized(CARRIERS, "", "c"));
    storage.assets().forget(FLIGHTS);
    assertThat(texts(storage.assets().newest(List.of(FLIGHTS, CARRIERS)))).containsExactly("c");
    assertThat(storage.assets().history(FLIGHTS, Optional.empty(), 10)).isEmpty();
    assertThat(storage.assets().checks(FLIGHTS)).isEmpty();
    assertThat(storage.assets().marked(FLIGHTS, PartitionMark.MATERIALIZED)).isEmpty();
  }

  private RunId write(Change... changes) {
    RunId run = Given.startedRun(storage);
    append(Given.batch(run, 1, new Entry(Given.NOW, Bytes.ofText("e"), List.of(changes))));
    return run;
  }

  private static Change mark(AssetKey asset, String rest, long number) {
    return new Change.PartitionMarked(at(asset, rest, number), PartitionMark.MATERIALIZED);
  }

  private static Change clear(AssetKey asset, String rest, long number) {
    return new Change.PartitionCleared(at(asset, rest, number), PartitionMark.MATERIALIZED);
  }

  private static PartitionMark.Place at(AssetKey asset, String rest, long number) {
    return new PartitionMark.Place(asset, rest, number);
  }

  private static Change materialized(AssetKey asset, String partition, String event) {
    return fact(new LedgerRow.Kind.Materialized(), place(asset, partition), event);
  }

  private static Change observed(AssetKey asset, String event) {
    return fact(new LedgerRow.Kind.Observed(), place(asset, ""), event);
  }

  private static Change checked(String check, boolean passed, String event) {
    return fact(new LedgerRow.Kind.Checked(check, passed), place(FLIGHTS, ""), event);
  }

  private static Change fact(LedgerRow.Kind kind, LedgerRow.AssetPlace place, String event) {
    return new Change.LedgerWritten(
        new LedgerRow(kind, place, Optional.of("d1"), Given.NOW, Bytes.ofText(event)));
  }

  private static LedgerRow row(Change change) {
    return ((Change.LedgerWritten) change).row();
  }

  private static LedgerRow.AssetPlace place(AssetKey asset, String partition) {
    return new LedgerRow.AssetPlace(
        asset, partition.isEmpty() ? Optional.empty() : Optional.of(PartitionKey.of(partition)));
  }

  private static List<String> texts(List<StoredFact> facts) {
    return facts.stream().map(AssetStatesContract::text).toList();
  }

  private static String text(StoredFact fact) {
    return fact.row().event().text();
  }
}
