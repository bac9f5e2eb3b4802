package io.dagwerk.definitions;

import io.dagwerk.config.ConfigSource;
import io.dagwerk.model.Metadata;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.NodeKind;
import io.dagwerk.model.Plan;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// A unit of work in a graph. Its output is an input of later ops.
///
/// ```java
/// Op<Batch> parsed = graph.op("parse", Batch.class).from(file, context()).by(Ingest::parse);
/// graph.op("load").from(parsed, warehouse).doing(Ingest::load);
/// ```
///
/// @param <T> the type of its value; `Void` for one that returns none
public final class Op<T> extends Handle implements Input<T>, Node {
  private final Graph graph;
  private final Type<T> type;
  private final Optional<Resource<? extends IoManager<? super T>>> io;
  private final Metadata metadata;
  private final StepSettings settings;
  private final Compute<?> compute;

  private Op(Graph graph, String name, Options<T> options, Type<T> type, Compute<?> compute) {
    super(name);
    this.graph = graph;
    this.type = type;
    this.io = options.io();
    this.metadata = options.metadata();
    this.settings = options.settings();
    this.compute = compute;
  }

  public Type<T> type() {
    return type;
  }

  /// The fan-outs around it, outermost first.
  public List<FanOut<?>> fanOuts() {
    return graph.fanOuts();
  }

  /// The IO manager that was named for its value.
  Optional<Resource<? extends IoManager<? super T>>> io() {
    return io;
  }

  @Override
  public NodeKind nodeKind() {
    return NodeKind.OP;
  }

  @Override
  public StepSettings settings() {
    return settings;
  }

  @Override
  public List<Output<?>> outputs() {
    if (!settings.outputs().isEmpty()) {
      return settings.outputs();
    }
    Output<T> result = Output.named(Plan.Output.RESULT, type);
    for (var fact : metadata.values().entrySet()) {
      if (fact.getValue() instanceof MetadataValue.Text text) {
        result = result.metadata(fact.getKey(), text.text());
      }
    }
    return List.of(io.isPresent() ? result.storedBy(io.get()) : result);
  }

  @Override
  public Compute<?> compute() {
    return compute;
  }

  /// One of the outputs that this op's function emits.
  public <O> Input<O> output(Output<O> output) {
    return new Input.Emitted<>(this, output);
  }

  /// A further op of the same function and inputs, with its config said here.
  ///
  /// @param name its own name
  /// @param config of the record type that this op's config has
  /// @throws IllegalArgumentException when this op has no config of that type
  public Op<T> configured(String name, Record config) {
    return configured(
        name, config.getClass(), source -> source.configured("op '" + name + "'", config));
  }

  /// A further op of the same function and inputs, whose config is made from another record.
  ///
  /// @param outer what the run config gives
  /// @param inner the record type that this op's config has
  /// @param mapping makes this op's config from what the run config gives
  /// @throws IllegalArgumentException when this op has no config of the inner type
  public <O, C extends Record> Op<T> configured(
      String name, Class<O> outer, Class<C> inner, Function<? super O, ? extends C> mapping) {
    return configured(
        name, inner, source -> source.configured("op '" + name + "'", outer, mapping));
  }

  private Op<T> configured(String name, Class<?> given, UnaryOperator<ConfigSource<?>> change) {
    Compute<?> changed = Configured.replace(this, compute, given, change);
    Options<T> options = new Options<>(io, metadata, settings);
    return graph.add(new Op<>(graph, graph.unique(name), options, type, changed));
  }

  private record Options<T>(
      Optional<Resource<? extends IoManager<? super T>>> io,
      Metadata metadata,
      StepSettings settings) {}

  /// The options of an op; every step gives a new builder.
  public static final class Builder<T> extends Maker<T, Op<T>, Op<Void>, Builder<T>> {
    private final Graph graph;
    private final String name;
    private final Type<T> type;
    private final Options<T> options;

    Builder(Graph graph, String name, Type<T> type) {
      this(graph, name, type, new Options<>(Optional.empty(), Metadata.none(), StepSettings.NONE));
    }

    private Builder(Graph graph, String name, Type<T> type, Options<T> options) {
      super(options.settings());
      this.graph = graph;
      this.name = name;
      this.type = type;
      this.options = options;
    }

    /// Its value is stored by this IO manager instead of the default.
    public Builder<T> storedBy(Resource<? extends IoManager<? super T>> ioManager) {
      return new Builder<>(
          graph,
          name,
          type,
          new Options<>(
              Optional.of(Handle.declared(ioManager, "an IO manager")),
              options.metadata(),
              settings));
    }

    /// A static fact that its IO manager reads, such as the name of a table.
    public Builder<T> metadata(String key, String value) {
      return new Builder<>(
          graph,
          name,
          type,
          new Options<>(options.io(), options.metadata().and(key, value), settings));
    }

    @Override
    Builder<T> with(StepSettings changed) {
      return new Builder<>(
          graph, name, type, new Options<>(options.io(), options.metadata(), changed));
    }

    @Override
    Op<T> define(Compute<T> compute) {
      return graph.add(new Op<>(graph, graph.unique(name), options, type, compute));
    }

    @Override
    Op<Void> effect(Compute<? extends Effect> compute) {
      Options<Void> plain = new Options<>(idle(), options.metadata(), options.settings());
      return graph.add(new Op<>(graph, graph.unique(name), plain, Type.of(Void.class), compute));
    }

    /// An IO manager that gets no value, kept for the problem that this is.
    @SuppressWarnings("unchecked") // no value ever reaches it
    private Optional<Resource<? extends IoManager<? super Void>>> idle() {
      return options.io().map(io -> (Resource<? extends IoManager<? super Void>>) io);
    }
  }
}
