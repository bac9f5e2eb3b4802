package io.dagwerk.runhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.runhost.EventBatch.Producer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Which processes are killed of workers that a host has lost.
class LostProcessesTest {
  private static final RunId RUN = RunId.createdAt(Instant.EPOCH);
  private static final Duration GRACE = Duration.ofSeconds(15);

  /// It lives, and is not killed in truth.
  private static final ProcessIdentity PROCESS = ProcessIdentity.current().orElseThrow();

  private static final Attempt FIRST = attempt(1, "here");

  private final InMemoryRuns runs = new InMemoryRuns();
  private final TroubledRuns store = new TroubledRuns(runs);
  private final Deque<Step> later = new ArrayDeque<>();
  private final List<ProcessIdentity> killed = new ArrayList<>();
  private final LostProcesses processes =
      new LostProcesses(store, (time, step) -> later.add(new Step(time, step)), GRACE, killed::add);

  private record Step(Duration after, Runnable step) {}

  private static Attempt attempt(int number, String host) {
    return new Attempt(
        RUN,
        number,
        "token",
        Plan.of("nightly", "v1", List.of()),
        "default",
        ConfigTree.empty(),
        new LinkedHashMap<>(),
        Optional.of(host));
  }

  private void lose(ProcessIdentity process) {
    runs.start(FIRST);
    Attachment worker = new Attachment(RUN, 1, "worker", 0);
    worker.runsAs(Optional.of(process));
    processes.killOnceOver(FIRST, worker);
  }

  /// @return after which time it came
  private Duration pass() {
    Step next = later.remove();
    next.step().run();
    return next.after();
  }

  private void end() {
    byte[] end = EventCodec.encode(Instant.EPOCH, new Event.RunSucceeded(Duration.ZERO));
    var _ =
        runs.append(new EventBatch(RUN, 1, Producer.HOST, 1, List.of(end), Optional.of("here")));
  }

  @Test
  void aWorkerLivesUntilItsRunHasItsEndAndItHadTimeToHandOverWhatItPrinted() {
    lose(PROCESS);
    assertThat(pass()).isEqualTo(GRACE);
    assertThat(pass()).isEqualTo(LostProcesses.LOOK);
    end();
    assertThat(pass()).isEqualTo(LostProcesses.LOOK);
    assertThat(killed).isEmpty();
    assertThat(pass()).isEqualTo(LostProcesses.LAST_WORDS);
    assertThat(killed).containsExactly(PROCESS);
    assertThat(later).isEmpty();
  }

  @Test
  void aWorkerWhoseRunAnotherAttemptHasIsKilledAtOnce() {
    lose(PROCESS);
    runs.start(attempt(2, "here"));
    pass();
    assertThat(killed).containsExactly(PROCESS);
  }

  @Test
  void aWorkerWhoseRunAnotherHostHasTakenLivesUntilThatHasItsEnd() {
    lose(PROCESS);
    runs.start(attempt(1, "there"));
    pass();
    pass();
    assertThat(killed).isEmpty();
    end();
    pass();
    assertThat(killed).isEmpty();
    pass();
    assertThat(killed).containsExactly(PROCESS);
  }

  @Test
  void whileTheStoreFailsNothingIsKnown() {
    lose(PROCESS);
    end();
    store.leave();
    pass();
    store.comeBack();
    pass();
    assertThat(killed).isEmpty();
    pass();
    assertThat(killed).containsExactly(PROCESS);
  }

  @Test
  void aProcessThatIsGoneOrElsewhereIsNotLookedFor() {
    lose(new ProcessIdentity(Long.MAX_VALUE, PROCESS.machine(), "1"));
    pass();
    lose(new ProcessIdentity(7, "another machine", "1"));
    assertThat(later).isEmpty();
    assertThat(killed).isEmpty();
  }
}
