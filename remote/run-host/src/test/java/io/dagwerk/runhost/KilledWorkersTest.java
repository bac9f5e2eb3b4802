package io.dagwerk.runhost;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.RunPolicy;
import io.dagwerk.protocol.ProcessIdentity;
import io.dagwerk.protocol.v1.RunHostProto.HostMessage.KindCase;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What becomes of the process of a worker that is lost.
class KilledWorkersTest {
  private static final RunId RUN = RunId.createdAt(Instant.EPOCH);
  private static final RunHostOptions OPTIONS =
      new RunHostOptions(Duration.ofSeconds(4), Duration.ofHours(1));

  private final InMemoryRuns runs = new InMemoryRuns();
  private final FakeClock clock = new FakeClock();
  private final RunHost host =
      new RunHost(
          new TroubledRuns(runs),
          new MemoryComputeLogs(),
          new StartedElsewhere(),
          OPTIONS,
          clock.clocks());
  private Process process;

  /// Knows no worker, as they were started by a host that is gone.
  private static final class StartedElsewhere implements Workers {
    @Override
    public void kill(RunId run, int attempt) {}

    @Override
    public boolean resumes(RunId run, LostWorker lost) {
      return false;
    }
  }

  @BeforeEach
  void start() throws IOException {
    process = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void stop() {
    host.close();
    process.destroyForcibly();
  }

  private FakeWorker attached(SequencedMap<String, String> tags) throws InterruptedException {
    runs.start(
        new Attempt(
            RUN,
            1,
            Tokens.hash(FakeWorker.TOKEN),
            Plan.of("none", "v1", List.of()),
            "default",
            ConfigTree.empty(),
            tags));
    host.expect(RUN, 1);
    FakeWorker worker =
        FakeWorker.of(host).hello(RUN, ProcessIdentity.here(process.pid()).orElseThrow());
    worker.await(KindCase.WELCOME);
    return worker;
  }

  private void fallSilent() {
    for (int i = 0; i < 10; i++) {
      clock.pass(Duration.ofMillis(500));
      host.look();
    }
  }

  @Test
  void whoTakesUpARunDoesNotMeetItsLostWorker() throws Exception {
    SequencedMap<String, String> tags = new LinkedHashMap<>();
    tags.put(RunPolicy.RESUMES, "1");
    attached(tags);

    fallSilent();

    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void aLostWorkerIsOnlyRefusedWhileItMayBeWithAnotherHost() throws Exception {
    FakeWorker worker = attached(new LinkedHashMap<>());

    fallSilent();

    worker.await(KindCase.REFUSED);
    assertThat(runs.awaitEnd(RUN).getLast()).isInstanceOf(Event.RunFailed.class);
    assertThat(process.waitFor(1, TimeUnit.SECONDS)).isFalse();
  }
}
