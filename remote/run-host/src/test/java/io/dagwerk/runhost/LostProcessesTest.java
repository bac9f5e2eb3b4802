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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Which processes are killed of workers that a host has lost.
class LostProcessesTest {
  private static final RunId RUN = RunId.createdAt(Instant.EPOCH);
  private static final ProcessIdentity PROCESS = new ProcessIdentity(7, "a machine", "1");
  private static final Attempt FIRST = attempt(1, "here");

  private final InMemoryRuns runs = new InMemoryRuns();
  private final TroubledRuns store = new TroubledRuns(runs);
  private final Deque<Runnable> later = new ArrayDeque<>();
  private final List<ProcessIdentity> killed = new ArrayList<>();
  private final LostProcesses processes = new LostProcesses(store, later::add, killed::add);

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

  @BeforeEach
  void lose() {
    runs.start(FIRST);
    Attachment worker = new Attachment(RUN, 1, "worker", 0);
    worker.runsAs(Optional.of(PROCESS));
    processes.killOnceOver(FIRST, worker);
  }

  private void pass() {
    Optional.ofNullable(later.poll()).ifPresent(Runnable::run);
  }

  private void end() {
    byte[] end = EventCodec.encode(Instant.EPOCH, new Event.RunSucceeded(Duration.ZERO));
    var _ =
        runs.append(new EventBatch(RUN, 1, Producer.HOST, 1, List.of(end), Optional.of("here")));
  }

  @Test
  void aWorkerLivesUntilItsRunHasItsEnd() {
    pass();
    assertThat(killed).isEmpty();
    end();
    pass();
    assertThat(killed).containsExactly(PROCESS);
    assertThat(later).isEmpty();
  }

  @Test
  void aWorkerWhoseRunAnotherAttemptHasTakenUpIsKilled() {
    runs.start(attempt(2, "here"));
    pass();
    assertThat(killed).containsExactly(PROCESS);
  }

  @Test
  void aWorkerWhoseRunAnotherHostHasTakenIsLeftToThatHost() {
    runs.start(attempt(1, "there"));
    pass();
    end();
    pass();
    assertThat(killed).isEmpty();
    assertThat(later).isEmpty();
  }

  @Test
  void whileTheStoreFailsNothingIsKnown() {
    end();
    store.leave();
    pass();
    assertThat(killed).isEmpty();
    store.comeBack();
    pass();
    assertThat(killed).containsExactly(PROCESS);
  }
}
