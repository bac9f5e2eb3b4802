package io.dagwerk.runhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunPolicy;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage.KindCase;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a host among others says to workers, and what it does about runs that are not its own.
class StandingTest {
  private static final RunId RUN = RunId.createdAt(Instant.parse("2026-01-31T12:00:00Z"));
  private static final RunHostOptions OPTIONS =
      new RunHostOptions(Duration.ofSeconds(4), Duration.ofSeconds(15));
  private static final Duration TICK = Duration.ofMillis(250);
  private static final RunHostAddress OTHER = RunHostAddress.plain("other.example:4711");

  private final FakeClock clock = new FakeClock();
  private final InMemoryRuns runs = new InMemoryRuns();
  private final Among standing = new Among();
  private RunHost host;

  /// One of several hosts.
  private static final class Among implements Standing {
    private volatile boolean isSure = true;
    private volatile boolean isOurs = true;
    private volatile boolean mayTake = true;
    private volatile List<RunHostAddress> others = List.of(OTHER);

    @Override
    public boolean isSure() {
      return isSure;
    }

    @Override
    public boolean isOurs(Attempt attempt) {
      return isOurs;
    }

    @Override
    public boolean isTaken(Attempt attempt) {
      isOurs |= mayTake;
      return isOurs;
    }

    @Override
    public List<RunHostAddress> others(Optional<ProcessIdentity> worker) {
      return others;
    }
  }

  private final class NoWorkers implements Workers {
    @Override
    public Standing standing() {
      return standing;
    }

    @Override
    public void kill(RunId run, int attempt) {}

    @Override
    public boolean resumes(RunId run, LostWorker lost) {
      return false;
    }
  }

  private static Attempt attempt(Map<String, String> tags) {
    return new Attempt(
        RUN,
        1,
        Tokens.hash(FakeWorker.TOKEN),
        Plan.of("none", "v1", List.of()),
        "default",
        ConfigTree.empty(),
        new LinkedHashMap<>(tags),
        Optional.of("us"));
  }

  @BeforeEach
  void start() {
    runs.start(attempt(Map.of()));
    host = new RunHost(runs, new MemoryComputeLogs(), new NoWorkers(), OPTIONS, clock.clocks());
  }

  @AfterEach
  void stop() {
    host.close();
  }

  private void pass(Duration time) {
    for (Duration left = time; left.isPositive(); left = left.minus(TICK)) {
      clock.pass(TICK);
      host.look();
    }
  }

  @Test
  void aWorkerIsToldWhereElseItMayAttachAndWhenThatChanges() throws Exception {
    FakeWorker worker = FakeWorker.of(host).hello(RUN);
    HostMessage welcome = worker.await(KindCase.WELCOME);
    assertThat(RunHostAddress.of(welcome.getWelcome().getOthers())).containsExactly(OTHER);

    worker.beat(1);
    assertThat(worker.await(KindCase.HEARD).getHeard().hasOthers()).isFalse();

    standing.others = List.of();
    worker.beat(2);
    HostMessage heard = worker.await(KindCase.HEARD);
    assertThat(heard.getHeard().hasOthers()).isTrue();
    assertThat(heard.getHeard().getOthers().getHostsList()).isEmpty();
  }

  @Test
  void aHostThatIsNotSureAnswersNoHeartbeatAndTakesNobodyWhoLivesForLost() throws Exception {
    FakeWorker worker = FakeWorker.of(host).hello(RUN);
    worker.await(KindCase.WELCOME);

    standing.isSure = false;
    worker.beat(1);
    FakeWorker.of(host).hello(RUN).awaitOver();
    for (int i = 0; i < 8; i++) {
      pass(Duration.ofSeconds(1));
      FakeWorker.of(host).hello(RUN).awaitOver();
    }
    standing.isSure = true;
    pass(Duration.ofSeconds(1));

    assertThat(runs.events(RUN)).noneMatch(Event.WorkerLost.class::isInstance);
    worker.beat(2);
    assertThat(worker.await(KindCase.HEARD).getHeard().getNumber()).isEqualTo(2);
  }

  @Test
  void aHostTakesTheRunOfAWorkerThatComesToIt() throws Exception {
    standing.isOurs = false;
    FakeWorker.of(host).hello(RUN).await(KindCase.WELCOME);
    assertThat(standing.isOurs).isTrue();
    assertThat(host.hears(RUN, 1)).isTrue();
  }

  @Test
  void aWorkerThatHasGoneBeforeItsHelloWasHandledIsNotTaken() throws Exception {
    standing.isOurs = false;
    TroubledRuns slow = new TroubledRuns(runs);
    try (RunHost waiting =
        new RunHost(slow, new MemoryComputeLogs(), new NoWorkers(), OPTIONS, clock.clocks())) {
      FakeWorker worker = FakeWorker.of(waiting);
      slow.beforeAnswer(worker::end);
      worker.hello(RUN).awaitOver();
      assertThat(standing.isOurs).isFalse();
      assertThat(waiting.heard()).isEmpty();
    }
  }

  @Test
  void aWorkerWhoseHelloTheStoreKeepsWaitingLives() throws Exception {
    TroubledRuns slow = new TroubledRuns(runs);
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answered = new CountDownLatch(1);
    try (RunHost waiting =
        new RunHost(slow, new MemoryComputeLogs(), new NoWorkers(), OPTIONS, clock.clocks())) {
      FakeWorker.of(waiting).hello(RUN).await(KindCase.WELCOME);
      slow.beforeWelcome(() -> {
        asked.countDown();
        join(answered);
      });
      FakeWorker again = FakeWorker.of(waiting).hello(RUN);
      asked.await();
      for (int i = 0; i < 40; i++) {
        clock.pass(TICK);
        waiting.look();
      }
      assertThat(waiting.hears(RUN, 1)).isTrue();
      answered.countDown();
      again.await(KindCase.WELCOME);
    }
    assertThat(runs.events(RUN)).noneMatch(Event.WorkerLost.class::isInstance);
  }

  private static void join(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aWorkerThatHasComeFromAnotherHostMayBeOnItsWayBack() throws Exception {
    standing.isOurs = false;
    FakeWorker worker = FakeWorker.of(host).hello(RUN, ProcessIdentity.current().orElseThrow());
    worker.await(KindCase.WELCOME);
    pass(Duration.ofSeconds(59));
    assertThat(host.hears(RUN, 1)).isTrue();
    pass(Duration.ofSeconds(2));
    assertThat(runs.await(RUN, events -> !events.isEmpty()))
        .first()
        .isInstanceOf(Event.WorkerLost.class);
  }

  @Test
  void aWorkerFromAnotherHostMayStoreNoLongerAfterAWordThanAnyOther() throws Exception {
    runs.start(attempt(Map.of(RunPolicy.RESUMES, "1")));
    ProcessIdentity here = ProcessIdentity.current().orElseThrow();
    standing.isOurs = false;
    HostMessage welcome = FakeWorker.of(host).hello(RUN, here).await(KindCase.WELCOME);
    assertThat(welcome.getWelcome().getCurrentMillis()).isEqualTo(3_000);
  }

  @Test
  void aWorkerWhoseRunCannotBeTakenComesAgain() throws Exception {
    standing.isOurs = false;
    standing.mayTake = false;
    FakeWorker.of(host).hello(RUN).awaitOver();
    assertThat(host.heard()).isEmpty();
  }

  @Test
  void aHostSaysNothingOfTheLostWorkerOfARunThatBecameAnothers() throws Exception {
    FakeWorker worker = FakeWorker.of(host).hello(RUN);
    worker.await(KindCase.WELCOME);

    standing.isOurs = false;
    pass(Duration.ofSeconds(61));

    worker.awaitOver();
    assertThat(runs.events(RUN)).isEmpty();
    assertThat(host.heard()).isEmpty();
  }
}
