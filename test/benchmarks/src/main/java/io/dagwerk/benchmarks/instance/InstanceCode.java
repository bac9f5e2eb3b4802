package io.dagwerk.benchmarks.instance;

import io.dagwerk.benchmarks.launch.UserSources;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The user code of an instance under measurement: a location whose ops do nothing.
///
/// @param classPath what its code server loads
/// @param stamps where the first line of the job `one` writes down when it is reached, in a file
///   with the run's id as its name
record InstanceCode(List<Path> classPath, Path stamps) {
  static final String DEFINITIONS = "pipeline.Pipeline";
  static final String LOCATION = "pipeline";

  private static final String TEXT =
      """
      package pipeline;

      import io.dagwerk.definitions.*;
      import io.dagwerk.model.Isolation;
      import java.lang.management.ManagementFactory;
      import java.nio.file.*;
      import java.time.Instant;
      import java.util.*;
      import java.util.stream.*;

      public final class Pipeline implements CodeLocation {
        final Job one =
            Job.named("one").running(graph -> graph.op("stamp").from(Input.context()).doing(Pipeline::stamp));
        final Job oneShared =
            Job.named("one_shared")
                .isolation(Isolation.SHARED)
                .running(graph -> graph.op("stamp").from(Input.context()).doing(Pipeline::stamp));
        final Job noop = Job.named("noop").running(graph -> graph.op("nothing").doing(() -> {}));
        final Job noopShared =
            Job.named("noop_shared")
                .isolation(Isolation.SHARED)
                .running(graph -> graph.op("nothing").doing(() -> {}));
        final Job wait = Job.named("wait").running(graph -> graph.op("wait").doing(() -> Thread.sleep(600_000)));
        final Job print200 = Job.named("print200").running(graph -> graph.op("print").doing(Pipeline::print));
        final Job flood = Job.named("flood").running(graph -> graph.op("flood").doing(Pipeline::flood));
        final Job chain40 = Job.named("chain40").running(graph -> chain(graph, 40));
        final Job chain200 = Job.named("chain200").running(graph -> chain(graph, 200));
        final Job values40 = Job.named("values40").running(graph -> values(graph, 40));
        final Job layers = Job.named("layers").running(graph -> layers(graph, 30, 30));
        final Job fan200 = Job.named("fan200").running(graph -> fan(graph, 200));
        final Job processes40 =
            Job.named("processes40").executor(Executor.processes(2)).running(graph -> independent(graph, 40));
        final Job paced = Job.named("paced").running(graph -> paced(graph, 8));
        final List<Asset<Void>> assets =
            IntStream.range(0, 100).mapToObj(i -> Asset.named("asset_" + i, Void.class).doing(() -> {})).toList();
        final Job materialize = Job.named("materialize").materializing(assets.toArray(Asset[]::new));

        public Definitions definitions() {
          return Definitions.in(this)@AND@;
        }

        static void stamp(Context context) throws Exception {
          Instant now = Instant.now();
          long started = ManagementFactory.getRuntimeMXBean().getStartTime();
          Path file = Path.of("@FOLDER@", context.runId().toString());
          Files.writeString(file.resolveSibling(file.getFileName() + ".new"), now + " " + Instant.ofEpochMilli(started));
          Files.move(file.resolveSibling(file.getFileName() + ".new"), file);
        }

        static void print() {
          String line = "x".repeat(99);
          for (int i = 0; i < 2_000_000; i++) {
            System.out.println(line);
          }
        }

        static void flood() {
          Path enough = Path.of("@FOLDER@", "enough");
          String line = "x".repeat(99);
          while (!Files.exists(enough)) {
            for (int i = 0; i < 1_000; i++) {
              System.out.println(line);
            }
          }
        }

        static void chain(Graph graph, int ops) {
          Op<Void> last = graph.op("op_0").doing(() -> {});
          for (int i = 1; i < ops; i++) {
            last = graph.op("op_" + i).after(last).doing(() -> {});
          }
        }

        static void independent(Graph graph, int ops) {
          for (int i = 0; i < ops; i++) {
            graph.op("op_" + i).doing(() -> {});
          }
        }

        /// Steps in processes and on threads, with pauses in which processes may start.
        static void paced(Graph graph, int ops) {
          Op<Void> last = graph.op("own_0").isolated().doing(() -> {});
          for (int i = 1; i <= ops; i++) {
            last = graph.op("pause_" + i).after(last).doing(() -> Thread.sleep(2_000));
            last = graph.op("thread_" + i).after(last).doing(() -> {});
            last = graph.op("own_" + i).after(last).isolated().doing(() -> {});
          }
        }

        static void values(Graph graph, int ops) {
          Op<Integer> last = graph.op("op_0", Integer.class).by(() -> 1);
          for (int i = 1; i < ops; i++) {
            last = graph.op("op_" + i, Integer.class).from(last).by(value -> value);
          }
        }

        static void layers(Graph graph, int layers, int width) {
          List<Op<Void>> above = List.of();
          for (int layer = 0; layer < layers; layer++) {
            List<Op<Void>> made = new ArrayList<>();
            for (int i = 0; i < width; i++) {
              Op.Builder<Void> op = graph.op("op_" + layer + "_" + i);
              made.add(
                  above.isEmpty()
                      ? op.doing(() -> {})
                      : op.after(above.get(i), above.get((i + 1) % width), above.get((i + 2) % width)).doing(() -> {}));
            }
            above = made;
          }
        }

        static void fan(Graph graph, int elements) {
          graph
              .fanOut("elements", Integer.class)
              .by(() -> IntStream.range(0, elements).boxed().toList())
              .each((each, element) -> each.op("each").from(element).doing(value -> {}));
        }
      }
      """;

  /// Compiles the location.
  ///
  /// @param beside the class path of the flights example, whose definitions the location has too;
  ///   empty for none
  static InstanceCode compile(Path folder, List<Path> engine, List<Path> beside)
      throws IOException {
    String and =
        beside.isEmpty()
            ? ""
            : ".and(new io.dagwerk.examples.flights.FlightsLocation().definitions())";
    List<Path> compileAgainst = new ArrayList<>(beside);
    compileAgainst.addAll(engine);
    Path classes =
        UserSources.compile(folder, Map.of("Pipeline", TEXT.replace("@AND@", and)), compileAgainst);
    List<Path> classPath = new ArrayList<>(List.of(classes));
    classPath.addAll(beside);
    return new InstanceCode(classPath, folder);
  }
}
