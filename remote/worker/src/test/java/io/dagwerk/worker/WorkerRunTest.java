package io.dagwerk.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.definitions.Mode;
import io.dagwerk.execution.SecretMask;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.Planner;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.runhost.Attempt;
import io.dagwerk.runhost.InMemoryRuns;
import io.dagwerk.runhost.LostWorker;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.runhost.Tokens;
import io.dagwerk.runhost.Workers;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkerRunTest {
  private static final RunId RUN = RunId.of("0190a6f0-5b1e-7cc4-9d3a-3f6f2f1c8a11");
  private static final String TOKEN = Tokens.create();
  private static final RunHostOptions PATIENT =
      new RunHostOptions(Duration.ofMinutes(1), Duration.ofMinutes(1));

  @TempDir private Path folder;
  private final InMemoryRuns runs = new InMemoryRuns();
  private RunHost host;
  private HostServer server;
  private ManagedChannel channel;

  private static final class NoWorkers implements Workers {
    @Override
    public void kill(RunId run, int attempt) {}

    @Override
    public boolean resumes(RunId run, LostWorker lost) {
      return false;
    }
  }

  /// Fails when the run begins.
  private static final class Broken implements OtherOutput {
    @Override
    public void begins(SecretMask secrets, Consumer<Event.Printed> prints) {
      throw new IllegalStateException("the output cannot be read");
    }

    @Override
    public void ends() {}
  }

  @BeforeEach
  void start() throws Exception {
    host =
        new RunHost(
            runs, new MemoryComputeLogs(), new NoWorkers(), PATIENT, InstantSource.system());
    server = HostServer.start(host, 0);
    channel =
        NettyChannelBuilder.forTarget(server.address())
            .usePlaintext()
            .maxInboundMessageSize(Protocol.LARGEST_MESSAGE)
            .build();
  }

  @AfterEach
  void stop() {
    channel.shutdownNow();
    host.close();
    server.close();
  }

  /// Runs the job of the warm-up, which logs this name.
  private WorkerRun.Exit run(String name, OtherOutput output) throws Exception {
    LoadedCode code = WarmUp.code(folder);
    ConfigTree config =
        ConfigTree.of(
            Map.of("ops", Map.of("first", Map.of("config", Map.of("name", name, "count", 1)))));
    runs.start(
        new Attempt(
            RUN, 1, Tokens.hash(TOKEN), plan(code), Mode.DEFAULT, config, new LinkedHashMap<>()));
    LaunchWorkerRequest request =
        LaunchWorkerRequest.newBuilder()
            .setRun(RUN.toString())
            .setAttempt(1)
            .setToken(TOKEN)
            .build();
    return new WorkerRun(
            new WorkerRun.Executing(code, Optional.empty()), request, "worker-1", output)
        .run(HostLink.Channels.of(channel), folder.resolve("events"));
  }

  private static Plan plan(LoadedCode code) {
    Planner.Result result =
        Planner.plan(
            PlanRequest.ofJob(code.runs().snapshot(), WarmUp.JOB, Moment.at(Instant.EPOCH)));
    return ((Planner.Result.Planned) result).plan();
  }

  @Test
  void aWorkerBringsItsRunToItsEnd() throws Exception {
    assertThat(run("a name", OtherOutput.NONE)).isEqualTo(WorkerRun.Exit.DONE);
    assertThat(runs.events(RUN).getLast()).isInstanceOf(Event.RunSucceeded.class);
  }

  @Test
  void aLineThatIsLargerThanAMessageIsCutAndTheRunSucceeds() throws Exception {
    String name = "x".repeat(Protocol.LARGEST_MESSAGE + 1000);
    assertThat(run(name, OtherOutput.NONE)).isEqualTo(WorkerRun.Exit.DONE);
    List<Event> events = runs.events(RUN);
    assertThat(events.getLast()).isInstanceOf(Event.RunSucceeded.class);
    assertThat(events)
        .filteredOn(Event.Logged.class::isInstance)
        .anySatisfy(event ->
            assertThat(((Event.Logged) event).message())
                .startsWith("as xxx")
                .contains("bytes are missing here: limits.logLine is 64,000"));
  }

  @Test
  void aWorkerThatCannotGoOnTellsTheHostWhyAndItsRunFails() throws Exception {
    assertThat(run("a name", new Broken())).isEqualTo(WorkerRun.Exit.FAILED);
    assertThat(runs.awaitEnd(RUN).getLast())
        .isInstanceOfSatisfying(
            Event.RunFailed.class,
            failed ->
                assertThat(failed.reason()).contains("it gave up", "the output cannot be read"));
  }

  @Test
  void aWorkerWhoseRunHasEndedIsRefusedAndRunsNothing() throws Exception {
    runs.forget(RUN);
    LoadedCode code = WarmUp.code(folder);
    LaunchWorkerRequest request =
        LaunchWorkerRequest.newBuilder().setRun(RUN.toString()).setAttempt(1).build();
    assertThat(
            new WorkerRun(
                    new WorkerRun.Executing(code, Optional.empty()),
                    request,
                    "worker-1",
                    OtherOutput.NONE)
                .run(HostLink.Channels.of(channel), folder.resolve("events")))
        .isEqualTo(WorkerRun.Exit.REFUSED);
  }
}
