package io.dagwerk.daemon.known;

import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Output;
import io.dagwerk.definitions.Outputs;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Type;
import io.dagwerk.execution.io.MemoryIoManager;
import io.dagwerk.model.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/// A job at random: ops with one output and with several, ops without a value, and fan-outs inside
/// of fan-outs. What its steps do in a run is at random too, and the same for the same seed and
/// number of the run.
final class RandomGraph {
  @SuppressWarnings("unchecked") // the class of a generic interface
  private static final Type<IoManager<Object>> KEEPER =
      Type.of((Class<IoManager<Object>>) (Class<?>) IoManager.class);

  private static final int DEEPEST = 2;

  private final Random random;
  private final long seed;
  private final boolean forgets;
  private final String version;
  private final Output<Integer> always = Output.named("always", Integer.class);
  private final Output<Integer> maybe = Output.named("maybe", Integer.class).optional();
  private final Resource<IoManager<Object>> forgetful =
      Resource.named("forgetful", KEEPER).by(MemoryIoManager::new);
  private int number;
  private final AtomicInteger run = new AtomicInteger();

  /// @param forgets whether some outputs are kept in the memory of their run
  RandomGraph(long seed, boolean forgets) {
    this.seed = seed;
    this.forgets = forgets;
    this.version = "of " + seed;
    this.random = new Random(seed);
  }

  /// The job `job`.
  Definitions definitions(boolean memoized) {
    Job.Builder job = Job.named("job");
    return Definitions.of(
        List.of(
            forgetful,
            (memoized ? job.memoized() : job)
                .running(graph -> wire(graph, new ArrayList<>(), 0, 2 + random.nextInt(6)))));
  }

  /// Lets the steps of the next run do something else.
  void nextRun() {
    run.incrementAndGet();
  }

  /// Wires ops that read what there is.
  ///
  /// @return the last of them
  private Op<Integer> wire(Graph graph, List<Input<?>> there, int depth, int size) {
    List<Input<?>> readable = new ArrayList<>(there);
    for (int i = 0; i < size; i++) {
      switch (random.nextInt(depth < DEEPEST ? 7 : 4)) {
        case 0 -> {
          Op<Void> op = several(graph, readable);
          readable.add(op.output(always));
          readable.add(op.output(maybe));
        }
        case 1 -> {
          var op = graph.op(name("void")).version(version).from(context(), read(readable));
          op.doing((context, _) -> deed(context));
        }
        case 2, 3 -> readable.add(plain(graph, readable));
        default -> readable.add(fanOut(graph, readable, depth));
      }
    }
    return plain(graph, readable);
  }

  private Op<Integer> plain(Graph graph, List<Input<?>> readable) {
    Op.Builder<Integer> op = graph.op(name("op"), Integer.class).version(version);
    Op.Builder<Integer> kept = forgets && random.nextInt(8) == 0 ? op.storedBy(forgetful) : op;
    boolean retries = random.nextBoolean();
    return (retries ? kept.retrying(Retry.times(1)) : kept)
        .from(context(), read(readable))
        .by((context, _) -> deed(context));
  }

  private Op<Void> several(Graph graph, List<Input<?>> readable) {
    return graph
        .op(name("several"))
        .version(version)
        .outputs(always, maybe)
        .from(context(), read(readable))
        .emitting((context, _) -> {
          int value = deed(context);
          Outputs outputs = Outputs.of(always, value);
          return chance(context, "maybe").nextInt(3) > 0 ? outputs.and(maybe, value) : outputs;
        });
  }

  private Input<List<Integer>> fanOut(Graph graph, List<Input<?>> readable, int depth) {
    int size = random.nextInt(3);
    return graph
        .fanOut(name("fan"), Integer.class)
        .version(version)
        .keyedBy(element -> "k" + element)
        .from(context(), read(readable))
        .by((context, _) -> {
          deed(context);
          List<Integer> elements = new ArrayList<>();
          for (int i = 0; i < chance(context, "elements").nextInt(4); i++) {
            elements.add(i);
          }
          return elements;
        })
        .each((each, element) -> {
          List<Input<?>> inside = new ArrayList<>(readable);
          inside.add(element);
          return wire(each, inside, depth + 1, size);
        });
  }

  private static Input<Context> context() {
    return Input.context();
  }

  /// One value, or what there is of several.
  private Input<?> read(List<Input<?>> readable) {
    if (readable.isEmpty() || random.nextInt(6) == 0) {
      return Input.<Object>list(List.<Input<?>>of());
    }
    Input<?> one = readable.get(random.nextInt(readable.size()));
    return random.nextInt(3) > 0
        ? one
        : Input.<Object>list(List.of(one, readable.get(random.nextInt(readable.size()))));
  }

  private String name(String kind) {
    number++;
    return kind + number;
  }

  private int deed(Context context) {
    Random chance = chance(context, "deed");
    boolean fails = chance.nextInt(7) == 0;
    boolean failsOnce = chance.nextInt(5) == 0 && context.attempt() == 1;
    if (fails || failsOnce) {
      throw new IllegalStateException("at random");
    }
    return chance.nextInt(100);
  }

  private Random chance(Context context, String what) {
    return new Random(
        ((seed * 31 + run.get()) * 31 + context.step().hashCode()) * 31 + what.hashCode());
  }
}
