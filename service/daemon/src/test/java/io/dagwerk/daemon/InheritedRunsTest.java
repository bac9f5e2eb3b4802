package io.dagwerk.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.RunHostAddress;
import io.dagwerk.runhost.Attempt;
import io.dagwerk.runhost.Clocks;
import io.dagwerk.runhost.LostWorker;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.runhost.Tokens;
import io.dagwerk.runhost.WorkerOrigin;
import io.dagwerk.runhost.Workers;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which of the runs that earlier hosts have left are started again, when no worker comes.
class InheritedRunsTest {
  private static final Instant NOW = Instant.parse("2001-01-31T12:00:00Z");
  private static final Duration WITHIN = Duration.ofHours(1);

  private final HeldStorage storage = new HeldStorage();
  private final StoredRuns runs =
      new StoredRuns(
          storage.storage(),
          new Contents(storage.storage().snapshots()),
          InstanceKey.create(),
          () -> {},
          new Metrics());
  private final RunHost host =
      new RunHost(
          runs,
          new MemoryComputeLogs(),
          new NoWorkers(),
          new RunHostOptions(WITHIN, WITHIN),
          InstantSource.fixed(NOW));
  private final InheritedRuns inherited =
      new InheritedRuns(storage.storage(), runs, new NoCode(), host);
  private RunId run;

  private static final class NoWorkers implements Workers {
    @Override
    public void kill(RunId run, int attempt) {}

    @Override
    public boolean resumes(RunId run, LostWorker lost) {
      return false;
    }
  }

  /// Code of which no run is started.
  private static final class NoCode implements RunCode {
    @Override
    public Optional<String> unready(String location) {
      return Optional.of("it is loading");
    }

    @Override
    public WorkerOrigin origin(String location) {
      return WorkerOrigin.ELSEWHERE;
    }

    @Override
    public Optional<Kept> keep(String location, RunId run, int attempt) {
      return Optional.empty();
    }
  }

  @BeforeEach
  void start() {
    run = storage.queuedRun(NOW);
    storage.start(run, NOW);
  }

  @AfterEach
  void stop() {
    host.close();
    runs.close();
  }

  private void takeUp() {
    inherited.takeUp(InheritedRuns.all(storage.storage().runs(), InheritedRuns.underWay()), WITHIN);
  }

  private void say(Event event) {
    var _ = runs.move(run, Optional.empty(), NOW, List.of(new Event.RunStarted(), event));
  }

  @Test
  void aRunThatWasStartingIsAwaitedAndStartedAgain() {
    takeUp();
    assertThat(host.knows(run, 1)).isTrue();
    assertThat(host.hears(run, 1)).isFalse();
    assertThat(inherited.isUnstarted(run, 1)).isTrue();
  }

  @Test
  void aRunThatThisHostHasStartedItselfIsNotInherited() {
    assertThat(inherited.isUnstarted(run, 1)).isFalse();
  }

  @Test
  void aRunOfAnotherAttemptIsNotStartedAgainForTheEarlierOne() {
    takeUp();
    var _ = runs.move(run, Optional.empty(), NOW, List.of(new Event.RunAttemptStarted(2)));
    assertThat(inherited.isUnstarted(run, 1)).isFalse();
    assertThat(inherited.isUnstarted(run, 2)).isFalse();
  }

  @Test
  void aRunThatHasBegunIsAwaitedAndNotStartedAgain() {
    say(new Event.RunStarted());
    takeUp();
    assertThat(host.knows(run, 1)).isTrue();
    assertThat(inherited.isUnstarted(run, 1)).isFalse();
  }

  @Test
  void aRunThatIsCanceledIsNotStartedAgain() {
    takeUp();
    say(new Event.RunCanceling("enough"));
    assertThat(inherited.isUnstarted(run, 1)).isFalse();
  }

  @Test
  void aRunWhoseWorkerHasComeIsNotStartedAgainThoughItsLogSaysNothingYet() {
    Hosts hosts =
        new Hosts(
            storage.storage().leases(),
            "a",
            Clocks.of(InstantSource.fixed(NOW)),
            () -> HostNote.CLOSED);
    HostStanding standing =
        new HostStanding(
            hosts, storage.storage().runs(), inherited::attached, runs::forgetWhatIsKnown);
    takeUp();
    Attempt attempt =
        new Attempt(
            run,
            1,
            Tokens.hash(Tokens.create()),
            Plan.of("nightly", "v1", List.of()),
            "default",
            ConfigTree.empty(),
            new LinkedHashMap<>());

    assertThat(standing.isTaken(attempt)).isTrue();

    assertThat(inherited.isUnstarted(run, 1)).isFalse();
  }

  @Test
  void whoStartsItsOwnRunsAloneIsActiveOnlyWhileNobodyStartsAll() {
    Clocks clocks = Clocks.of(InstantSource.fixed(NOW));
    Hosts command = new Hosts(storage.storage().leases(), "a", clocks, () -> HostNote.CLOSED);
    Hosts server =
        new Hosts(
            storage.storage().leases(),
            "b",
            clocks,
            () ->
                new HostNote(
                    1,
                    1,
                    List.of(),
                    "",
                    Optional.of(RunHostAddress.plain("127.0.0.1:1")),
                    Optional.empty()));
    HostWork work = work(command, Optional.of(new OwnRuns()));
    work.turn();
    assertThat(work.mayBeActive()).isTrue();
    server.turn();
    work.turn();
    assertThat(work.mayBeActive()).isFalse();
    assertThat(work(command, Optional.empty()).mayBeActive()).isTrue();
  }

  private HostWork work(Hosts hosts, Optional<OwnRuns> own) {
    Givings givings =
        new Givings(storage.storage().runs(), hosts, Clocks.of(InstantSource.fixed(NOW)));
    return new HostWork(
        new HostWork.Known(storage.storage().runs(), runs, inherited, givings, own),
        hosts,
        host,
        WITHIN,
        () -> {});
  }
}
