package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.automation.queue.QueueLimits;
import io.dagwerk.codeclient.Answer;
import io.dagwerk.codeclient.CodeLocation;
import io.dagwerk.codeclient.LaunchedWorker;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunProcess;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.runhost.Clocks;
import io.dagwerk.runhost.LostWorker;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.runhost.WorkerOrigin;
import io.dagwerk.runhost.Workers;
import io.dagwerk.spi.Fence;
import io.dagwerk.spi.NewRun;
import io.dagwerk.spi.RunStatus;
import io.dagwerk.spi.Runs;
import io.dagwerk.spi.StoredRun;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of starts while stores and code servers fail.
class RunQueueTest {
  private static final Instant NOW = Instant.parse("2001-01-31T12:00:00Z");
  private static final InstantSource CLOCK = InstantSource.fixed(NOW);
  private static final Clocks CLOCKS = Clocks.of(CLOCK);

  private final HeldStorage storage = new HeldStorage();
  private final FakeCode code = new FakeCode();
  private final InstanceKey key = InstanceKey.create();
  private final StoredRuns runs =
      new StoredRuns(
          storage.storage(),
          new Contents(storage.storage().snapshots()),
          key,
          () -> {},
          new Metrics());
  private final RunHost host =
      new RunHost(
          runs,
          new MemoryComputeLogs(),
          new NoWorkers(),
          new RunHostOptions(Duration.ofHours(1), Duration.ofHours(1)),
          CLOCK);
  private final Hosts hosts =
      new Hosts(storage.storage().leases(), "a", CLOCKS, () -> HostNote.CLOSED);
  private final Hosts other =
      new Hosts(
          storage.storage().leases(),
          "b",
          CLOCKS,
          () ->
              new HostNote(
                  100,
                  100,
                  List.of("here"),
                  "",
                  Optional.of(RunHostAddress.plain("127.0.0.1:1")),
                  Optional.empty()));
  private boolean isActive = true;
  private Runnable readQueue = () -> {};
  private RunQueue queue;
  private RunId run;

  private static final class NoWorkers implements Workers {
    @Override
    public void kill(RunId run, int attempt) {}

    @Override
    public boolean resumes(RunId run, LostWorker lost) {
      return false;
    }
  }

  private final class AllButOfOthers implements RunQueue.Waiting {
    @Override
    public List<StoredRun> page(Optional<StoredRun> after) {
      List<StoredRun> page = storage.storage().runs().queue(after, Runs.MOST);
      readQueue.run();
      return page;
    }

    @Override
    public boolean isOurs(RunId run) {
      return true;
    }

    @Override
    public boolean isOfAll() {
      return true;
    }
  }

  /// Code that is ready when the test says so, with what is kept of it and the attempts launched.
  private static final class FakeCode implements RunCode {
    private final Set<String> kept = new HashSet<>();
    private final LinkedBlockingQueue<Integer> launched = new LinkedBlockingQueue<>();
    private boolean isReady = true;
    private volatile boolean isSilent;
    private volatile String version = "v1";

    @Override
    public Optional<String> unready(String location) {
      return isReady ? Optional.empty() : Optional.of("it is loading");
    }

    @Override
    public WorkerOrigin origin(String location) {
      return WorkerOrigin.OWN;
    }

    @Override
    public synchronized Optional<Kept> keep(String location, RunId run, int attempt) {
      if (!isReady) {
        return Optional.empty();
      }
      String key = run + " " + attempt;
      kept.add(key);
      return Optional.of(new FakeKept(key, attempt));
    }

    private final class FakeKept implements Kept {
      private final String key;
      private final int attempt;

      FakeKept(String key, int attempt) {
        this.key = key;
        this.attempt = attempt;
      }

      @Override
      public String codeVersion() {
        return version;
      }

      @Override
      public Answer<LaunchedWorker> launch(String token, RunProcess process) {
        launched.add(attempt);
        return isSilent
            ? new Answer.Missing<>(ErrorInfo.ofMessage(CodeLocation.UNANSWERED, "no answer"))
            : new Answer.Given<>(new LaunchedWorker("worker-1", LaunchedWorker.Start.WARM));
      }

      @Override
      public void release() {
        synchronized (FakeCode.this) {
          kept.remove(key);
        }
      }
    }
  }

  private final Semaphore replanned = new Semaphore(0);
  private final AtomicReference<Optional<String>> impossible =
      new AtomicReference<>(Optional.empty());
  private final Replans replans = new Replans(this::replan, replanned::release);

  private Replan replan(StoredRun of) {
    impossible
        .get()
        .ifPresent(problem -> {
          throw new Refused(problem);
        });
    NewRun.Work work = of.run().work();
    return new Replan(
        new NewRun.Work(work.job(), work.mode(), work.location(), code.version, work.contents()),
        List.of(new Event.RunReplanned(work.codeVersion(), code.version, List.of("load"))));
  }

  private RunStarts starts;

  @BeforeEach
  void start() {
    RunStarts.Workplace workplace =
        new RunStarts.Workplace(storage.storage(), code, host, key, CLOCK);
    Fence fence =
        storage
            .storage()
            .leases()
            .take(ActiveHost.LEASE, "a", Duration.ofSeconds(10), NOW)
            .orElseThrow()
            .asFence();
    starts = new RunStarts(runs, workplace, replans, new LostRuns(storage.storage()), () -> {});
    queue =
        new RunQueue(
            starts,
            workplace,
            new RunQueue.Allowed(QueueLimits.of(10), new AllButOfOthers()),
            new RunQueue.Among(
                () -> isActive ? Optional.of(fence) : Optional.empty(),
                hosts,
                new Givings(storage.storage().runs(), hosts, CLOCKS),
                new InheritedRuns(storage.storage(), runs, code, host)),
            new Semaphore(0));
    hosts.turn();
    run = storage.queuedRun(NOW);
  }

  @AfterEach
  void stop() {
    host.close();
    runs.close();
  }

  private int launched() throws InterruptedException {
    return Optional.ofNullable(code.launched.poll(60, TimeUnit.SECONDS)).orElseThrow();
  }

  private StoredRun stored() {
    return storage.storage().runs().find(run).orElseThrow();
  }

  @Test
  void aRunThatWaitsIsStartedOnce() throws Exception {
    queue.turn(NOW);
    assertThat(launched()).isEqualTo(1);
    queue.turn(NOW);
    assertThat(stored().head().attempt()).isEqualTo(1);
    assertThat(stored().status()).isEqualTo(RunStatus.STARTING);
  }

  @Test
  void aStartThatTheStoreRefusesTwiceIsTriedAgainAndKeepsNoVersion() throws Exception {
    storage.runs().failMoves(1);
    storage.runs().failFinds(1);
    queue.turn(NOW);
    assertThat(code.kept).isEmpty();
    assertThat(stored().status()).isEqualTo(RunStatus.QUEUED);

    queue.turn(NOW);
    assertThat(launched()).isEqualTo(1);
  }

  @Test
  void aRunThatCannotBeStartedHoldsUpNoOther() throws Exception {
    RunId next = storage.queuedRun(NOW.plusSeconds(1));
    storage.runs().failMoves(1);
    storage.runs().failFinds(1);
    queue.turn(NOW);
    assertThat(launched()).isEqualTo(1);
    assertThat(List.of(run, next))
        .extracting(id -> storage.storage().runs().find(id).orElseThrow().status())
        .as("they are started at once, and one of them fails")
        .containsExactlyInAnyOrder(RunStatus.QUEUED, RunStatus.STARTING);
  }

  @Test
  void aStartWhoseAnswerIsLostIsLookedUpAndLaunched() throws Exception {
    storage.runs().loseAnswers(1);
    queue.turn(NOW);
    assertThat(launched()).isEqualTo(1);
    assertThat(host.knows(run, 1)).isTrue();
  }

  @Test
  void aStartThatNobodyCouldLookUpIsMadeAgain() throws Exception {
    storage.runs().loseAnswers(1);
    storage.runs().failFinds(1);
    queue.turn(NOW);
    assertThat(code.launched).isEmpty();
    assertThat(stored().status()).isEqualTo(RunStatus.STARTING);

    queue.turn(NOW);
    assertThat(launched()).isEqualTo(2);
    assertThat(host.knows(run, 2)).isTrue();
  }

  @Test
  void aRunGoesToTheHostWithTheMostRoomWhichAloneStartsIt() throws Exception {
    otherJoins();

    queue.turn(NOW);
    queue.turn(NOW);

    assertThat(stored().host()).contains("b");
    assertThat(stored().status()).isEqualTo(RunStatus.QUEUED);
    assertThat(code.launched).isEmpty();
  }

  @Test
  void aHostThatIsNotTheActiveOneStartsWhatItWasGivenAndNothingElse() throws Exception {
    RunId given = storage.queuedRun(NOW.plusSeconds(1));
    assertThat(give(given, "a")).isTrue();
    isActive = false;

    queue.turn(NOW);

    assertThat(launched()).isEqualTo(1);
    assertThat(find(given).status()).isEqualTo(RunStatus.STARTING);
    assertThat(find(given).host()).contains("a");
    assertThat(stored().status()).isEqualTo(RunStatus.QUEUED);
  }

  @Test
  void aRunThatWasGivenToAHostThatIsGoneIsStartedByAnother() throws Exception {
    otherJoins();
    queue.turn(NOW);
    assertThat(stored().host()).contains("b");

    other.giveUp();
    hosts.turn();
    queue.turn(NOW);

    assertThat(launched()).isEqualTo(1);
    assertThat(stored().host()).contains("a");
  }

  @Test
  void theRunsOfAHostThatIsGoneAreAwaitedByAnotherAndNotStartedAgainYet() {
    otherJoins();
    storage.start(run, NOW);
    assertThat(give(run, "b")).isTrue();
    queue.turn(NOW);
    assertThat(stored().host()).as("of a host that lives").contains("b");

    other.giveUp();
    hosts.turn();
    queue.turn(NOW);
    queue.turn(NOW);

    assertThat(stored().host()).contains("a");
    assertThat(host.knows(run, 1)).isTrue();
    assertThat(code.launched).isEmpty();
  }

  @Test
  void aStartThatWasAnothersMeanwhileIsLeftToIt() {
    assertThat(give(run, "a")).isTrue();
    isActive = false;
    storage.runs().afterLists(() -> give(run, "b"));

    queue.turn(NOW);

    assertThat(stored().status()).isEqualTo(RunStatus.QUEUED);
    assertThat(stored().host()).contains("b");
    assertThat(code.kept).isEmpty();
  }

  @Test
  void aStartThatAnotherHostMadeAfterTheQueueWasReadIsNotLaunchedASecondTime() {
    AtomicInteger reads = new AtomicInteger();
    // It is read for those that are late, then for those that start.
    readQueue =
        () -> {
          if (reads.incrementAndGet() == 2) {
            startElsewhere();
          }
        };

    queue.turn(NOW);

    assertThat(stored().host()).contains("b");
    assertThat(code.kept).isEmpty();
    assertThat(host.knows(run, 1)).isFalse();
  }

  private void startElsewhere() {
    var _ =
        new TrackedRun(run, storage.storage(), new Metrics())
            .move(
                Optional.empty(),
                NOW,
                new HostEvents(
                    List.of(new Event.RunDequeued(), new Event.RunAttemptStarted(1)),
                    Optional.empty(),
                    Optional.of("b"),
                    Optional.empty()));
  }

  private void otherJoins() {
    other.turn();
    hosts.turn();
  }

  private boolean give(RunId to, String name) {
    return !storage
        .storage()
        .runs()
        .give(List.of(Runs.Giving.of(find(to), Optional.of(name))), Optional.empty())
        .isEmpty();
  }

  private StoredRun find(RunId id) {
    return storage.storage().runs().find(id).orElseThrow();
  }

  @Test
  void aStartThatIsToBeMadeAgainWaitsUntilItsCodeIsThere() throws Exception {
    code.isSilent = true;
    queue.turn(NOW);
    assertThat(launched()).isEqualTo(1);
    while (!starts.isToStart(run)) {
      Thread.onSpinWait();
    }
    code.isSilent = false;
    code.isReady = false;
    queue.turn(NOW);
    assertThat(starts.isToStart(run)).isTrue();

    code.isReady = true;
    queue.turn(NOW);
    assertThat(launched()).isEqualTo(2);
    assertThat(starts.isToStart(run)).isFalse();
  }

  private List<Event> log() {
    return storage.storage().journal().read(run, 0, 100).stream()
        .map(event -> EventCodec.decode(event.event().toArray()).shown())
        .toList();
  }

  private void turnUntilReplanned() throws InterruptedException {
    queue.turn(NOW);
    assertThat(replanned.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
    queue.turn(NOW);
  }

  @Test
  void aRunThatWaitedWhileItsCodeBecameAnotherIsPlannedAgainAndStarted() throws Exception {
    code.version = "v2";
    turnUntilReplanned();

    assertThat(launched()).isEqualTo(1);
    assertThat(stored().run().work().codeVersion()).isEqualTo("v2");
    assertThat(log())
        .containsSubsequence(
            new Event.RunReplanned("v1", "v2", List.of("load")),
            new Event.RunDequeued(),
            new Event.RunAttemptStarted(1));
  }

  @Test
  void aRunWhoseWorkerMayNotBeStartedIsPlannedAgainWithTheNextAttempt() throws Exception {
    code.isSilent = true;
    queue.turn(NOW);
    assertThat(launched()).isEqualTo(1);
    while (!starts.isToStart(run)) {
      Thread.onSpinWait();
    }
    code.isSilent = false;
    code.version = "v2";
    turnUntilReplanned();

    assertThat(launched()).isEqualTo(2);
    assertThat(stored().run().work().codeVersion()).isEqualTo("v2");
    assertThat(stored().head().attempt()).isEqualTo(2);
  }

  @Test
  void aRunThatTheNewCodeCannotDoEndsWithBothVersionsAndTheReason() throws Exception {
    code.version = "v2";
    impossible.set(Optional.of("job 'nightly' is not defined"));
    turnUntilReplanned();

    assertThat(stored().status()).isEqualTo(RunStatus.FAILED);
    assertThat(stored().reason()).contains("from version v1 to v2", "job 'nightly' is not defined");
    assertThat(code.kept).isEmpty();
  }

  @Test
  void aRunThatIsToStartAgainGoesToAHostThatHasItsCode() {
    storage.start(run, NOW);
    assertThat(give(run, "a")).isTrue();
    code.isReady = false;
    starts.startAfter(run, 1);
    queue.turn(NOW);
    assertThat(stored().host()).as("while nobody has it").contains("a");

    otherJoins();
    queue.turn(NOW);

    assertThat(stored().host()).contains("b");
    queue.turn(NOW);
    assertThat(starts.isToStart(run)).isFalse();
  }
}
