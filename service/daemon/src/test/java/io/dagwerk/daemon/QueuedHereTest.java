package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.projection.Projected;
import io.dagwerk.projection.RunProgress;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.runhost.EventBatch;
import io.dagwerk.runhost.EventBatch.Producer;
import io.dagwerk.spi.Bytes;
import io.dagwerk.spi.ContentHash;
import io.dagwerk.spi.Entry;
import io.dagwerk.spi.MoveResult;
import io.dagwerk.spi.NewRun;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a host knows of a run that it has queued and started itself is what another reads.
class QueuedHereTest {
  private static final Instant NOW = Instant.parse("2001-01-31T12:00:00Z");

  private final HeldStorage storage = new HeldStorage();
  private final InstanceKey key = InstanceKey.create();
  private final StoredRuns here = runs();
  private final StoredRuns elsewhere = runs();
  private final RunId run = RunId.createdAt(NOW);
  private QueuedHere.Written written;

  private StoredRuns runs() {
    return new StoredRuns(
        storage.storage(),
        new Contents(storage.storage().snapshots()),
        key,
        () -> {},
        new Metrics());
  }

  @BeforeEach
  void queue() {
    Contents contents = new Contents(storage.storage().snapshots());
    Bytes plan = contents.encoded(Plan.of("nightly", "v1", List.of()));
    Bytes config = contents.encoded(ConfigTree.empty());
    ContentHash hash = ContentHash.of(plan);
    NewRun queued =
        new NewRun(
            run,
            new NewRun.Work(
                "nightly",
                "default",
                "here",
                "v1",
                new NewRun.Contents(hash, hash, ContentHash.of(config))),
            Optional.empty(),
            0,
            new LinkedHashMap<>());
    List<Entry> entries = new ArrayList<>();
    RunProgress progress = RunProgress.created();
    for (Event event : List.of(new Event.RunQueued(), new Event.RunPlanned(List.of()))) {
      Bytes encoded = Bytes.of(EventCodec.encode(NOW, event));
      Projected projected = progress.after(event, NOW, encoded);
      entries.add(new Entry(NOW, encoded, projected.changes()));
      progress = projected.next();
    }
    written = QueuedHere.Written.of(queued, progress, entries);
    here.queued().add(written);
    storage.storage().runs().create(queued, List.of(plan, config), NOW, entries);
  }

  @AfterEach
  void close() {
    here.close();
    elsewhere.close();
  }

  private void move(StoredRuns host, Event... events) {
    assertThat(host.move(run, Optional.empty(), NOW, List.of(events)))
        .isInstanceOf(MoveResult.Moved.class);
  }

  private void assertSameAsElsewhere() {
    assertThat(here.attempt(run)).usingRecursiveComparison().isEqualTo(elsewhere.attempt(run));
    assertThat(here.log(run)).containsExactlyElementsOf(elsewhere.log(run));
    assertThat(here.acknowledged(run, 1, Producer.WORKER))
        .isEqualTo(elsewhere.acknowledged(run, 1, Producer.WORKER));
  }

  @Test
  void anAttemptThatHasJustBegunIsTheStoredOne() {
    move(here, new Event.RunDequeued(), new Event.RunAttemptStarted(1));
    assertThat(here.log(run)).hasSize(4);
    assertSameAsElsewhere();
  }

  @Test
  void whatAWorkerSaysIsPartOfTheLog() {
    move(here, new Event.RunDequeued(), new Event.RunAttemptStarted(1));
    byte[] started = EventCodec.encode(NOW, new Event.RunStarted());
    here.append(new EventBatch(run, 1, Producer.WORKER, 1, List.of(started)))
        .toCompletableFuture()
        .join();
    assertThat(here.log(run)).hasSize(5);
    assertSameAsElsewhere();
  }

  @Test
  void aCancellationIsPartOfTheLog() {
    move(here, new Event.RunDequeued(), new Event.RunAttemptStarted(1));
    move(here, new Event.RunCanceling("enough"));
    assertThat(here.log(run)).hasSize(5);
    assertSameAsElsewhere();
  }

  @Test
  void aRunThatWasCanceledElsewhereWhileItWaitedIsNotStarted() {
    move(elsewhere, new Event.RunCanceling("enough"), new Event.RunCanceled("enough"));
    assertThat(
            here.move(
                run,
                Optional.empty(),
                NOW,
                List.of(new Event.RunDequeued(), new Event.RunAttemptStarted(1))))
        .isInstanceOf(MoveResult.Refused.class);
    assertThat(here.attempt(run)).isEmpty();
  }

  private MoveResult start(StoredRuns host, String name) {
    return host.move(run, Optional.empty(), NOW, startOf(name, 1));
  }

  private static HostEvents startOf(String name, int attempt) {
    return new HostEvents(
        List.of(new Event.RunDequeued(), new Event.RunAttemptStarted(attempt)),
        Optional.empty(),
        Optional.of(name),
        Optional.empty());
  }

  @Test
  void aStartOfAnotherHostIsItsOwn() {
    assertThat(start(elsewhere, "b")).isInstanceOf(MoveResult.Moved.class);
    here.forgetAll();

    assertThat(start(here, "a")).isInstanceOf(MoveResult.Refused.class);

    assertThat(storage.storage().runs().find(run).orElseThrow().host()).contains("b");
    assertThat(elsewhere.log(run)).hasSize(4);
  }

  @Test
  void anotherAttemptOfARunThatIsBeingCanceledIsNotStarted() {
    assertThat(start(here, "a")).isInstanceOf(MoveResult.Moved.class);
    move(here, new Event.RunCanceling("enough"));

    assertThat(here.move(run, Optional.empty(), NOW, startOf("a", 2)))
        .isInstanceOf(MoveResult.Refused.class);
  }

  @Test
  void whatOtherHostsMayHaveMovedIsReadAgain() {
    move(here, new Event.RunDequeued(), new Event.RunAttemptStarted(1));
    move(elsewhere, new Event.RunAttemptStarted(2));
    here.forgetAll();
    assertThat(here.attempt(run).orElseThrow().number()).isEqualTo(2);
    assertSameAsElsewhere();
  }

  @Test
  void aRunThatWasStartedElsewhereIsTakenUpAsItIsStored() {
    move(elsewhere, new Event.RunDequeued(), new Event.RunAttemptStarted(1));
    byte[] begun = EventCodec.encode(NOW, new Event.RunStarted());
    byte[] step = EventCodec.encode(NOW, new Event.StepStarted(StepKey.of("parse")));
    elsewhere
        .append(new EventBatch(run, 1, Producer.WORKER, 1, List.of(begun, step)))
        .toCompletableFuture()
        .join();

    move(
        here, new Event.WorkerLost("worker-1", 1, "it was killed"), new Event.RunAttemptStarted(2));
    byte[] again = EventCodec.encode(NOW, new Event.StepRestarted(StepKey.of("parse"), 2));
    here.append(new EventBatch(run, 2, Producer.WORKER, 1, List.of(again)))
        .toCompletableFuture()
        .join();
    assertThat(here.log(run)).hasSize(9);
    assertThat(storage.storage().runs().steps(run))
        .singleElement()
        .extracting(stored -> stored.state().attempt())
        .isEqualTo(2);
  }

  @Test
  void anAttemptWhoseStartWasAnsweredLateHasNotJustBegun() {
    AtomicLong nanos = new AtomicLong();
    TrackedRun slow = new TrackedRun(written, storage.storage(), new Metrics(), nanos::get);
    storage.runs().afterMoves(() -> nanos.set(Duration.ofSeconds(80).toNanos()));

    assertThat(slow.move(Optional.empty(), NOW, startOf("a", 1)))
        .isInstanceOf(MoveResult.Moved.class);

    assertThat(slow.begun()).isEmpty();
  }

  @Test
  void nothingIsKnownOfARunThatWasLeft() {
    assertThat(start(here, "a")).isInstanceOf(MoveResult.Moved.class);
    assertThat(here.acknowledged(run, 1, Producer.WORKER)).isZero();
    assertThat(here.followed()).isEqualTo(1);
    here.leave(run);
    assertThat(here.followed()).isZero();
    move(elsewhere, new Event.RunAttemptStarted(2));
    assertSameAsElsewhere();
  }
}
