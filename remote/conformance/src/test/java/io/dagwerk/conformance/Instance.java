package io.dagwerk.conformance;

import io.dagwerk.codeclient.CodeLocation;
import io.dagwerk.codeclient.CodeServerAddress;
import io.dagwerk.codeclient.CodeServerProcess;
import io.dagwerk.codeclient.EndedWorker;
import io.dagwerk.codeclient.LaunchWorker;
import io.dagwerk.codeclient.LaunchedWorker;
import io.dagwerk.conformance.CodeServers.Starter;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Event;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.Plan;
import io.dagwerk.model.RunId;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.Planner;
import io.dagwerk.protocol.Protocol;
import io.dagwerk.protocol.v1.CodeLocationGrpc;
import io.dagwerk.runhost.Attempt;
import io.dagwerk.runhost.InMemoryRuns;
import io.dagwerk.runhost.LostWorker;
import io.dagwerk.runhost.RunHost;
import io.dagwerk.runhost.RunHostOptions;
import io.dagwerk.runhost.RunStore;
import io.dagwerk.runhost.Tokens;
import io.dagwerk.runhost.Workers;
import io.dagwerk.spi.ComputeLogs;
import io.dagwerk.spi.memory.MemoryComputeLogs;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// A code server under test, and a run host that keeps logs in memory.
final class Instance implements AutoCloseable, Workers {
  static final Duration PATIENCE = Duration.ofSeconds(40);

  private final InMemoryRuns runs = new InMemoryRuns();
  private final ComputeLogs logs = new MemoryComputeLogs();
  private final LinkedBlockingQueue<EndedWorker> ended = new LinkedBlockingQueue<>();
  private final RunStore store;
  private RunHost host;
  private Server server;
  private final CodeServerProcess codeServer;
  private final CodeServerAddress address;
  private final CodeLocation location;
  private final ManagedChannel channel;

  Instance(Starter codeServer) throws Exception {
    this(codeServer, store -> store, Tap.none());
  }

  /// @param store what the run host sees of the runs
  Instance(Starter starter, UnaryOperator<RunStore> store, Tap tap) throws Exception {
    this.store = store.apply(runs);
    this.host = newHost();
    this.server = serve(0, tap);
    this.codeServer = starter.start(runHost());
    this.address = codeServer.address().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    this.location = CodeLocation.at(address);
    this.channel = NettyChannelBuilder.forTarget(address.target()).usePlaintext().build();
    location.watch(
        worker -> {
          ended.add(worker);
          host.workerEnded(worker.run(), worker.attempt(), worker.how());
        },
        _ -> {});
  }

  /// The lines that a run printed: a worker may send them in streams or, as before 1.2, as events.
  List<String> printed(RunId run) {
    return Stream.concat(
            runs.events(run).stream()
                .filter(Event.Printed.class::isInstance)
                .map(event -> ((Event.Printed) event).line()),
            logs.list(run).stream()
                .flatMap(key -> logs.read(key, 0, ComputeLogs.MOST).bytes().text().lines()))
        .toList();
  }

  private RunHost newHost() {
    RunHostOptions options = new RunHostOptions(PATIENCE, PATIENCE);
    return new RunHost(store, logs, this, options, InstantSource.system());
  }

  private Server serve(int port, Tap tap) throws IOException {
    return NettyServerBuilder.forAddress(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
        .addService(host.service())
        .intercept(tap)
        .maxInboundMessageSize(Protocol.LARGEST_MESSAGE)
        .permitKeepAliveTime(1, TimeUnit.SECONDS)
        .build()
        .start();
  }

  /// Where workers find the run host.
  String runHost() {
    return "127.0.0.1:" + server.getPort();
  }

  /// Ends the run host, and starts another one at the same place.
  void restartHost() throws Exception {
    int port = server.getPort();
    host.close();
    server.shutdownNow().awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    host = newHost();
    server = serve(port, Tap.none());
  }

  CodeServerAddress address() {
    return address;
  }

  CodeLocation location() {
    return location;
  }

  RunHost host() {
    return host;
  }

  InMemoryRuns runs() {
    return runs;
  }

  /// The methods as they are, for what our client never says.
  CodeLocationGrpc.CodeLocationBlockingStub raw() {
    return CodeLocationGrpc.newBlockingStub(channel)
        .withWaitForReady()
        .withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  /// As [#raw], with the secret.
  CodeLocationGrpc.CodeLocationBlockingStub asked() {
    return raw().withInterceptors(address.secret().orElseThrow().shown());
  }

  LocationSnapshot snapshot() {
    return location.describe(PATIENCE).find().orElseThrow();
  }

  Plan plan() {
    return switch (Planner.plan(PlanRequest.ofJob(snapshot(), "greet", Moment.at(Instant.now())))) {
      case Planner.Result.Planned planned -> planned.plan();
      case Planner.Result.Refused refused ->
          throw new IllegalStateException(refused.problems().toString());
    };
  }

  /// Config of the op `hello`.
  static ConfigTree config(String field, String value) {
    return ConfigTree.entry(
        "ops",
        ConfigTree.entry(
            "hello", ConfigTree.entry("config", ConfigTree.entry(field, ConfigTree.of(value)))));
  }

  /// Starts a run of the job.
  RunId start(ConfigTree config) {
    return start(config, new TreeMap<>());
  }

  RunId start(ConfigTree config, SequencedMap<String, String> tags) {
    String token = Tokens.create();
    RunId run = prepare(token, config, tags);
    launch(run, token);
    return run;
  }

  /// A run whose worker is expected, and has this token.
  RunId prepare(String token, ConfigTree config, SequencedMap<String, String> tags) {
    RunId run = RunId.createdAt(Instant.now());
    runs.start(new Attempt(run, 1, Tokens.hash(token), plan(), "default", config, tags));
    host.expect(run, 1);
    return run;
  }

  LaunchedWorker launch(RunId run, String token) {
    return location
        .launch(new LaunchWorker(run, 1, token, runHost()), PATIENCE)
        .find()
        .orElseThrow();
  }

  List<Event> awaitStarted(RunId run) throws InterruptedException {
    return runs.await(run, events -> events.stream().anyMatch(Event.StepStarted.class::isInstance));
  }

  /// How the worker of a run ended.
  String awaitWorkerEnd(RunId run) throws InterruptedException {
    while (true) {
      EndedWorker next = ended.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing was told of the worker of run " + run);
      }
      if (next.run().equals(run)) {
        return next.how();
      }
    }
  }

  @Override
  public void kill(RunId run, int attempt) {
    location.stop(run, attempt, PATIENCE);
  }

  @Override
  public boolean resumes(RunId run, LostWorker lost) {
    return false;
  }

  @Override
  public void close() {
    // Workers whose host has gone would wait for another one, and this process for their output.
    List<ProcessHandle> started =
        ProcessHandle.of(codeServer.pid()).stream().flatMap(ProcessHandle::descendants).toList();
    host.close();
    server.shutdownNow();
    location.close();
    channel.shutdownNow();
    codeServer.close();
    started.forEach(ProcessHandle::destroyForcibly);
  }
}
