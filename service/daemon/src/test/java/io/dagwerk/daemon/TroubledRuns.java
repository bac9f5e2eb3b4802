package io.dagwerk.daemon;

import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.OpenRuns;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StorageException;
import io.dagwerk.spi.StoredOutput;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// Runs whose store fails when the test says so: before it has done what it was asked for, or after
/// that. Thread-safe.
final class TroubledRuns implements Runs {
  private final Runs runs;
  private final AtomicInteger unconfirmed = new AtomicInteger();
  private final AtomicInteger unmoved = new AtomicInteger();
  private final AtomicInteger unfound = new AtomicInteger();

  private final AtomicReference<Runnable> afterLists = new AtomicReference<>(() -> {});
  private final AtomicReference<Runnable> afterMoves = new AtomicReference<>(() -> {});

  TroubledRuns(Runs runs) {
    this.runs = runs;
  }

  /// The next moves are stored, and their answer is lost.
  void loseAnswers(int number) {
    unconfirmed.set(number);
  }

  /// The next moves fail and are not stored.
  void failMoves(int number) {
    unmoved.set(number);
  }

  /// The next look-ups of one run fail.
  void failFinds(int number) {
    unfound.set(number);
  }

  /// Does this after each list, before it is looked at.
  void afterLists(Runnable step) {
    afterLists.set(step);
  }

  /// Does this after each move, before its answer comes.
  void afterMoves(Runnable step) {
    afterMoves.set(step);
  }

  private static void fail(AtomicInteger times) {
    if (times.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      throw new StorageException("the connection is lost");
    }
  }

  @Override
  public MoveResult move(Move move) {
    fail(unmoved);
    MoveResult result = runs.move(move);
    afterMoves.get().run();
    fail(unconfirmed);
    return result;
  }

  @Override
  public Optional<StoredRun> find(RunId run) {
    fail(unfound);
    return runs.find(run);
  }

  @Override
  public void create(NewRun run, Collection<Bytes> contents, Instant now, List<Entry> events) {
    runs.create(run, contents, now, events);
  }

  @Override
  public List<StoredRun> list(RunFilter filter, Optional<RunId> before, int limit) {
    List<StoredRun> found = runs.list(filter, before, limit);
    afterLists.get().run();
    return found;
  }

  @Override
  public List<OpenRuns> open() {
    return runs.open();
  }

  @Override
  public List<StoredRun> queue(Optional<StoredRun> after, int limit) {
    return runs.queue(after, limit);
  }

  @Override
  public List<RunId> withLog(Instant endedBefore, int limit) {
    return runs.withLog(endedBefore, limit);
  }

  @Override
  public void explain(SequencedMap<RunId, String> reasons) {
    runs.explain(reasons);
  }

  @Override
  public List<StoredStep> steps(RunId run) {
    return runs.steps(run);
  }

  @Override
  public List<StoredStep> steps(RunId run, Optional<StepKey> after, int limit) {
    return runs.steps(run, after, limit);
  }

  @Override
  public List<StoredOutput> outputs(RunId run) {
    return runs.outputs(run);
  }

  @Override
  public SequencedMap<StepKey, List<String>> mappingKeys(RunId run) {
    return runs.mappingKeys(run);
  }

  @Override
  public List<RunId> give(List<Giving> givings, Optional<Fence> fence) {
    return runs.give(givings, fence);
  }

  @Override
  public boolean delete(RunId run) {
    return runs.delete(run);
  }
}
