package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.partitions.PartitionSubset;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.FeedItem;
import io.dagwerk.spi.FeedPosition;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.PartitionMark;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredFact;
import io.dagwerk.spi.StoredOutput;
import io.dagwerk.spi.StoredValue;
import io.dagwerk.spi.StoredWork;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
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
  void thePlacesThatWereMaterializedAreKnown() {
    write(
        materialized(FLIGHTS, "2026-01-02", "a"),
        materialized(FLIGHTS, "2026-01-01", "b"),
        materialized(FLIGHTS, "2026-01-01", "c"),
        materialized(CARRIERS, "", "d"),
        observed(AssetKey.of("seen"), "e"));
    assertThat(
            storage
                .assets()
                .materialized(
                    List.of(FLIGHTS, CARRIERS, AssetKey.of("seen"), AssetKey.of("never"))))
        .containsExactly(
            place(CARRIERS, ""), place(FLIGHTS, "2026-01-01"), place(FLIGHTS, "2026-01-02"));
    assertThat(storage.assets().materialized(List.of())).isEmpty();
  }

  @Test
  void whatNoRunFoundIsAFactLikeOthers() {
    write(materialized(FLIGHTS, "2026-01-01", "by a run"));
    RunId report = RunId.createdAt(Instant.parse("2026-02-01T00:00:00Z"));
    LedgerRow value = row(materialized(FLIGHTS, "2026-01-01", "reported"));
    LedgerRow check = row(checked("rows", false, "checked"));

    storage.assets().report(report, List.of(value, check));

    assertThat(newest("2026-01-01")).contains("reported");
    assertThat(texts(storage.assets().newest(List.of(FLIGHTS)))).containsExactly("reported");
    assertThat(texts(storage.assets().checks(FLIGHTS))).containsExactly("checked");
    assertThat(storage.assets().history(FLIGHTS, Optional.empty(), 2))
        .extracting(StoredFact::run)
        .containsOnly(report);
    assertThat(storage.assets().values(List.of(place(FLIGHTS, "2026-01-01"))))
        .extracting(StoredValue::run)
        .containsExactly(report);
    assertThat(storage.runs().find(report)).isEmpty();
    assertThat(storage.journal().feed(FeedPosition.START, 100))
        .filteredOn(item -> item.run().equals(report))
        .extracting(FeedItem::event)
        .containsExactly(value.event(), check.event());
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
    Given.expireLogs(storage);
    assertThat(texts(storage.assets().history(FLIGHTS, Optional.empty(), 10))).containsExactly("m");
    storage.runs().delete(run);
    assertThat(texts(storage.assets().newest(List.of(FLIGHTS)))).containsExactly("m");
  }

  @Test
  void theNewestValueOfEachPlaceIsKnown() {
    RunId first =
        write(
            materialized(FLIGHTS, "2026-01-02", "a"),
            materialized(FLIGHTS, "2026-01-01", "b"),
            materialized(CARRIERS, "", "c"),
            observed(CARRIERS, "o"));
    RunId second =
        write(
            made(FLIGHTS, "2026-01-02", Optional.empty()),
            made(CARRIERS, "", Optional.of("s2")),
            checked("rows", true, "checked"));
    List<LedgerRow.AssetPlace> all =
        List.of(
            place(FLIGHTS, "2026-01-02"),
            place(CARRIERS, ""),
            place(FLIGHTS, "2026-01-01"),
            place(FLIGHTS, "2026-01-03"),
            place(CARRIERS, "2026-01-01"),
            place(AssetKey.of("never"), ""));
    assertThat(storage.assets().values(all))
        .containsExactly(
            value(second, CARRIERS, "", Optional.of("s2")),
            value(first, FLIGHTS, "2026-01-01", Optional.of("s1")),
            value(second, FLIGHTS, "2026-01-02", Optional.empty()));
    assertThat(storage.assets().values(List.of(place(FLIGHTS, "2026-01-01"))))
        .containsExactly(value(first, FLIGHTS, "2026-01-01", Optional.of("s1")));
    assertThat(storage.assets().values(List.of())).isEmpty();
    storage.assets().forget(FLIGHTS);
    assertThat(storage.assets().values(all)).extracting(StoredValue::run).containsExactly(second);
  }

  @Test
  void ofManyPlacesThoseWithAValueAreKnown() {
    Random random = new Random(SEED);
    List<Integer> made = random.ints(0, 12_000).distinct().limit(500).boxed().sorted().toList();
    write(
        made.stream()
            .map(number -> materialized(FLIGHTS, "p%05d".formatted(number), "m"))
            .toArray(Change[]::new));
    List<LedgerRow.AssetPlace> asked =
        new ArrayList<>(
            IntStream.range(0, 12_000)
                .mapToObj(number -> place(FLIGHTS, "p%05d".formatted(number)))
                .toList());
    Collections.shuffle(asked, random);
    assertThat(storage.assets().values(asked))
        .as("seed %d", SEED)
        .extracting(StoredValue::place)
        .containsExactlyElementsOf(
            made.stream().map(number -> place(FLIGHTS, "p%05d".formatted(number))).toList());
  }

  @Test
  void aValueHasNoVersionWhileAndAfterAStepThatDidNotSucceedMayHaveOverwrittenIt() {
    RunId maker = write(materialized(FLIGHTS, "1", "a"), materialized(FLIGHTS, "2", "b"));
    RunId run = Given.run(storage);
    storage.runs().move(Given.move(run, planned("load", FLIGHTS, "1")));
    Given.start(storage, run, 1);
    assertThat(versions(FLIGHTS, "1", "2")).containsExactly("s1", "s1");
    Instant later = Given.NOW.plusSeconds(1);
    append(Given.batch(run, 1, at(later, Given.stepTo("load", StepStatus.RUNNING))));
    assertThat(versions(FLIGHTS, "1", "2")).containsExactly("", "s1");
    append(
        Given.batch(
            run,
            2,
            at(later, Given.stepTo("load", StepStatus.FAILED)),
            at(later, Given.to(RunStatus.FAILED))));
    assertThat(versions(FLIGHTS, "1", "2")).containsExactly("", "s1");
    assertThat(storage.assets().values(List.of(place(FLIGHTS, "1"), place(FLIGHTS, "2"))))
        .extracting(StoredValue::run)
        .containsOnly(maker);

    append(
        Given.batch(
            Given.startedRun(storage), 1, at(later, madeAt(later.plusSeconds(1), FLIGHTS, "1"))));
    assertThat(versions(FLIGHTS, "1", "2")).containsExactly("s1", "s1");
  }

  @Test
  void whatAStepHasMaterializedItDoesNotOverwrite() {
    RunId run = Given.run(storage);
    storage
        .runs()
        .move(Given.move(run, planned("load", FLIGHTS, ""), planned("rest", CARRIERS, "")));
    Given.start(storage, run, 1);
    append(
        Given.batch(
            run,
            1,
            Given.event("1", Given.stepTo("load", StepStatus.RUNNING)),
            Given.event(
                "2", Given.stepTo("load", StepStatus.SUCCEEDED), materialized(FLIGHTS, "", "m"))));
    assertThat(versions(FLIGHTS, "")).containsExactly("s1");
    write(materialized(CARRIERS, "", "c"));
    append(
        Given.batch(
            run,
            3,
            at(Given.NOW.plusSeconds(1), Given.stepTo("rest", StepStatus.ABANDONED)),
            at(Given.NOW.plusSeconds(1), Given.to(RunStatus.FAILED))));
    assertThat(versions(CARRIERS, "")).containsExactly("s1");
  }

  @Test
  void whatARunThatWasPlannedAgainDoesNotMakeAnyMoreKeepsItsVersion() {
    write(materialized(FLIGHTS, "", "m"), materialized(CARRIERS, "", "c"));
    RunId run = Given.run(storage);
    storage.runs().move(Given.move(run, planned("load", FLIGHTS, "")));
    NewRun.Work work = storage.runs().find(run).orElseThrow().run().work();
    storage
        .runs()
        .move(Given.move(run, new Change.WorkReplaced(work), planned("load", CARRIERS, "")));
    Given.start(storage, run, 1);
    append(
        Given.batch(
            run, 1, at(Given.NOW.plusSeconds(1), Given.stepTo("load", StepStatus.RUNNING))));

    assertThat(versions(FLIGHTS, "")).containsExactly("s1");
    assertThat(versions(CARRIERS, "")).containsExactly("");
  }

  @Test
  void aStepThatWasLostWithItsRunMayHaveOverwrittenUntilThen() {
    write(materialized(FLIGHTS, "", "m"));
    RunId run = Given.run(storage);
    storage.runs().move(Given.move(run, planned("load", FLIGHTS, "")));
    Given.start(storage, run, 1);
    append(
        Given.batch(
            run,
            1,
            Given.event("1", Given.stepTo("load", StepStatus.RUNNING)),
            at(Given.NOW.plusSeconds(5), Given.to(RunStatus.FAILED))));
    assertThat(versions(FLIGHTS, "")).containsExactly("");
    append(
        Given.batch(
            Given.startedRun(storage),
            1,
            Given.event("1", madeAt(Given.NOW.plusSeconds(6), FLIGHTS, ""))));
    assertThat(versions(FLIGHTS, "")).containsExactly("s1");
  }

  private List<String> versions(AssetKey asset, String... partitions) {
    return storage
        .assets()
        .values(Stream.of(partitions).map(partition -> place(asset, partition)).toList())
        .stream()
        .map(value -> value.stepVersion().orElse(""))
        .toList();
  }

  private static StoredValue value(
      RunId run, AssetKey asset, String partition, Optional<String> stepVersion) {
    return new StoredValue(run, place(asset, partition), Optional.of("d1"), stepVersion);
  }

  private static Entry at(Instant at, Change... changes) {
    return new Entry(at, Bytes.ofText("e"), List.of(changes));
  }

  private static Change planned(String step, AssetKey asset, String partition) {
    return new Change.MaterializationPlanned(StepKey.of(step), place(asset, partition));
  }

  private static Change made(AssetKey asset, String partition, Optional<String> stepVersion) {
    return fact(new LedgerRow.Kind.Materialized(stepVersion), place(asset, partition), "made");
  }

  private static Change madeAt(Instant at, AssetKey asset, String partition) {
    return new Change.LedgerWritten(
        new LedgerRow(
            new LedgerRow.Kind.Materialized(Optional.of("s1")),
            place(asset, partition),
            Optional.empty(),
            at,
            Bytes.ofText("made")));
  }

  @Test
  void theNewestWorkOfAStepAndVersionIsFound() {
    RunId first = work("v1", "a", "b");
    RunId second = work("v1", "a");
    work("v2", "a");
    RunId newer = Stream.of(first, second).max(RunId::compareTo).orElseThrow();
    List<String> outputs = newer.equals(first) ? List.of("a", "b") : List.of("a");

    List<StoredWork> found =
        storage
            .assets()
            .work(
                List.of(
                    key("p[x]", "v1"), key("p[y]", "v1"), key("never", "v1"), key("p[x]", "v9")));
    assertThat(found)
        .extracting(StoredWork::key)
        .containsExactly(key("p[x]", "v1"), key("p[y]", "v1"));
    assertThat(found).extracting(StoredWork::run).containsOnly(newer);
    assertThat(found)
        .allSatisfy(each -> {
          assertThat(each.outputs()).extracting(StoredOutput::output).isEqualTo(outputs);
          assertThat(each.emitted()).containsExactly("a", "void");
          assertThat(each.outputs()).extracting(StoredOutput::step).containsOnly(each.key().step());
        });
    assertThat(found.getFirst().mappingKeys()).containsExactly("2", "1");
    assertThat(found.getLast().mappingKeys()).isEmpty();
    assertThat(storage.assets().work(List.of())).isEmpty();
  }

  /// A run of two instances of a template, of which one is a fan-out that found elements.
  private RunId work(String version, String... outputs) {
    RunId run = Given.startedRun(storage);
    List<Change> changes = new ArrayList<>();
    for (StepKey step : List.of(StepKey.parse("p[x]"), StepKey.parse("p[y]"))) {
      changes.add(new Change.StepMoved(step, StepState.succeeded(1, List.of("a", "void"))));
      for (String output : outputs) {
        changes.add(
            new Change.OutputStored(
                new StoredOutput(
                    step,
                    output,
                    new OutputAddress.OfStep(run, step, output),
                    new StoredOutput.Keeper("files", false),
                    Optional.of(version))));
      }
    }
    changes.add(new Change.FannedOut(StepKey.parse("p[x]"), List.of("2", "1")));
    append(Given.batch(run, 1, Given.event("1", changes.toArray(Change[]::new))));
    return run;
  }

  private static StoredWork.Key key(String step, String version) {
    return new StoredWork.Key(StepKey.parse(step), version);
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
    return fact(new LedgerRow.Kind.Materialized(Optional.of("s1")), place(asset, partition), event);
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
