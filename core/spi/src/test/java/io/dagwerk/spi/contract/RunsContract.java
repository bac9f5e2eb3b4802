package io.dagwerk.spi.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.model.OutputAddress;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.Change;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.Lease;
import io.dagwerk.spi.Move;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.OpenRuns;
import io.dagwerk.spi.RunFilter;
import io.dagwerk.spi.RunHead;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StepState;
import io.dagwerk.spi.StepStatus;
import io.dagwerk.spi.StoredOutput;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.StoredStep;
import io.dagwerk.testsupport.Covers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every store of runs keeps.
public abstract class RunsContract extends StorageContract {
  @Test
  void aRunIsFoundAsItWasCreated() {
    NewRun first = Given.newRun(storage, "nightly", 3, Given.tags("team", "ops", "area", "eu"));
    storage.runs().create(first, Given.NOW, List.of());
    NewRun again =
        new NewRun(
            RunId.createdAt(Given.NOW),
            Given.work(storage, "nightly"),
            Optional.of(new NewRun.Lineage(first.id(), first.id())),
            -1,
            new LinkedHashMap<>());
    storage.runs().create(again, Given.NOW, List.of());
    StoredRun found = storage.runs().find(first.id()).orElseThrow();
    assertThat(found).isEqualTo(StoredRun.created(first, Given.NOW));
    assertThat(found.run().tags().sequencedKeySet()).containsExactly("team", "area");
    assertThat(storage.runs().find(again.id())).contains(StoredRun.created(again, Given.NOW));
    assertThat(storage.runs().find(RunId.createdAt(Given.NOW))).isEmpty();
  }

  @Test
  void aRunIsCreatedOnce() {
    NewRun run = Given.newRun(storage, "nightly", 0, new LinkedHashMap<>());
    storage.runs().create(run, Given.NOW, List.of(Given.event("RunQueued")));
    assertThatThrownBy(() -> storage.runs().create(run, Given.NOW, List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("run %s is stored already", run.id());
    assertThat(log(run.id())).containsExactly("RunQueued");
  }

  @Test
  void whatARunWaitsForIsKeptUntilItIsMoved() {
    RunId waiting = Given.run(storage);
    RunId started = Given.startedRun(storage);
    storage.runs().explain(reasons(waiting, "the third in the queue"));
    storage.runs().explain(reasons(waiting, "the second in the queue"));
    storage.runs().explain(reasons(started, "never shown"));
    storage.runs().explain(reasons(RunId.createdAt(Given.NOW), "of no run"));
    storage.runs().explain(new LinkedHashMap<>());

    assertThat(found(waiting).reason()).isEqualTo("the second in the queue");
    assertThat(found(started).reason()).isEmpty();
    Given.start(storage, waiting, 1);
    assertThat(found(waiting).reason()).isEmpty();
  }

  private static SequencedMap<RunId, String> reasons(RunId run, String reason) {
    return new LinkedHashMap<>(Map.of(run, reason));
  }

  private StoredRun found(RunId run) {
    return storage.runs().find(run).orElseThrow();
  }

  @Test
  void aRunIsMovedThroughItsLife() {
    RunId run = Given.startedRun(storage);
    append(Given.batch(run, 1, Given.event("RunStarted", Given.to(RunStatus.STARTED))));
    StoredRun started = storage.runs().find(run).orElseThrow();
    assertThat(started.head()).isEqualTo(new RunHead(RunStatus.STARTED, 1));
    assertThat(started.times().started()).contains(Given.NOW);
    assertThat(started.times().ended()).isEmpty();
    append(
        Given.batch(
            run,
            2,
            Given.event("RunFailed", new Change.RunMoved(RunStatus.FAILED, "steps failed: [a]"))));
    StoredRun ended = storage.runs().find(run).orElseThrow();
    assertThat(ended.status()).isEqualTo(RunStatus.FAILED);
    assertThat(ended.reason()).isEqualTo("steps failed: [a]");
    assertThat(ended.times().ended()).contains(Given.NOW);
  }

  @Test
  void anEndIsNeverTakenBack() {
    RunId run = Given.startedRun(storage);
    storage.runs().move(Given.move(run, Given.to(RunStatus.CANCELED)));
    for (RunStatus next : RunStatus.values()) {
      assertThat(storage.runs().move(Given.move(run, Given.to(next))))
          .isEqualTo(new MoveResult.Refused(new RunHead(RunStatus.CANCELED, 1)));
    }
    assertThat(storage.runs().find(run).orElseThrow().status()).isEqualTo(RunStatus.CANCELED);
  }

  @Test
  void aRefusedMoveWritesNothing() {
    RunId run = Given.run(storage);
    assertThat(
            storage
                .runs()
                .move(
                    Given.move(
                        run,
                        new Change.AttemptStarted(1),
                        Given.materialized("flights", "m"),
                        new Change.AttemptStarted(3))))
        .isEqualTo(new MoveResult.Refused(RunHead.created()));
    assertThat(storage.runs().find(run).orElseThrow().head()).isEqualTo(RunHead.created());
    assertThat(log(run)).containsExactly("RunQueued");
    assertThat(storage.runs().move(Given.move(RunId.createdAt(Given.NOW))))
        .isEqualTo(new MoveResult.NoSuchRun());
  }

  @Test
  void aMoveFromWhereTheRunStandsNoLongerWritesNothing() {
    RunId run = Given.startedRun(storage);
    Move withdrawal =
        new Move(
            run,
            Optional.of(RunStatus.QUEUED),
            Optional.empty(),
            List.of(Given.event("withdrawn", Given.to(RunStatus.CANCELED))));
    assertThat(storage.runs().move(withdrawal))
        .isEqualTo(new MoveResult.Refused(new RunHead(RunStatus.STARTING, 1)));
    assertThat(log(run)).containsExactly("RunQueued", "moved");

    RunId queued = Given.run(storage);
    assertThat(
            storage
                .runs()
                .move(new Move(queued, withdrawal.from(), withdrawal.fence(), withdrawal.events())))
        .isEqualTo(new MoveResult.Moved(new RunHead(RunStatus.CANCELED, 0)));
  }

  @Test
  void whatAWaitingRunIsToDoIsReplacedAndNothingElse() {
    SequencedMap<String, String> tags = Given.tags("team", "data");
    RunId run = Given.run(storage, "nightly", 3, tags);
    ContentHash plan = storage.snapshots().put(Bytes.ofText("another plan"));
    NewRun.Work before = work(run);
    NewRun.Work after =
        withCode(before, new NewRun.Contents(plan, plan, before.contents().config()));
    assertThat(storage.runs().move(Given.move(run, new Change.WorkReplaced(after))))
        .isEqualTo(new MoveResult.Moved(RunHead.created()));
    StoredRun stored = storage.runs().find(run).orElseThrow();
    assertThat(stored.run()).isEqualTo(new NewRun(run, after, Optional.empty(), 3, tags));
    assertThat(stored.status()).isEqualTo(RunStatus.QUEUED);
    assertThat(log(run)).containsExactly("RunQueued", "moved");
  }

  @Test
  void aRunThatHasBegunKeepsItsWork() {
    RunId run = Given.startedRun(storage);
    NewRun.Work work = work(run);
    NewRun.Work other = withCode(work, work.contents());
    assertThat(storage.runs().move(Given.move(run, new Change.WorkReplaced(other))))
        .isInstanceOf(MoveResult.Moved.class);
    assertThat(work(run)).isEqualTo(other);
    storage.runs().move(Given.move(run, Given.to(RunStatus.STARTED)));
    assertThat(storage.runs().move(Given.move(run, new Change.WorkReplaced(work))))
        .isEqualTo(new MoveResult.Refused(new RunHead(RunStatus.STARTED, 1)));
    assertThat(work(run)).isEqualTo(other);
  }

  @Test
  void aMoveUnderALostLeaseWritesNothing() {
    RunId run = Given.run(storage);
    Fence old = taken("a").asFence();
    storage.leases().giveUp(old);
    Fence fence = taken("b").asFence();
    assertThat(storage.runs().move(Given.moveUnder(old, run, new Change.AttemptStarted(1))))
        .isEqualTo(new MoveResult.LeaseLost());
    assertThat(
            storage
                .runs()
                .move(
                    Given.moveUnder(
                        new Fence("never taken", 1), run, new Change.AttemptStarted(1))))
        .isEqualTo(new MoveResult.LeaseLost());
    assertThat(storage.runs().move(Given.moveUnder(fence, run, new Change.AttemptStarted(1))))
        .isEqualTo(new MoveResult.Moved(new RunHead(RunStatus.STARTING, 1)));
  }

  private Lease taken(String holder) {
    return storage.leases().take("queue", holder, Duration.ofSeconds(10), Given.NOW).orElseThrow();
  }

  @Test
  void ofCancelAndStartAtOnceOneWins() {
    List<RunId> runs = Stream.generate(() -> Given.run(storage)).limit(50).toList();
    List<CompletableFuture<MoveResult>> starts = new ArrayList<>();
    List<CompletableFuture<MoveResult>> cancels = new ArrayList<>();
    for (RunId run : runs) {
      starts.add(
          CompletableFuture.supplyAsync(
              () -> storage.runs().move(Given.move(run, new Change.AttemptStarted(1)))));
      cancels.add(
          CompletableFuture.supplyAsync(
              () -> storage.runs().move(Given.move(run, Given.to(RunStatus.CANCELED)))));
    }
    for (int i = 0; i < runs.size(); i++) {
      assertThat(cancels.get(i).join()).isInstanceOf(MoveResult.Moved.class);
      boolean wasStarted = starts.get(i).join() instanceof MoveResult.Moved;
      StoredRun run = storage.runs().find(runs.get(i)).orElseThrow();
      assertThat(run.head()).isEqualTo(new RunHead(RunStatus.CANCELED, wasStarted ? 1 : 0));
    }
  }

  @Test
  void ofTwoHostsThatStartARunOneDoes() {
    List<RunId> runs = Stream.generate(() -> Given.run(storage)).limit(30).toList();
    for (RunId run : runs) {
      List<CompletableFuture<MoveResult>> both =
          Stream.generate(() ->
                  CompletableFuture.supplyAsync(
                      () -> storage.runs().move(Given.move(run, new Change.AttemptStarted(1)))))
              .limit(2)
              .toList();
      assertThat(both.stream().map(CompletableFuture::join))
          .filteredOn(result -> result instanceof MoveResult.Moved)
          .hasSize(1);
    }
  }

  @Test
  @Covers("K9.3")
  void theQueueIsServedByPriorityThenByAge() {
    RunId first = Given.run(storage, "a", 0, new LinkedHashMap<>());
    RunId second = Given.run(storage, "b", 0, new LinkedHashMap<>());
    RunId urgent = Given.run(storage, "c", 5, new LinkedHashMap<>());
    RunId last = Given.run(storage, "d", -1, new LinkedHashMap<>());
    Given.startedRun(storage);
    List<RunId> byAge = Stream.of(first, second).sorted().toList();
    assertThat(storage.runs().queue(Optional.empty(), 10))
        .extracting(StoredRun::id)
        .containsExactly(urgent, byAge.get(0), byAge.get(1), last);
    List<RunId> paged = new ArrayList<>();
    List<StoredRun> page = storage.runs().queue(Optional.empty(), 1);
    while (!page.isEmpty()) {
      paged.add(page.getFirst().id());
      page = storage.runs().queue(Optional.of(page.getFirst()), 1);
    }
    assertThat(paged).containsExactly(urgent, byAge.get(0), byAge.get(1), last);
  }

  @Test
  void runsThatHaveNotEndedAreCountedByStatusWithTheOldest() {
    assertThat(storage.runs().open()).isEmpty();
    RunId first = Given.run(storage, "a", 0, new LinkedHashMap<>());
    Given.run(storage, "b", 0, new LinkedHashMap<>());
    RunId started = Given.startedRun(storage);
    Instant queued = storage.runs().find(first).orElseThrow().times().created();
    StoredRun under = storage.runs().find(started).orElseThrow();

    assertThat(storage.runs().open())
        .containsExactly(
            new OpenRuns(RunStatus.QUEUED, 2, queued),
            new OpenRuns(under.status(), 1, under.times().created()));
  }

  @Test
  void listsAreFiltered() {
    RunId ops = Given.run(storage, "nightly", 0, Given.tags("team", "ops", "area", "eu"));
    RunId web = Given.run(storage, "nightly", 0, Given.tags("team", "web", "area", "eu"));
    RunId hourly = Given.run(storage, "hourly", 0, Given.tags("team", "ops"));
    Given.start(storage, web, 1);
    assertThat(ids(RunFilter.all().ofJob("nightly"))).containsExactlyInAnyOrder(ops, web);
    assertThat(ids(RunFilter.all().of(RunStatus.QUEUED))).containsExactlyInAnyOrder(ops, hourly);
    assertThat(ids(RunFilter.all().of(RunStatus.QUEUED).of(RunStatus.STARTING))).hasSize(3);
    assertThat(ids(RunFilter.all().tagged("team", "ops"))).containsExactlyInAnyOrder(ops, hourly);
    assertThat(ids(RunFilter.all().tagged("team", "ops").tagged("area", "eu")))
        .containsExactly(ops);
    assertThat(ids(RunFilter.all().tagged("team", "eu"))).isEmpty();
    assertThat(ids(RunFilter.all().ofGroup(ops))).containsExactly(ops);
  }

  private List<RunId> ids(RunFilter filter) {
    return storage.runs().list(filter, Optional.empty(), 100).stream().map(StoredRun::id).toList();
  }

  @Test
  void pagesStayWhereTheyAreWhileRunsAreCreated() {
    List<RunId> before = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      before.add(created(i));
    }
    List<RunId> read = new ArrayList<>();
    Optional<RunId> cursor = Optional.empty();
    List<StoredRun> page;
    do {
      page = storage.runs().list(RunFilter.all(), cursor, 7);
      page.forEach(run -> read.add(run.id()));
      cursor = page.isEmpty() ? cursor : Optional.of(page.getLast().id());
      created(1_000 + ThreadLocalRandom.current().nextInt(1_000));
    } while (!page.isEmpty());
    assertThat(read).isEqualTo(before.reversed());
  }

  private RunId created(int second) {
    NewRun run =
        new NewRun(
            RunId.createdAt(Given.NOW.plusSeconds(second)),
            Given.work(storage, "nightly"),
            Optional.empty(),
            0,
            Given.tags("team", "ops"));
    storage.runs().create(run, Given.NOW, List.of());
    return run.id();
  }

  @Test
  void stepsAndOutputsAreKept() {
    RunId run = Given.startedRun(storage);
    append(
        Given.batch(
            run,
            1,
            Given.event("1", Given.stepTo("load", StepStatus.RUNNING)),
            Given.event("2", Given.stepTo("load", StepStatus.SUCCEEDED), Given.output(run, "load")),
            Given.event("3", Given.stepTo("clean", StepStatus.RUNNING))));
    append(
        Given.batch(
            run,
            4,
            Given.event("4", Given.stepTo("load", StepStatus.FAILED)),
            Given.event("5", Given.stepTo("clean", StepStatus.WAITING_TO_RETRY))));
    assertThat(storage.runs().steps(run))
        .containsExactly(
            new StoredStep(
                StepKey.of("clean"),
                StepState.of(StepStatus.WAITING_TO_RETRY, 1, ""),
                Optional.of(Given.NOW),
                Optional.empty()),
            new StoredStep(
                StepKey.of("load"),
                StepState.of(StepStatus.SUCCEEDED, 1, ""),
                Optional.of(Given.NOW),
                Optional.of(Given.NOW)));
    assertThat(storage.runs().outputs(run))
        .map(Change.OutputStored::new)
        .isEqualTo(List.of(Given.output(run, "load")));
  }

  @Test
  void stepsArePagedByKey() {
    RunId run = Given.startedRun(storage);
    append(
        Given.batch(
            run,
            1,
            Given.event("1", Given.stepTo("c", StepStatus.RUNNING)),
            Given.event("2", Given.stepTo("a", StepStatus.RUNNING)),
            Given.event("3", Given.stepTo("b", StepStatus.RUNNING))));
    assertThat(storage.runs().steps(run, Optional.empty(), 2))
        .extracting(step -> step.step().toString())
        .containsExactly("a", "b");
    assertThat(storage.runs().steps(run, Optional.of(StepKey.of("b")), 2))
        .extracting(step -> step.step().toString())
        .containsExactly("c");
    assertThat(storage.runs().steps(run, Optional.of(StepKey.of("c")), 2)).isEmpty();
    assertThatThrownBy(() -> storage.runs().steps(run, Optional.empty(), Runs.MOST_STEPS + 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStepThatSucceededSaysWhatItEmitted() {
    RunId run = Given.startedRun(storage);
    StepState state = StepState.succeeded(1, List.of("result", "raw/flights"));
    append(
        Given.batch(
            run,
            1,
            Given.event("1", Given.stepTo("a", StepStatus.RUNNING)),
            Given.event("2", new Change.StepMoved(StepKey.of("a"), state))));
    assertThat(storage.runs().steps(run)).extracting(StoredStep::state).containsExactly(state);
  }

  @Test
  void anOutputSaysWhetherItIsKeptInMemoryOnly() {
    RunId run = Given.startedRun(storage);
    StepKey step = StepKey.of("a");
    StoredOutput output =
        new StoredOutput(
            step,
            "result",
            new OutputAddress.OfStep(run, step, "result"),
            new StoredOutput.Keeper("shelf", true),
            Optional.empty());
    append(Given.batch(run, 1, Given.event("1", new Change.OutputStored(output))));
    assertThat(storage.runs().outputs(run)).containsExactly(output);
  }

  @Test
  void theKeysOfFanOutsOutliveTheLog() {
    RunId run = Given.startedRun(storage);
    StepKey outer = StepKey.of("outer");
    append(
        Given.batch(
            run,
            1,
            Given.event("1", new Change.FannedOut(outer, List.of("b", "a"))),
            Given.event("2", new Change.FannedOut(outer, List.of("c.1", "a"))),
            Given.event("3", new Change.FannedOut(StepKey.parse("inner[a]"), List.of())),
            Given.event("4", Given.to(RunStatus.SUCCEEDED)),
            Given.event("5", new Change.FannedOut(outer, List.of("late")))));
    Given.expireLogs(storage);
    assertThat(storage.runs().mappingKeys(run))
        .containsExactly(
            Map.entry(StepKey.parse("inner[a]"), List.of()), Map.entry(outer, List.of("c.1", "a")));
    storage.runs().delete(run);
    assertThat(storage.runs().mappingKeys(run)).isEmpty();
  }

  @Test
  void aReusedStepNamesItsOrigin() {
    RunId origin = Given.startedRun(storage);
    RunId run = Given.startedRun(storage);
    StepState reused = StepState.reused(origin, List.of("left", "right"));
    append(Given.batch(run, 1, Given.event("1", new Change.StepMoved(StepKey.of("a"), reused))));
    assertThat(storage.runs().steps(run))
        .containsExactly(
            new StoredStep(StepKey.of("a"), reused, Optional.empty(), Optional.of(Given.NOW)));
  }

  @Test
  void onlyAnEndedRunIsDeleted() {
    RunId run = Given.startedRun(storage);
    append(Given.batch(run, 1, Given.event("1", Given.stepTo("a", StepStatus.RUNNING))));
    assertThat(storage.runs().delete(run)).isFalse();
    append(Given.batch(run, 2, Given.event("2", Given.to(RunStatus.SUCCEEDED))));
    assertThat(storage.runs().delete(run)).isTrue();
    assertThat(storage.runs().delete(run)).isFalse();
    assertThat(storage.runs().find(run)).isEmpty();
    assertThat(storage.runs().steps(run)).isEmpty();
    assertThat(log(run)).isEmpty();
    assertThat(ids(RunFilter.all())).isEmpty();
  }

  @Test
  void runsAreOrderedByTheirIdsInEveryStore() {
    List<RunId> ids =
        Stream.of(
                "0190a000-0000-7000-8000-000000000001",
                "f190a000-0000-7000-8000-000000000000",
                "0190a000-0000-7000-bfff-ffffffffffff",
                "8190a000-0000-7000-8000-000000000000")
            .map(RunId::of)
            .toList();
    for (RunId id : ids) {
      storage
          .runs()
          .create(
              new NewRun(id, Given.work(storage, "a"), Optional.empty(), 0, new LinkedHashMap<>()),
              Given.NOW,
              List.of());
    }
    assertThat(ids(RunFilter.all()))
        .isEqualTo(ids.stream().sorted(Comparator.reverseOrder()).toList());
  }

  private NewRun.Work work(RunId run) {
    return storage.runs().find(run).orElseThrow().run().work();
  }

  private static NewRun.Work withCode(NewRun.Work work, NewRun.Contents contents) {
    return new NewRun.Work(work.job(), work.mode(), work.location(), "v2", contents);
  }
}
