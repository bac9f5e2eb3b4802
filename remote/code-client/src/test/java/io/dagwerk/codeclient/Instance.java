package io.dagwerk.codeclient;

import io.dagwerk.model.ErrorInfo;
import io.dagwerk.model.Event;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.model.SizeLimits;
import io.dagwerk.model.StepKey;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.Planner;
import io.dagwerk.protocol.LocationSpec;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.runhost.Attempt;
import io.dagwerk.runhost.InMemoryRuns;
import io.dagwerk.runhost.LostWorker;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.runhost.Tokens;
import io.dagwerk.runhost.Workers;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.LogKey;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import io.dagwerk.testsupport.UserCode;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// One location with real processes: a code server, its workers, and a run host that keeps logs in
/// memory.
final class Instance implements AutoCloseable, Workers {
  static final Duration PATIENCE = Duration.ofSeconds(60);

  private final InMemoryRuns runs = new InMemoryRuns();
  private final ComputeLogs logs = new MemoryComputeLogs();
  private final List<RunId> resumed = new CopyOnWriteArrayList<>();
  private final List<RunId> started = new CopyOnWriteArrayList<>();
  private final CodeServerProcess codeServer;
  private final CodeLocation location;
  private final RunHost host;
  private final Server server;

  Instance(UserCode code, Path storage, Duration cancelGrace, int spares) throws Exception {
    this.host =
        new RunHost(
            runs,
            logs,
            this,
            new RunHostOptions(RunHostOptions.LOCAL.silence().multipliedBy(5), cancelGrace),
            InstantSource.system());
    this.server = serve(host);
    this.codeServer =
        CodeServerProcess.start(
            new CodeServerProcess.Command(
                engine(),
                new LocationSpec("pipeline", "pipeline.Pipeline", code.classPath(), storage)
                    .arguments(),
                spares,
                address()));
    this.location =
        CodeLocation.of(
            codeServer,
            codeServer.address().get(PATIENCE.toSeconds(), TimeUnit.SECONDS),
            SizeLimits.DEFAULT);
    location.watch(
        ended -> host.workerEnded(ended.run(), ended.attempt(), ended.how(), ended.crashReport()),
        _ -> {});
  }

  private static Server serve(RunHost host) throws IOException {
    return NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .addService(host.service())
        .maxInboundMessageSize(Protocol.LARGEST_MESSAGE)
        .permitKeepAliveTime(1, TimeUnit.SECONDS)
        .build()
        .start();
  }

  private static List<Path> engine() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .toList();
  }

  private String address() {
    return "127.0.0.1:" + server.getPort();
  }

  CodeLocation location() {
    return location;
  }

  CodeServerProcess codeServer() {
    return codeServer;
  }

  InMemoryRuns runs() {
    return runs;
  }

  /// What a step of the first attempt of a run printed to one stream.
  String printed(RunId run, String step, Event.Stream stream) {
    return logs.read(
            new LogKey(run, 1, Optional.of(StepKey.parse(step)), stream), 0, ComputeLogs.MOST)
        .bytes()
        .text();
  }

  /// What the first attempt of a run printed to one stream beside its steps.
  String printed(RunId run, Event.Stream stream) {
    return logs.read(new LogKey(run, 1, Optional.empty(), stream), 0, ComputeLogs.MOST)
        .bytes()
        .text();
  }

  /// What all steps of a run printed.
  List<String> printedLines(RunId run) {
    return logs.list(run).stream()
        .flatMap(key -> logs.read(key, 0, ComputeLogs.MOST).bytes().text().lines())
        .toList();
  }

  RunHost host() {
    return host;
  }

  LocationSnapshot snapshot() {
    return location.describe(PATIENCE).find().orElseThrow();
  }

  Plan plan(String job) {
    return switch (Planner.plan(PlanRequest.ofJob(snapshot(), job, Moment.at(Instant.now())))) {
      case Planner.Result.Planned planned -> planned.plan();
      case Planner.Result.Refused refused ->
          throw new IllegalStateException(refused.problems().toString());
    };
  }

  /// Starts a run of a job.
  RunId start(String job) {
    return start(RunParts.of(job));
  }

  /// Starts a run of what is asked for.
  RunId start(RunParts asked) {
    RunId run = RunId.createdAt(Instant.now());
    start(run, 1, asked);
    return run;
  }

  /// Starts an attempt of a run, which takes it up where its log ends.
  void start(RunId run, int attempt, String job) {
    start(run, attempt, RunParts.of(job));
  }

  private void start(RunId run, int attempt, RunParts asked) {
    Completed completed = location.complete(asked, PATIENCE).find().orElseThrow();
    if (!(completed instanceof Completed.Complete(RunParts parts))) {
      throw new IllegalStateException(completed.toString());
    }
    String token = Tokens.create();
    runs.start(
        new Attempt(
            run,
            attempt,
            Tokens.hash(token),
            plan(asked.job()),
            parts.mode().orElseThrow(),
            parts.config(),
            parts.tags()));
    started.add(run);
    host.expect(run, attempt);
    Answer<LaunchedWorker> launched =
        location.launch(new LaunchWorker(run, attempt, token, address()), PATIENCE);
    if (launched instanceof Answer.Missing<LaunchedWorker>(ErrorInfo error)) {
      throw new IllegalStateException(error.summary());
    }
  }

  /// Has another attempt take up a run, whose worker is of somebody else and never comes.
  void supersede(RunId run) {
    Attempt earlier = runs.attempt(run).orElseThrow();
    runs.start(
        new Attempt(
            run,
            earlier.number() + 1,
            Tokens.hash(Tokens.create()),
            earlier.plan(),
            earlier.mode(),
            earlier.config(),
            earlier.tags()));
  }

  /// Waits until a step of the run has started.
  List<Event> awaitStepStarted(RunId run) throws InterruptedException {
    return runs.await(run, events -> events.stream().anyMatch(Event.StepStarted.class::isInstance));
  }

  @Override
  public void kill(RunId run, int attempt) {
    location.stop(run, attempt, PATIENCE);
  }

  @Override
  public boolean resumes(RunId run, LostWorker lost) {
    return resumed.contains(run) && lost.attempt() == 1;
  }

  /// Leaves a run open when the worker of its first attempt is lost.
  void resume(RunId run) {
    resumed.add(run);
  }

  /// Waits until the workers of all runs are gone, which they are when their last event is
  /// acknowledged; else they would wait for this host to come back.
  private void awaitWorkers() {
    for (RunId run : started) {
      runs.events(run).stream()
          .filter(Event.WorkerAttached.class::isInstance)
          .map(event -> ((Event.WorkerAttached) event).worker())
          .flatMap(worker ->
              ProcessHandle.of(Long.parseLong(worker.substring(worker.indexOf('-') + 1))).stream())
          .forEach(Instance::awaitEnd);
    }
  }

  private static void awaitEnd(ProcessHandle worker) {
    try {
      var _ = worker.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      worker.destroyForcibly();
      throw new IllegalStateException("a worker stays when its run is over", e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> started =
        ProcessHandle.of(codeServer.pid()).stream().flatMap(ProcessHandle::descendants).toList();
    awaitWorkers();
    host.close();
    server.shutdownNow();
    location.close();
    codeServer.close();
    // Workers whose host has gone would wait for another one, and this process for their output.
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
