package io.dagwerk.benchmarks.examples;

import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Jobs whose ops do nothing, so that what takes time is Dagwerk.
public final class Jobs {
  private Jobs() {}

  /// Ops one after the other, each of which hands on the value of the one before.
  public static Definitions chain(int ops) {
    return job(graph -> {
      Op<Integer> last = graph.op("op_0", Integer.class).by(() -> 1);
      for (int i = 1; i < ops; i++) {
        last = graph.op("op_" + i, Integer.class).from(last).by(value -> value);
      }
    });
  }

  /// Ops that know nothing of each other.
  public static Definitions wide(int ops) {
    return job(graph -> {
      for (int i = 0; i < ops; i++) {
        graph.op("op_" + i, Integer.class).by(() -> 1);
      }
    });
  }

  /// Layers of ops, each of which reads three of the layer before.
  public static Definitions layers(int layers, int width) {
    return job(graph -> {
      List<Op<Integer>> above = List.of();
      for (int layer = 0; layer < layers; layer++) {
        above = layer(graph, layer, width, above);
      }
    });
  }

  private static List<Op<Integer>> layer(
      Graph graph, int layer, int width, List<Op<Integer>> above) {
    List<Op<Integer>> made = new ArrayList<>();
    for (int i = 0; i < width; i++) {
      Op.Builder<Integer> op = graph.op("op_%d_%d".formatted(layer, i), Integer.class);
      made.add(
          above.isEmpty()
              ? op.by(() -> 1)
              : op.from(above.get(i), above.get((i + 1) % width), above.get((i + 2) % width))
                  .by((a, b, c) -> a));
    }
    return made;
  }

  /// An op for each of so many elements, and one that reads all results.
  public static Definitions fanOut(int elements) {
    return job(graph -> {
      Input<List<Integer>> all =
          graph
              .fanOut("elements", Integer.class)
              .by(() -> IntStream.range(0, elements).boxed().toList())
              .each((each, element) ->
                  each.op("each", Integer.class).from(element).by(value -> value));
      graph.op("count", Integer.class).from(all).by(List::size);
    });
  }

  private static Definitions job(java.util.function.Consumer<Graph> wiring) {
    return Definitions.of(List.of(Job.named("job").running(wiring)));
  }
}
