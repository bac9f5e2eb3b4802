package io.dagwerk.worker;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.execution.Launch;
import io.dagwerk.execution.LocalOptions;
import io.dagwerk.execution.LocalRuns;
import io.dagwerk.execution.RunRecord;
import io.dagwerk.protocol.ConfigCodec;
import io.dagwerk.protocol.EventCodec;
import io.dagwerk.protocol.PlanCodec;
import io.dagwerk.protocol.v1.CodeLocationProto.LaunchWorkerRequest;
import io.dagwerk.protocol.v1.RunHostProto.Assignment;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What a worker does while it waits for its run, so that the classes which every run needs are
/// loaded by then: a run of its own, and a word with the run host.
final class WarmUp {
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private WarmUp() {}

  /// Runs a small job whose values are files, and says in the protocol what happened.
  static void execute() throws IOException {
    Path folder = Files.createTempDirectory("dagwerk-warm-up");
    try {
      Definitions definitions = Definitions.of(List.of(job()));
      RunRecord run =
          new LocalRuns("warm_up", definitions, LocalOptions.in(folder)).run(Launch.of("warm_up"));
      run.log().forEach(it -> EventCodec.decode(EventCodec.encode(it.at(), it.event())));
      PlanCodec.decode(PlanCodec.encode(run.plan()));
      ConfigCodec.decode(ConfigCodec.encode(Launch.of("warm_up").config()));
    } finally {
      delete(folder);
    }
  }

  private static Job job() {
    return Job.named("warm_up")
        .running(graph -> {
          Op<String> first = graph.op("first", String.class).by(() -> "value");
          graph.op("second").from(first).doing(value -> System.out.println(value));
        });
  }

  private static void delete(Path folder) throws IOException {
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
    try (HostLink link = new HostLink(channel, identity, listener, new Spool(spool))) {
      link.start();
      var _ = refused.await(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    }
  }
}
