package io.dagwerk.chaos.jobs;

import io.dagwerk.definitions.Asset;
import io.dagwerk.definitions.CodeLocation;
import io.dagwerk.definitions.Context;
import io.dagwerk.definitions.Definitions;
import io.dagwerk.definitions.Graph;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.Job;
import io.dagwerk.definitions.Op;
import io.dagwerk.definitions.Resource;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.Isolation;
import io.dagwerk.model.JvmOptions;
import io.dagwerk.model.Partitions;
import io.dagwerk.model.Retry;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/// The jobs that are run while processes are killed: chains (also in a process that runs share,
/// with a step in a process of its own, and taken up when their worker is lost), diamonds, retries,
/// fan-outs, and one that fails until it is executed again. Some are for the soak alone.
public final class ChaosLocation implements CodeLocation {
  /// How many lines a step says, and prints, that is held where it tells.
  static final int TOLD = 300;

  private static final int ELEMENTS = 4;

  final Resource<IoManager<Object>> files =
      Resource.named("files", Type.ioManagerOf(Object.class))
          .by(() -> new NotedFiles(Notes.folder().resolve("values")));

  final Resource<Gate> gate =
      Resource.named("gate", Gate.class)
          .closing(Gate::close)
          .from(Input.config(Gate.Config.class))
          .by(Gate::open);

  final Job chain = Job.named("chain").running(this::chain);
  final Job diamond = Job.named("diamond").running(this::diamond);
  final Job retrying = Job.named("retrying").running(this::retrying);
  final Job fanned = Job.named("fanned").running(this::fanned);
  final Job printing = Job.named("printing").running(this::printing);
  final Asset<String> made =
      Asset.named("made", String.class)
          .from(Input.context(), gate)
          .by((context, _) -> step(context, List.of()));

  /// Whose partitions several runs overwrite.
  final Asset<String> kept =
      Asset.named("kept", String.class)
          .partitionedBy(Partitions.daily("2001-01-01"))
          .from(Input.context(), gate)
          .by((context, _) -> step(context, List.of()));

  final Job refreshing = Job.named("refreshing").materializing(kept);
  final Job materializing = Job.named("materializing").materializing(made);
  final Job failing = Job.named("failing").running(this::failing);
  final Job isolated = Job.named("isolated").running(this::isolated);
  final Job sharing = Job.named("sharing").isolation(Isolation.SHARED).running(this::chain);

  /// More often than a seed ever takes it up.
  final Job resuming = Job.named("resuming").resuming(10).running(this::chain);

  @Override
  public Definitions definitions() {
    return Definitions.in(this).storedBy(files);
  }

  private Op<String> first(Graph graph) {
    return graph
        .op("first", String.class)
        .from(Input.context(), gate)
        .by((context, _) -> step(context, List.of()));
  }

  private void chain(Graph graph) {
    Op<String> last = first(graph);
    for (String name : List.of("second", "third")) {
      last =
          graph
              .op(name, String.class)
              .from(last, Input.context(), gate)
              .by((value, context, _) -> step(context, List.of(value)));
    }
  }

  private void isolated(Graph graph) {
    Op<String> second =
        graph
            .op("second", String.class)
            .isolated(JvmOptions.NONE.heapMebibytes(64))
            .from(first(graph), Input.context())
            .by((value, context) -> step(context, List.of(value)));
    graph
        .op("third", String.class)
        .from(second, Input.context())
        .by((value, context) -> step(context, List.of(value)));
  }

  private void diamond(Graph graph) {
    Op<String> first = first(graph);
    Op<String> left =
        graph
            .op("left", String.class)
            .from(first, Input.context())
            .by((value, context) -> step(context, List.of(value)));
    Op<String> right =
        graph
            .op("right", String.class)
            .from(first, Input.context())
            .by((value, context) -> step(context, List.of(value)));
    graph
        .op("second", String.class)
        .from(left, right, Input.context())
        .by((one, other, context) -> step(context, List.of(one, other)));
  }

  private void retrying(Graph graph) {
    graph
        .op("second", String.class)
        .retrying(Retry.times(2))
        .from(first(graph), Input.context())
        .by(ChaosLocation::once);
  }

  private static String once(String value, Context context) throws Exception {
    String made = step(context, List.of(value));
    if (context.attempt() == 1) {
      throw new IllegalStateException("the first attempt fails");
    }
    return made;
  }

  private void fanned(Graph graph) {
    Op<String> first = first(graph);
    graph
        .fanOut("parts", String.class)
        .from(first, Input.context())
        .by((value, context) -> parts(context, value))
        .each((each, element) ->
            each.op("second", String.class)
                .from(element, Input.context())
                .by((part, context) -> step(context, List.of(part))));
  }

  private static List<String> parts(Context context, String value)
      throws IOException, InterruptedException {
    Notes.Doer doer = begin(context);
    var _ = value;
    return IntStream.range(0, ELEMENTS)
        .mapToObj(part -> NotedValue.made(doer, part, List.of(value)).text())
        .toList();
  }

  private void printing(Graph graph) {
    graph
        .op("first", String.class)
        .from(Input.context(), gate)
        .by((context, _) -> {
          for (int i = 0; i < TOLD; i++) {
            System.out.println("line " + i + " of what a step prints");
          }
          return step(context, List.of());
        });
  }

  private void failing(Graph graph) {
    Op<String> second =
        graph
            .op("second", String.class)
            .from(first(graph), Input.context(), gate)
            .by((value, context, _) -> unlessBroken(value, context));
    graph
        .op("third", String.class)
        .from(second, Input.context())
        .by((value, context) -> step(context, List.of(value)));
  }

  private static String unlessBroken(String value, Context context) throws Exception {
    if (Files.exists(Notes.folder().resolve("broken").resolve(context.runId().toString()))) {
      Notes.add(doer(context), "began", "", "");
      throw new IllegalStateException("it fails until it is executed again");
    }
    return step(context, List.of(value));
  }

  private static Notes.Doer doer(Context context) {
    return new Notes.Doer(context.runId().toString(), context.step().toString(), context.attempt());
  }

  private static Notes.Doer begin(Context context) throws IOException, InterruptedException {
    Notes.Doer doer = doer(context);
    Notes.add(doer, "began", "", "");
    var _ = Notes.hold(doer, "running");
    return doer;
  }

  private static String step(Context context, List<String> from)
      throws IOException, InterruptedException {
    Notes.Doer doer = begin(context);
    int lines = Notes.hold(doer, "telling") ? TOLD : 3;
    for (int i = 0; i < lines; i++) {
      context.log().info("line {} of {} {}", i, doer.step(), doer.attempt());
      System.out.printf("line %d of %s %d%n", i, doer.step(), doer.attempt());
    }
    Notes.add(doer, "told", "", Integer.toString(lines));
    // Long enough for steps to overlap.
    var _ = new CountDownLatch(1).await(10, TimeUnit.MILLISECONDS);
    return NotedValue.made(doer, 0, from).text();
  }
}
