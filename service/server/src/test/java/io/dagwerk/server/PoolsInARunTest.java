package io.dagwerk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.dagwerk.testsupport.UserCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The limits of `dagwerk.yaml` reach the worker of a run, by what its ops write down.
class PoolsInARunTest {
  private static final String PIPELINE =
      """
      package pipeline;

      import io.dagwerk.definitions.*;
      import java.nio.file.*;
      import java.util.concurrent.CyclicBarrier;
      import java.util.concurrent.TimeUnit;
      import java.util.concurrent.atomic.AtomicInteger;

      public final class Pipeline implements CodeLocation {
        static final AtomicInteger RUNNING = new AtomicInteger();
        static final CyclicBarrier PAIRS = new CyclicBarrier(2);

        final Job crowd =
            Job.named("crowd").executor(Executor.threads(8)).running(graph -> {
              for (int i = 0; i < 8; i++) {
                graph.op("op" + i).pool("db").doing(Pipeline::work);
              }
            });
        final Job wide =
            Job.named("wide").running(graph -> graph.op("all").pool("db", 3).doing(Pipeline::work));

        public Definitions definitions() {
          return Definitions.in(this);
        }

        static void work() throws Exception {
          int now = RUNNING.incrementAndGet();
          Files.createTempFile(Path.of("@FOLDER@"), "at-once-" + now + "-", ".mark");
          PAIRS.await(30, TimeUnit.SECONDS);
          RUNNING.decrementAndGet();
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void opsThatShareAPoolOfTwoRunTwoAtATimeAndNeverThree() throws Exception {
    UserCode code =
        UserCode.compile(folder, PIPELINE.replace("@FOLDER@", folder.toString()), List.of());
    Path settings =
        Files.writeString(
            folder.resolve("dagwerk.yaml"),
            """
            locations:
              pipeline: {definitions: pipeline.Pipeline, classPath: ['%s']}
            pools: {db: 2}
            """
                .formatted(code.classes()));
    try (HostProcess host =
        new HostProcess(folder, List.of("server", "--settings", settings.toString()))) {
      Ended run = host.dagwerk("run", "crowd");
      Ended wide = host.dagwerk("run", "wide");

      assertThat(run.code()).as(run.out() + run.err()).isZero();
      assertThat(host.calls("at-once-3")).isZero();
      assertThat(host.calls("at-once-2")).isPositive();
      assertThat(wide.code()).isEqualTo(3);
      assertThat(wide.err()).contains("step 'all' holds 3 slots of pool 'db', which has 2");
      assertThat(host.dagwerk("locations", "list").out()).contains("crowd, wide\tpools");
      assertThat(host.log())
          .contains("location 'pipeline': pools are declared (db), but their limits hold within");
    }
  }
}
