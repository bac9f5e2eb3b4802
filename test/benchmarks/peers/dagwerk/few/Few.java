import io.dagwerk.definitions.*;
import io.dagwerk.model.Isolation;
import java.io.IOException;
import java.nio.file.*;
import java.time.Instant;
import java.util.*;
import java.util.function.Consumer;
import java.util.stream.*;

/** Jobs and ten assets of known sizes; their twins are in dagster/few.py. */
public final class Few implements CodeLocation {
  @Override
  public Definitions definitions() {
    List<Definition> all = new ArrayList<>();
    all.addAll(twice("one", graph -> graph.op("stamped").from(Input.context()).doing(Few::stamp)));
    all.addAll(twice("wait", graph -> graph.op("waiting").from(Input.context()).doing(Few::await)));
    all.addAll(twice("chain40", Few::chain));
    all.addAll(twice("layers900", Few::layers));
    all.addAll(twice("fan200", Few::fan));
    Asset<Void> above = Asset.named("asset_0", Void.class).doing(() -> {});
    all.add(above);
    for (int i = 1; i < 10; i++) {
      above = Asset.named("asset_" + i, Void.class).after(above).doing(() -> {});
      all.add(above);
    }
    return Definitions.of(all);
  }

  /** The job as it is by default, and with runs that share a process. */
  private static List<Job> twice(String name, Consumer<Graph> wiring) {
    return List.of(
        Job.named(name).running(wiring),
        Job.named(name + "_best").isolation(Isolation.SHARED).running(wiring));
  }

  /** Writes down when the first line of a step was reached, and in which process. */
  private static void stamp(Context context) throws IOException {
    Instant now = Instant.now();
    Path file = Path.of(System.getenv("STAMPS"), context.runId().toString());
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
    Files.writeString(whole, nanos + " " + ProcessHandle.current().pid());
    Files.move(whole, file);
  }

  private static void await(Context context) throws Exception {
    stamp(context);
    Thread.sleep(600_000);
  }

  private static void chain(Graph graph) {
    Op<Integer> last = graph.op("chain_0", Integer.class).by(() -> 1);
    for (int i = 1; i < 40; i++) {
      last = graph.op("chain_" + i, Integer.class).from(last).by(value -> value);
    }
  }

  private static void layers(Graph graph) {
    List<Op<Integer>> above = List.of();
    for (int layer = 0; layer < 30; layer++) {
      List<Op<Integer>> made = new ArrayList<>();
      for (int i = 0; i < 30; i++) {
        Op.Builder<Integer> op = graph.op("op_%d_%d".formatted(layer, i), Integer.class);
        made.add(
            above.isEmpty()
                ? op.by(() -> 1)
                : op.from(above.get(i), above.get((i + 1) % 30), above.get((i + 2) % 30))
                    .by((a, b, c) -> a));
      }
      above = made;
    }
  }

  private static void fan(Graph graph) {
    Input<List<Integer>> all =
        graph
            .fanOut("elements", Integer.class)
            .by(() -> IntStream.range(0, 200).boxed().toList())
            .each((each, element) ->
                each.op("each_element", Integer.class).from(element).by(value -> value));
    graph.op("count", Integer.class).from(all).by(List::size);
  }
}
