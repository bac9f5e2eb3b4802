package io.dagwerk.spi.contract;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.PartitionKey;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.AppendResult;
import io.dagwerk.spi.Batch;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.PartitionMark;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.Storage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What a saved database holds: a run that succeeded, one that failed, and one that executes the
/// failed one again and waits; since schema 3 one whose log has expired. Databases that are saved
/// already never change, so nothing here does; what a new schema has more of is added.
public final class SavedInstance {
  static final RunId SUCCEEDED = RunId.of("019c1400-0000-7000-8000-000000000001");
  static final RunId FAILED = RunId.of("019c1400-0000-7000-8000-000000000002");
  static final RunId QUEUED = RunId.of("019c1400-0000-7000-8000-000000000003");
  static final RunId EXPIRED = RunId.of("019c1400-0000-7000-8000-000000000004");
  static final AssetKey FLIGHTS = AssetKey.of("raw/flights");
  static final AssetKey CARRIERS = AssetKey.of("carriers");
  static final StepKey LOAD = StepKey.of("load");
  static final StepKey SPLIT = StepKey.of("split");
  static final String FIRST_DAY = "2026-01-01";
  static final String SECOND_DAY = "2026-01-02";
  static final String REASON = "the file is not there";
  private static final Instant START = Instant.parse("2026-01-31T12:00:00.123456Z");

  private SavedInstance() {}

  /// The time so many seconds after the first run was created.
  static Instant at(int seconds) {
    return START.plusSeconds(seconds);
  }

  /// Fills stores that hold nothing.
  public static void fill(Storage storage) {
    fillSucceeded(storage);
    fillFailed(storage);
    NewRun.Lineage lineage = new NewRun.Lineage(FAILED, FAILED);
    create(storage, QUEUED, "ann", Optional.of(lineage), 40);
    fillExpired(storage);
  }

  private static void fillSucceeded(Storage storage) {
    create(storage, SUCCEEDED, "ann", Optional.empty(), 0);
    start(storage, SUCCEEDED, 1);
    append(
        storage,
        SUCCEEDED,
        entry(2, "run started", Given.to(RunStatus.STARTED)),
        entry(3, "load started", running(LOAD)),
        entry(
            4,
            "flights materialized",
            materialized(FLIGHTS, Optional.of(FIRST_DAY), 4),
            new Change.PartitionMarked(place(0), PartitionMark.MATERIALIZED),
            checked(4)),
        entry(5, "carriers materialized", materialized(CARRIERS, Optional.empty(), 5)),
        entry(
            6,
            "load succeeded",
            Given.output(SUCCEEDED, "load"),
            new Change.StepMoved(LOAD, StepState.succeeded(1, List.of("result")))),
        entry(7, "split started", running(SPLIT)),
        entry(
            8,
            "split succeeded",
            new Change.FannedOut(SPLIT, List.of("b", "a")),
            new Change.StepMoved(SPLIT, StepState.succeeded(1, List.of()))),
        entry(9, "run succeeded", Given.to(RunStatus.SUCCEEDED)));
  }

  private static void fillFailed(Storage storage) {
    create(storage, FAILED, "ann", Optional.empty(), 20);
    start(storage, FAILED, 21);
    append(
        storage,
        FAILED,
        entry(
            22,
            "run started",
            Given.to(RunStatus.STARTED),
            new Change.MaterializationPlanned(
                LOAD, new LedgerRow.AssetPlace(FLIGHTS, Optional.of(PartitionKey.of(SECOND_DAY)))),
            new Change.PartitionMarked(place(1), PartitionMark.IN_PROGRESS)),
        entry(23, "load started", running(LOAD)),
        entry(
            24,
            "load failed",
            new Change.StepMoved(LOAD, StepState.of(StepStatus.FAILED, 1, REASON)),
            new Change.PartitionCleared(place(1), PartitionMark.IN_PROGRESS),
            new Change.PartitionMarked(place(1), PartitionMark.FAILED),
            new Change.PartitionMarked(place(70_000), PartitionMark.FAILED)),
        entry(25, "run failed", new Change.RunMoved(RunStatus.FAILED, REASON)));
  }

  private static void fillExpired(Storage storage) {
    create(storage, EXPIRED, "none", Optional.empty(), 60);
    start(storage, EXPIRED, 61);
    append(storage, EXPIRED, entry(62, "run canceled", Given.to(RunStatus.CANCELED)));
    storage.journal().expire(EXPIRED, at(80), 100);
  }

  private static void create(
      Storage storage, RunId run, String owner, Optional<NewRun.Lineage> lineage, int seconds) {
    SequencedMap<String, String> tags = new LinkedHashMap<>(Map.of("owner", owner));
    NewRun.Work work = Given.work(storage, "nightly");
    storage
        .runs()
        .create(
            new NewRun(run, work, lineage, seconds / 20, tags),
            at(seconds),
            List.of(entry(seconds, "run queued")));
  }

  private static void start(Storage storage, RunId run, int seconds) {
    Entry started = entry(seconds, "attempt started", new Change.AttemptStarted(1));
    storage.runs().move(new Move(run, Optional.empty(), List.of(started)));
  }

  private static void append(Storage storage, RunId run, Entry... events) {
    Batch batch = new Batch(run, 1, "worker", 1, List.of(events));
    AppendResult result = storage.journal().append(batch).join();
    if (!(result instanceof AppendResult.Stored)) {
      throw new AssertionError("the log should be stored, but found " + result);
    }
  }

  private static Entry entry(int seconds, String text, Change... changes) {
    return new Entry(at(seconds), Bytes.ofText(text), List.of(changes));
  }

  private static Change running(StepKey step) {
    return new Change.StepMoved(step, StepState.of(StepStatus.RUNNING, 1, ""));
  }

  private static PartitionMark.Place place(long number) {
    return new PartitionMark.Place(FLIGHTS, "", number);
  }

  private static Change materialized(AssetKey asset, Optional<String> day, int seconds) {
    return new Change.LedgerWritten(
        new LedgerRow(
            new LedgerRow.Kind.Materialized(Optional.of("code 7")),
            new LedgerRow.AssetPlace(asset, day.map(PartitionKey::of)),
            Optional.of("data 1"),
            at(seconds),
            Bytes.ofText(asset + " materialized")));
  }

  private static Change checked(int seconds) {
    return new Change.LedgerWritten(
        new LedgerRow(
            new LedgerRow.Kind.Checked("rows", false),
            new LedgerRow.AssetPlace(FLIGHTS, Optional.of(PartitionKey.of(FIRST_DAY))),
            Optional.empty(),
            at(seconds),
            Bytes.ofText("rows checked")));
  }
}
