package io.dagwerk.spi.contract;

import io.dagwerk.model.AssetKey;
import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Batch;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.LedgerRow;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StoredOutput;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.LongStream;

/// Runs and events to test stores with.
public final class Given {
  public static final Instant NOW = Instant.parse("2026-01-31T12:00:00.123456Z");

  private Given() {}

  /// A queued run of job `nightly`.
  public static RunId run(Storage storage) {
    return run(storage, "nightly", 0, new LinkedHashMap<>());
  }

  public static RunId run(
      Storage storage, String job, int priority, SequencedMap<String, String> tags) {
    NewRun run = newRun(storage, job, priority, tags);
    storage.runs().create(run, NOW, List.of(event("RunQueued")));
    return run.id();
  }

  public static NewRun newRun(
      Storage storage, String job, int priority, SequencedMap<String, String> tags) {
    return new NewRun(RunId.createdAt(NOW), work(storage, job), Optional.empty(), priority, tags);
  }

  public static NewRun.Work work(Storage storage, String job) {
    ContentHash hash = storage.snapshots().put(Bytes.ofText("contents"));
    return new NewRun.Work(job, "default", "here", "v1", new NewRun.Contents(hash, hash, hash));
  }

  /// A run whose first worker may send events.
  public static RunId startedRun(Storage storage) {
    RunId run = run(storage);
    start(storage, run, 1);
    return run;
  }

  public static void start(Storage storage, RunId run, int attempt) {
    MoveResult result = storage.runs().move(move(run, new Change.AttemptStarted(attempt)));
    if (!(result instanceof MoveResult.Moved)) {
      throw new AssertionError("the run should start, but found " + result);
    }
  }

  /// Deletes the logs of all runs that have ended.
  static void expireLogs(Storage storage) {
    Instant later = NOW.plusSeconds(1);
    for (RunId run : storage.runs().withLog(later, Runs.MOST)) {
      storage.journal().expire(run, later, 1_000);
    }
  }

  public static Move move(RunId run, Change... changes) {
    return new Move(run, Optional.empty(), List.of(event("moved", changes)));
  }

  public static Move moveUnder(Fence fence, RunId run, Change... changes) {
    return new Move(run, Optional.of(fence), List.of(event("moved", changes)));
  }

  public static Change to(RunStatus status) {
    return new Change.RunMoved(status, "");
  }

  public static Entry event(String text, Change... changes) {
    return new Entry(NOW, Bytes.ofText(text), List.of(changes));
  }

  /// Events of the first attempt's worker with these numbers, each named by its number.
  public static Batch batch(RunId run, long first, long last) {
    return new Batch(
        run,
        1,
        "worker",
        first,
        LongStream.rangeClosed(first, last).mapToObj(i -> event("e" + i)).toList());
  }

  public static Batch batch(RunId run, long first, Entry... entries) {
    return new Batch(run, 1, "worker", first, Arrays.asList(entries));
  }

  public static Change stepTo(String step, StepStatus status) {
    return new Change.StepMoved(StepKey.parse(step), StepState.of(status, 1, ""));
  }

  public static Change output(RunId run, String step) {
    StepKey key = StepKey.of(step);
    return new Change.OutputStored(
        new StoredOutput(
            key,
            "result",
            new OutputAddress.OfStep(run, key, "result"),
            new StoredOutput.Keeper("files", false),
            Optional.of("v7")));
  }

  public static Change materialized(String asset, String event) {
    return new Change.LedgerWritten(
        new LedgerRow(
            new LedgerRow.Kind.Materialized(Optional.empty()),
            new LedgerRow.AssetPlace(AssetKey.of(asset), Optional.empty()),
            Optional.empty(),
            NOW,
            Bytes.ofText(event)));
  }

  /// Names and values in turn.
  static SequencedMap<String, String> tags(String... entries) {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    for (int i = 0; i < entries.length; i += 2) {
      tags.put(entries[i], entries[i + 1]);
    }
    return tags;
  }
}
