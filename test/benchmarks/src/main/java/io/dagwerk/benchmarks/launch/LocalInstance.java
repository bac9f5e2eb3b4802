package io.dagwerk.benchmarks.launch;

import io.dagwerk.codeclient.Answer;
import io.dagwerk.codeclient.CodeLocation;
import io.dagwerk.codeclient.CodeServerProcess;
import io.dagwerk.codeclient.Completed;
import io.dagwerk.codeclient.LaunchWorker;
import io.dagwerk.codeclient.LaunchedWorker;
import io.dagwerk.codeclient.LaunchedWorker.Start;
import io.dagwerk.codeclient.RunParts;
import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.plan.LocationIndex;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.Planner;
import io.dagwerk.protocol.LocationSpec;
import io.dagwerk.runhost.Attempt;
import io.dagwerk.runhost.LostWorker;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.runhost.RunHostServer;
import io.dagwerk.runhost.Tokens;
import io.dagwerk.runhost.Workers;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A run host in this process with its store in memory, and a code server of its own. Thread-safe.
final class LocalInstance implements AutoCloseable, Workers {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final RunsInMemory runs = new RunsInMemory();
  private final RunHost host;
  private final RunHostServer server;
  private final CodeServerProcess codeServer;
  private final CodeLocation location;

  /// How a run was launched.
  record Launched(RunId run, Instant asked, Start start) {}

  /// @param engine the class path of code server and workers
  /// @param code the class path of `pipeline.Pipeline`
  LocalInstance(List<Path> engine, Path code, int spares) throws Exception {
    this.host =
        new RunHost(
            runs,
            new MemoryComputeLogs(),
            this,
            new RunHostOptions(PATIENCE, RunHostOptions.LOCAL.cancelGrace()),
            InstantSource.system());
    this.server = RunHostServer.start(host, 0);
    List<String> arguments =
        new LocationSpec(
                "pipeline", "pipeline.Pipeline", List.of(code), code.resolveSibling("storage"))
            .arguments();
    this.codeServer =
        CodeServerProcess.start(
            new CodeServerProcess.Command(
                engine, arguments, spares, address(), Optional.of(code.resolveSibling("cache"))));
    this.location =
        CodeLocation.at(codeServer.address().get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    location.watch(ended -> host.workerEnded(ended.run(), ended.attempt(), ended.how()), _ -> {});
  }

  private String address() {
    return server.address();
  }

  /// Asks the code server what it defines.
  LocationIndex describe() {
    return LocationIndex.of(given(location.describe(PATIENCE)));
  }

  /// From the request for the job `one` up to the worker that has it.
  Launched launch(LocationIndex index) {
    Instant asked = Instant.now();
    Completed completed = given(location.complete(RunParts.of("one"), PATIENCE));
    if (!(completed instanceof Completed.Complete(RunParts parts))) {
      throw new IllegalStateException(completed.toString());
    }
    RunId run = RunId.createdAt(asked);
    String token = Tokens.create();
    runs.start(
        new Attempt(
            run,
            1,
            Tokens.hash(token),
            plan(index),
            parts.mode().orElseThrow(),
            parts.config(),
            parts.tags()));
    host.expect(run, 1);
    LaunchedWorker worker =
        given(location.launch(new LaunchWorker(run, 1, token, address()), PATIENCE));
    return new Launched(run, asked, worker.start());
  }

  private static Plan plan(LocationIndex index) {
    return switch (Planner.plan(PlanRequest.ofJob(index, "one", Moment.at(Instant.now())))) {
      case Planner.Result.Planned planned -> planned.plan();
      case Planner.Result.Refused refused ->
          throw new IllegalStateException(refused.problems().toString());
    };
  }

  void awaitSuccess(RunId run) throws InterruptedException {
    runs.awaitSuccess(run);
  }

  private static <T> T given(Answer<T> answer) {
    return switch (answer) {
      case Answer.Given<T>(T given) -> given;
      case Answer.Missing<T>(ErrorInfo error) -> throw new IllegalStateException(error.summary());
    };
  }

  ProcessHandle codeServer() {
    return ProcessHandle.of(codeServer.pid()).orElseThrow();
  }

  @Override
  public void kill(RunId run, int attempt) {
    var _ = location.stop(run, attempt, PATIENCE);
  }

  @Override
  public boolean resumes(RunId run, LostWorker lost) {
    return false;
  }

  @Override
  public void close() {
    location.close();
    codeServer.close();
    host.close();
    server.close();
  }
}
