package io.dagwerk.definitions;

import io.dagwerk.definitions.Fn.Fn1;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Plan;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/// An op whose output is a list known only when it runs; `each` wires work per element.
///
/// ```java
/// Input<List<Batch>> batches =
///     graph.fanOut("files", Path.class).from(box).by(Box::files)
///         .each((each, file) -> each.op("unpack", Batch.class).from(file).by(Ingest::unpack));
/// ```
///
/// The steps of an element are keyed by its place in the list, or by a key of its own: see
/// [Builder#keyedBy].
public final class FanOut<T> extends Handle implements Input<List<T>>, Node {
  private final Graph graph;
  private final Type<List<T>> type;
  private final Optional<Fn1<? super T, String>> key;
  private final StepSettings settings;
  private final Compute<List<T>> compute;

  private FanOut(
      Graph graph,
      String name,
      Type<List<T>> type,
      Optional<Fn1<? super T, String>> key,
      StepSettings settings,
      Compute<List<T>> compute) {
    super(name);
    this.graph = graph;
    this.type = type;
    this.key = key;
    this.settings = settings;
    this.compute = compute;
  }

  public Type<List<T>> type() {
    return type;
  }

  /// What gives an element its mapping key; empty where that is its place.
  public Optional<Fn1<? super T, String>> key() {
    return key;
  }

  /// The mapping key of an element.
  ///
  /// @throws Exception what the function throws that gives it
  public String keyOf(T element, int place) throws Exception {
    return key.isPresent() ? key.get().apply(element) : String.valueOf(place);
  }

  /// The fan-outs around it, outermost first.
  public List<FanOut<?>> fanOuts() {
    return graph.fanOuts();
  }

  @Override
  public NodeKind nodeKind() {
    return NodeKind.FAN_OUT;
  }

  @Override
  public StepSettings settings() {
    return settings;
  }

  @Override
  public List<Output<?>> outputs() {
    return List.of(Output.named(Plan.Output.RESULT, type));
  }

  @Override
  public Compute<List<T>> compute() {
    return compute;
  }

  /// Wires `body` once for all elements; it runs for each of them, and gives its results in the
  /// order of the elements. `body` may fan out again.
  public <R> Input<List<R>> each(BiFunction<Graph, Input<T>, Op<R>> body) {
    return new Input.Collected<>(this, body.apply(graph.inside(this), new Input.Element<>(this)));
  }

  /// The options of a fan-out.
  public static final class Builder<T> extends StepDefiner<List<T>, FanOut<T>, Builder<T>> {
    private final Graph graph;
    private final String name;
    private final Type<List<T>> type;
    private final Optional<Fn1<? super T, String>> key;

    Builder(
        Graph graph,
        String name,
        Type<List<T>> type,
        Optional<Fn1<? super T, String>> key,
        StepSettings settings) {
      super(settings);
      this.graph = graph;
      this.name = name;
      this.type = type;
      this.key = key;
    }

    /// The key of an element, of letters, digits, `_`, `-` and `.`, and distinct in the list: its
    /// steps are found by it again when the run is repeated in part. Without this it is the place.
    public Builder<T> keyedBy(Fn1<? super T, String> function) {
      return new Builder<>(graph, name, type, Optional.of(function), settings);
    }

    @Override
    Builder<T> with(StepSettings changed) {
      return new Builder<>(graph, name, type, key, changed);
    }

    @Override
    FanOut<T> define(Compute<List<T>> compute) {
      return graph.add(new FanOut<>(graph, graph.unique(name), type, key, settings, compute));
    }
  }
}
