package io.dagwerk.runhost;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.StepKey;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.PrintedStream;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage.KindCase;
import io.dagwerk.protocol.v1.RunHostProto.PrintedText;
import io.dagwerk.runhost.EventBatch.Producer;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which workers are lost, and which only seem so.
class LostWorkersTest {
  private static final RunId RUN = RunId.createdAt(Instant.EPOCH);
  private static final Duration TICK = Duration.ofMillis(500);
  private static final RunHostOptions OPTIONS =
      new RunHostOptions(Duration.ofSeconds(4), Duration.ofHours(1));

  private final InMemoryRuns runs = new InMemoryRuns();
  private final TroubledRuns store = new TroubledRuns(runs);
  private final FakeClock clock = new FakeClock();
  private RunHost host;

  private static final class NoWorkers implements Workers {
    @Override
    public void kill(RunId run, int attempt) {}

    @Override
    public boolean resumes(RunId run, LostWorker lost) {
      return false;
    }
  }

  /// Another attempt takes up each run.
  private static final class Resuming implements Workers {
    @Override
    public void kill(RunId run, int attempt) {}

    @Override
    public boolean resumes(RunId run, LostWorker lost) {
      return true;
    }
  }

  @BeforeEach
  void start() {
    start(Plan.of("none", "v1", List.of()));
    host = new RunHost(store, new MemoryComputeLogs(), new NoWorkers(), OPTIONS, clock.clocks());
  }

  private void start(Plan plan) {
    runs.start(
        new Attempt(
            RUN,
            1,
            Tokens.hash(FakeWorker.TOKEN),
            plan,
            "default",
            ConfigTree.empty(),
            new LinkedHashMap<>()));
  }

  @AfterEach
  void stop() {
    host.close();
  }

  /// One that was started on this machine.
  private FakeWorker attached() throws InterruptedException {
    host.expect(RUN, 1);
    FakeWorker worker = FakeWorker.of(host).hello(RUN);
    worker.await(KindCase.WELCOME);
    return worker;
  }

  /// Lets so much time go by, with looks in it.
  private void pass(Duration time) {
    for (Duration left = time; left.isPositive(); left = left.minus(TICK)) {
      clock.pass(TICK);
      host.look();
    }
  }

  private String failure() throws InterruptedException {
    return ((Event.RunFailed) runs.awaitEnd(RUN).getLast()).reason();
  }

  private void assertOpen() {
    assertThat(runs.events(RUN)).noneMatch(Event.WorkerLost.class::isInstance);
    assertThat(runs.attempt(RUN)).isPresent();
  }

  @Test
  void aWorkerThatSaysNothingIsLostAndItsRunFails() throws Exception {
    FakeWorker worker = attached();
    pass(Duration.ofSeconds(4));
    assertOpen();
    pass(TICK);
    assertThat(failure()).contains("'worker-1'", "nothing heard for 4 s");
    assertThat(worker.await(KindCase.REFUSED).getRefused().getReason()).contains("nothing heard");
  }

  @Test
  void aWorkerOfAnotherMachineMayBeSilentForAsLongAsANetworkIs() throws Exception {
    ProcessIdentity far = new ProcessIdentity(1, "another boot, another namespace", "1");
    host.expect(RUN, 1, OPTIONS.silence(), WorkerOrigin.OWN, Optional.of(far));

    pass(RunHostOptions.REMOTE.silence());
    assertOpen();
    pass(TICK);

    assertThat(failure()).contains("did not attach within 1 min");
  }

  @Test
  void aWorkerOfACodeServerElsewhereThatSaysNoProcessMayBeSilentAsLong() throws Exception {
    host.expect(RUN, 1, OPTIONS.silence(), WorkerOrigin.ELSEWHERE);
    pass(RunHostOptions.REMOTE.silence());
    assertOpen();

    FakeWorker worker = FakeWorker.of(host).hello(RUN);
    worker.await(KindCase.WELCOME);
    pass(RunHostOptions.REMOTE.silence());
    assertOpen();
    pass(TICK);

    assertThat(failure()).contains("nothing heard for 1 min");
  }

  @Test
  void aWorkerOfWhichNobodyHasSaidWhoStartedItMayBeSilentAsLong() throws Exception {
    FakeWorker.of(host).hello(RUN).await(KindCase.WELCOME);
    pass(RunHostOptions.REMOTE.silence());
    assertOpen();
    pass(TICK);

    assertThat(failure()).contains("nothing heard for 1 min");
  }

  @Test
  void aWorkerOfACodeServerElsewhereThatSaysAProcessOfThisMachineIsOnIt() throws Exception {
    host.expect(RUN, 1, OPTIONS.silence(), WorkerOrigin.ELSEWHERE);
    FakeWorker worker = FakeWorker.of(host).hello(RUN, ProcessIdentity.current().orElseThrow());
    worker.await(KindCase.WELCOME);
    pass(OPTIONS.silence());
    assertOpen();
    pass(TICK);

    assertThat(failure()).contains("nothing heard for 4 s");
  }

  @Test
  void anErrorWhileEventsAreStoredEndsTheStreamAndTheyAreStoredFromTheNext() throws Exception {
    FakeWorker worker = attached();
    store.breakDown(new StackOverflowError());
    worker.say(1, new Event.RunStarted());
    worker.awaitOver();
    theNextStreamIsHeard();
  }

  @Test
  void anErrorWhileAWorkerSaysHelloEndsTheStreamAndTheNextIsHeard() throws Exception {
    store.beforeWelcome(() -> {
      throw new StackOverflowError();
    });
    FakeWorker.of(host).hello(RUN).awaitOver();
    theNextStreamIsHeard();
  }

  @Test
  void whenTooMuchIsNotStoredAStreamEndsAndItsEventsComeAgain() throws Exception {
    FakeWorker worker = attached();
    assertThat(host.underWay().begin(Long.MAX_VALUE / 2)).isTrue();
    worker.say(1, new Event.RunStarted());
    worker.awaitOver();
    host.underWay().end(Long.MAX_VALUE / 2);
    theNextStreamIsHeard();
  }

  private void theNextStreamIsHeard() throws InterruptedException {
    FakeWorker next = attached();
    next.say(1, new Event.RunStarted());
    assertThat(next.await(KindCase.ACKNOWLEDGED).getAcknowledged().getSequence()).isEqualTo(1);
    next.say(2, new Event.RunSucceeded(Duration.ZERO));
    assertThat(runs.awaitEnd(RUN)).hasSize(2);
  }

  @Test
  void aWorkerWhoseProcessIsGoneWhenItsHostStartsAgainIsNotWaitedFor() throws Exception {
    ProcessIdentity here = ProcessIdentity.current().orElseThrow();
    ProcessIdentity gone = new ProcessIdentity(Long.MAX_VALUE, here.machine(), "1");
    host.expect(RUN, 1, OPTIONS.silence(), WorkerOrigin.OWN, Optional.of(gone));
    pass(TICK.multipliedBy(2));
    assertThat(failure()).contains("its process is gone");
  }

  /// On a busy machine a host that has just started is slow to hear, and its worker to come back.
  @Test
  void aWorkerWhoseProcessLivesIsWaitedForAsIfItWereElsewhere() throws Exception {
    host.expect(RUN, 1, OPTIONS.silence(), WorkerOrigin.OWN, ProcessIdentity.current());
    pass(Duration.ofMinutes(1));
    assertOpen();
    pass(TICK);
    assertThat(failure()).contains("it did not attach within 1 min");
  }

  @Test
  void aWorkerThatNeverAttachesIsLostAfterTheTimeThatItHad() throws Exception {
    host.expect(RUN, 1, Duration.ofMinutes(2), WorkerOrigin.OWN);
    pass(Duration.ofMinutes(2));
    assertOpen();
    pass(TICK);
    assertThat(failure()).contains("it did not attach within 2 min").doesNotContain("heard");
  }

  @Test
  void aWorkerThatIsAwaitedLongerIsLostAfterThat() throws Exception {
    host.expect(RUN, 1);
    pass(Duration.ofSeconds(3));
    host.awaitLonger(RUN, 1, Duration.ofMinutes(1));
    pass(Duration.ofSeconds(30));
    host.awaitLonger(RUN, 1, OPTIONS.silence());
    pass(Duration.ofSeconds(30));
    assertOpen();
    pass(TICK);
    assertThat(failure()).contains("it did not attach within 1 min");
  }

  @Test
  void whoHasAttachedIsNotAwaitedLonger() throws Exception {
    attached();
    host.awaitLonger(RUN, 1, Duration.ofMinutes(1));
    pass(Duration.ofSeconds(5));
    assertThat(failure()).contains("nothing heard for 4 s");
  }

  @Test
  void aSilentWorkerIsLostAlsoWhileTheStoreAnswersLate() throws Exception {
    attached();
    store.beforeAnswer(() -> clock.pass(Duration.ofSeconds(2)));
    pass(Duration.ofSeconds(5));
    assertOpen();
    pass(Duration.ofSeconds(5));
    assertThat(failure()).contains("nothing heard for 4 s");
  }

  @Test
  void aWorkerThatAnotherAttemptReplacesMayStillComeBeforeThatIsStarted() throws Exception {
    host.close();
    host = new RunHost(store, new MemoryComputeLogs(), new Resuming(), OPTIONS, clock.clocks());
    host.expect(RUN, 1);
    pass(Duration.ofSeconds(5));
    while (host.knows(RUN, 1)) {
      Thread.onSpinWait();
    }
    FakeWorker late = attached();
    late.say(1, new Event.RunStarted());
    late.await(KindCase.ACKNOWLEDGED);
    assertThat(host.hears(RUN, 1)).isTrue();
  }

  @Test
  void aWorkerThatBeatsIsNotLost() throws Exception {
    FakeWorker worker = attached();
    for (int i = 0; i < 20; i++) {
      pass(Duration.ofSeconds(1));
      worker.beat();
    }
    assertOpen();
  }

  @Test
  void aWallClockThatIsSetLosesNobody() throws Exception {
    FakeWorker worker = attached();
    clock.set(Duration.ofHours(1));
    host.look();
    clock.set(Duration.ofHours(-2));
    host.look();
    assertOpen();
    worker.say(1, new Event.RunStarted());
    worker.await(KindCase.ACKNOWLEDGED);
  }

  @Test
  void aHostThatWasStoppedForAMinuteHearsItsWorkersFirst() throws Exception {
    FakeWorker worker = attached();
    clock.pass(Duration.ofMinutes(1));
    host.look();
    assertOpen();
    worker.beat();
    pass(Duration.ofSeconds(4));
    assertOpen();
    pass(TICK);
    assertThat(failure()).contains("nothing heard");
  }

  @Test
  void aWorkerWhoseStoreIsAwayIsNotLostWhenItComesBackWithTheStore() throws Exception {
    FakeWorker worker = attached();
    store.leave();
    worker.say(1, new Event.RunStarted());
    worker.awaitOver();
    for (int second = 0; second < 60; second++) {
      FakeWorker.of(host).hello(RUN).awaitOver();
      pass(Duration.ofSeconds(1));
    }
    store.comeBack();
    pass(Duration.ofSeconds(1));
    assertOpen();
    FakeWorker back = attached();
    back.say(1, new Event.RunStarted());
    back.await(KindCase.ACKNOWLEDGED);
    assertOpen();
  }

  @Test
  void aWorkerIsNotLostWhileItsStoreIsAwayButAfterwards() throws Exception {
    attached();
    store.leave();
    pass(Duration.ofMinutes(1));
    assertThat(store.failures()).isPositive();
    store.comeBack();
    pass(TICK);
    assertOpen();
    pass(Duration.ofSeconds(5));
    assertThat(failure()).contains("nothing heard");
  }

  @Test
  void aWorkerWhoseRunIsClosedWhileItSaysHelloIsRefused() throws Exception {
    host.expect(RUN, 1);
    store.beforeWelcome(() -> {
      host.workerEnded(RUN, 1, "exit code 137");
      awaitEnd();
    });
    FakeWorker worker = FakeWorker.of(host).hello(RUN);
    assertThat(worker.await(KindCase.REFUSED).getRefused().getReason())
        .containsAnyOf("has ended", "ends its run");
  }

  @Test
  void aWorkerWhoseRunIsBeingClosedIsRefused() throws Exception {
    FakeWorker first = attached();
    CountDownLatch hold = store.hold();
    first.giveUp("nothing works");
    first.await(KindCase.REFUSED);
    FakeWorker again = FakeWorker.of(host).hello(RUN);
    assertThat(again.await(KindCase.REFUSED).getRefused().getReason()).contains("lost");
    hold.countDown();
    assertThat(failure()).contains("nothing works");
  }

  private void awaitEnd() {
    try {
      runs.awaitEnd(RUN);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aWorkerWhoseRunSomebodyElseHasEndedIsRefusedWithItsNextEvents() throws Exception {
    FakeWorker worker = attached();
    byte[] end = EventCodec.encode(Instant.EPOCH, new Event.RunCanceled("not wanted"));
    var _ = runs.append(new EventBatch(RUN, 1, Producer.HOST, 1, List.of(end)));
    worker.say(1, new Event.RunStarted());
    assertThat(worker.await(KindCase.REFUSED).getRefused().getReason()).contains("has ended");
  }

  @Test
  void aWorkerThatSaysTheEndOfItsRunIsNotRefused() throws Exception {
    FakeWorker worker = attached();
    worker.say(1, new Event.RunStarted(), new Event.RunSucceeded(Duration.ZERO));
    assertThat(worker.await(KindCase.ACKNOWLEDGED).getAcknowledged().getSequence()).isEqualTo(2);
    worker.end();
    worker.awaitOver();
  }

  @Test
  void aStoreThatKeepsEventsWaitingHidesNoHeartbeats() throws Exception {
    FakeWorker worker = attached();
    CountDownLatch hold = store.hold();
    worker.say(1, new Event.RunStarted());
    for (int i = 0; i < 20; i++) {
      worker.beat();
      pass(Duration.ofSeconds(1));
    }
    hold.countDown();
    worker.await(KindCase.ACKNOWLEDGED);
    assertOpen();
  }

  @Test
  void aRunOfMoreOpenStepsThanABatchHoldsIsClosed() throws Exception {
    int steps = 2 * EventBatch.MOST_EVENTS + 100;
    start(
        Plan.of(
            "wide",
            "v1",
            IntStream.range(0, steps).mapToObj(i -> step(StepKey.of("step_" + i))).toList()));
    attached();
    host.workerEnded(RUN, 1, "exit code 137");
    List<Event> events = runs.awaitEnd(RUN);
    assertThat(events).filteredOn(Event.StepCanceled.class::isInstance).hasSize(steps);
    assertThat(events.getLast()).isInstanceOf(Event.RunFailed.class);
  }

  private static Plan.Step step(StepKey key) {
    return new Plan.Step(
        key,
        NodeKind.OP,
        List.of(),
        List.of(),
        new LinkedHashMap<>(),
        List.of(),
        List.of(new Plan.Output(Plan.Output.RESULT, true, Optional.empty())),
        Plan.Options.PLAIN,
        Optional.empty());
  }

  @Test
  void aWorkerThatGivesUpEndsItsRunWithTheReason() throws Exception {
    FakeWorker worker = attached();
    worker.say(1, new Event.RunStarted());
    worker.giveUp("the plan cannot be read");
    assertThat(failure()).contains("it gave up: the plan cannot be read");
    worker.await(KindCase.REFUSED);
  }

  @Test
  void aWorkerThatSendsWhatIsNoEventEndsItsRunWithTheReason() throws Exception {
    FakeWorker worker = attached();
    worker.send(5, ByteString.copyFromUtf8("?"));
    assertThat(failure()).contains("number 1 on", "number 5 on");
  }

  @Test
  void aStreamThatEndsWhileTheStoreIsAwayLeavesNoThread() throws Exception {
    FakeWorker worker = attached();
    worker.print(
        PrintedText.newBuilder()
            .setStream(new PrintedStream(Optional.empty(), Event.Stream.STDOUT).toMessage())
            .setBytes(ByteString.copyFromUtf8("half a"))
            .build());
    worker.await(KindCase.PRINTED);
    List<Thread> writers = writers();
    assertThat(writers).isNotEmpty();
    store.leave();
    worker.end();
    worker.awaitOver();
    for (Thread writer : writers) {
      assertThat(writer.join(Duration.ofSeconds(60))).isTrue();
    }
  }

  private static List<Thread> writers() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("dagwerk-logs"))
        .toList();
  }
}
