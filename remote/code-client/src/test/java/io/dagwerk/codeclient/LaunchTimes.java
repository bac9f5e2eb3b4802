package io.dagwerk.codeclient;

import io.dagwerk.model.RunId;
import io.dagwerk.testsupport.UserCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How long it takes from asking for a run to the first line of user code, which writes the time
/// itself. Whole processes; with a store in memory, so without what a durable one costs.
///
/// Arguments: how many runs, how many spare workers, and `pause` to wait for a spare before each.
final class LaunchTimes {
  private static final String STAMP =
      """
      package pipeline;

      import io.dagwerk.definitions.CodeLocation;
      import io.dagwerk.definitions.Context;
      import io.dagwerk.definitions.Definitions;
      import io.dagwerk.definitions.Input;
      import io.dagwerk.definitions.Job;
      import java.nio.file.Files;
      import java.nio.file.Path;
      import java.time.Instant;

      public final class Pipeline implements CodeLocation {
        final Job stamp =
            Job.named("stamp")
                .running(graph ->
                    graph.op("stamp").from(Input.context()).doing(Pipeline::stamp));

        public Definitions definitions() {
          return Definitions.in(this);
        }

        static void stamp(Context context) throws Exception {
          Instant now = Instant.now();
          Files.writeString(Path.of("@FOLDER@", context.runId().toString()), now.toString());
        }
      }
      """;

  private LaunchTimes() {}

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[0]);
    int spares = Integer.parseInt(arguments[1]);
    boolean pauses = arguments.length > 2 && arguments[2].equals("pause");
    Path folder = Files.createTempDirectory("dagwerk-launch");
    UserCode code =
        UserCode.compile(folder, STAMP.replace("@FOLDER@", folder.toString()), List.of());
    try (Instance instance =
        new Instance(code, folder.resolve("storage"), Duration.ofSeconds(10), spares)) {
      List<Duration> times = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        if (pauses) {
          var _ = new CountDownLatch(1).await(4, TimeUnit.SECONDS);
        }
        times.add(time(instance, folder));
      }
      times.sort(Comparator.naturalOrder());
      System.out.printf(
          "%d launches, %d spares%s: p50 %d ms, p99 %d ms, shortest %d ms, longest %d ms%n",
          count,
          spares,
          pauses ? ", a pause before each" : "",
          times.get(count / 2).toMillis(),
          times.get(Math.min(count - 1, count * 99 / 100)).toMillis(),
          times.getFirst().toMillis(),
          times.getLast().toMillis());
    }
  }

  private static Duration time(Instance instance, Path folder)
      throws IOException, InterruptedException {
    Instant asked = Instant.now();
    RunId run = instance.start("stamp");
    instance.runs().awaitEnd(run);
    return Duration.between(asked, Instant.parse(Files.readString(folder.resolve(run.toString()))));
  }
}
