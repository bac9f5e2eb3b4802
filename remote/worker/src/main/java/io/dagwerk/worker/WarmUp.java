package io.dagwerk.worker;

import com.google.protobuf.ByteString;
import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Mode;
import io.dagwerk.definitions.Op;
import io.dagwerk.execution.HostedRuns;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.LocationSnapshot;
import io.dagwerk.model.RunId;
import io.dagwerk.plan.PlanRequest;
import io.dagwerk.plan.PlanRequest.Moment;
import io.dagwerk.plan.Planner;
import io.dagwerk.protocol.ConfigCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.protocol.SnapshotCodec;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.RunHostProto.Assignment;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/// What a worker does while it waits for its run, so that the classes which every run needs are
/// loaded by then: a run of nobody's with a run host in this process, and a word with the run host
/// from which its own will come.
public final class WarmUp {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  /// The job that is run.
  public static final String JOB = "warm_up";

  private WarmUp() {}

  /// What the op of the warm-up is told.
  public record Settings(String name, int count) {}

  /// Brings a small run to its end as any other, from its attachment to its last acknowledgement.
  public static void execute() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("dagwerk-warm-up");
    LoadedCode code = code(folder);
    LaunchWorkerRequest request =
        LaunchWorkerRequest.newBuilder()
            .setRun(RunId.createdAt(Instant.now()).toString())
            .setAttempt(1)
            .setToken(JOB)
            .build();
    try (WarmUpHost host = new WarmUpHost(assignment(code.runs().snapshot()));
        RunHosts hosts = new RunHosts(folder.resolve("events"))) {
      var _ =
          new WorkerRun(
                  new WorkerRun.Executing(code, Optional.empty()),
                  request.toBuilder().setRunHost(host.address()).build(),
                  JOB,
                  OtherOutput.NONE)
              .run(hosts, hosts.spool());
    } finally {
      delete(folder);
    }
  }

  /// What is run.
  ///
  /// @param storage where its values are kept
  public static LoadedCode code(Path storage) {
    return new LoadedCode(
        UserClasses.of(List.of()),
        new HostedRuns(
            JOB,
            Definitions.of(List.of(job())),
            LocalOptions.in(storage),
            SnapshotCodec::codeVersion));
  }

  private static Assignment assignment(LocationSnapshot location) {
    Planner.Result result =
        Planner.plan(PlanRequest.ofJob(location, JOB, Moment.at(Instant.now())));
    return switch (result) {
      case Planner.Result.Planned planned ->
          Assignment.newBuilder()
              .setPlan(ByteString.copyFrom(PlanCodec.encode(planned.plan())))
              .setConfig(ByteString.copyFrom(ConfigCodec.encode(CONFIG)))
              .setMode(Mode.DEFAULT)
              .build();
      case Planner.Result.Refused refused ->
          throw new IllegalStateException("no plan of the warm-up: " + refused.problems());
    };
  }

  static final ConfigTree CONFIG =
      ConfigTree.of(
          Map.of("ops", Map.of("first", Map.of("config", Map.of("name", JOB, "count", 1)))));

  private static Job job() {
    return Job.named(JOB)
        .running(graph -> {
          Op<Settings> first =
              graph
                  .op("first", Settings.class)
                  .from(Input.config(Settings.class), Input.context())
                  .by(WarmUp::first);
          graph.op("second").from(first).doing(value -> System.out.println(value));
          graph
              .fanOut("several", Integer.class)
              .by(() -> List.of(1, 2))
              .each((each, element) -> each.op("each").from(element).doing(_ -> {}));
        });
  }

  private static Settings first(Settings settings, Context context) {
    LoggerFactory.getLogger(WarmUp.class).info("{} {}", context.runId(), settings.count());
    context.log().info("as {}", settings.name());
    context.report("count", settings.count());
    return settings;
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /// Says hello to the run host in no run's name, and is refused.
  static void greet(ManagedChannel channel, Path spool) throws InterruptedException {
    CountDownLatch refused = new CountDownLatch(1);
    HostLink.Listener listener =
        new HostLink.Listener() {
          @Override
          public void assigned(Assignment assignment) {}

          @Override
          public void canceled(String reason) {}

          @Override
          public void refused(String reason) {
            refused.countDown();
          }
        };
    LaunchWorkerRequest nobody = LaunchWorkerRequest.getDefaultInstance();
    HostLink.Identity identity =
        new HostLink.Identity(nobody.getRun(), nobody.getAttempt(), nobody.getToken(), "warm-up");
    try (HostLink link =
        new HostLink(HostLink.Channels.of(channel), identity, listener, new Spool(spool))) {
      link.start();
      var _ = refused.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
