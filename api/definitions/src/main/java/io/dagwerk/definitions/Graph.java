package io.dagwerk.definitions;

import io.dagwerk.config.ConfigSource;
import io.dagwerk.definitions.StepSettings.AttachedHook;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Collects ops as they are wired. A reusable graph is a plain Java method that takes one: inputs
/// in, outputs out.
///
/// A name that is already taken gets a number: wiring `clean` twice gives `clean` and `clean_2`.
/// Confined to the thread that wires.
public final class Graph {
  private final Wiring wiring;
  private final String prefix;
  private final List<FanOut<?>> fanOuts;

  Graph() {
    this(new Wiring(new ArrayList<>(), new HashSet<>(), new ArrayList<>()), "", List.of());
  }

  private Graph(Wiring wiring, String prefix, List<FanOut<?>> fanOuts) {
    this.wiring = wiring;
    this.prefix = prefix;
    this.fanOuts = List.copyOf(fanOuts);
  }

  /// What all graphs of a job write into.
  private record Wiring(List<Node> nodes, Set<String> names, List<Nested> nested) {}

  /// A nested graph, and what its config looks like if it has one.
  ///
  /// @param hooks attached to every op in it
  public record Nested(String name, Optional<ConfigSource<?>> config, List<AttachedHook> hooks) {
    public Nested {
      hooks = List.copyOf(hooks);
    }

    /// Whether a node of the job is wired inside of it.
    public boolean has(Node node) {
      return node.name().startsWith(name + ".");
    }
  }

  public <T> Op.Builder<T> op(String name, Class<T> type) {
    return op(name, Type.of(type));
  }

  public <T> Op.Builder<T> op(String name, Type<T> type) {
    return new Op.Builder<>(this, name, type);
  }

  /// An op that is run for what it does: `op("clean_up").doing(...)`.
  public Op.Builder<Void> op(String name) {
    return op(name, Void.class);
  }

  /// An op that returns a list of `element`, each of which becomes its own branch.
  public <T> FanOut.Builder<T> fanOut(String name, Class<T> element) {
    return fanOut(name, Type.of(element));
  }

  public <T> FanOut.Builder<T> fanOut(String name, Type<T> element) {
    return new FanOut.Builder<>(
        this, name, Type.listOf(element), Optional.empty(), StepSettings.NONE);
  }

  /// Wires a graph of its own name: its ops are called `name.op`.
  ///
  /// @return what `body` returns, such as the op whose value goes on
  public <R> R nested(String name, Function<Graph, R> body) {
    return nested(name, List.of(), body);
  }

  /// As [#nested(String, Function)], with hooks on every op in it.
  ///
  /// ```java
  /// graph.nested("clean", hooks -> hooks.onFailure(alert), inner -> ...);
  /// ```
  public <R> R nested(String name, UnaryOperator<Hooks> hooks, Function<Graph, R> body) {
    return nested(name, hooks.apply(Hooks.NONE).attached(), body);
  }

  /// As [#nested(String, Function)], with hooks on every op in it.
  public <R> R nested(String name, List<AttachedHook> hooks, Function<Graph, R> body) {
    String own = unique(name);
    wiring.nested.add(new Nested(own, Optional.empty(), hooks));
    return body.apply(new Graph(wiring, own + ".", fanOuts));
  }

  /// A nested graph with config of its own, from which the config of its ops is made.
  ///
  /// ```java
  /// graph.nested("clean", CleanConfig.class, (inner, clean) ->
  ///     inner.op("parse", Batch.class)
  ///         .from(file, clean.to(ParseConfig.class, c -> new ParseConfig(c.strict())))
  ///         .by(Ingest::parse));
  /// ```
  public <C, R> R nested(String name, Class<C> config, BiFunction<Graph, GraphConfig<C>, R> body) {
    return nested(new GraphConfig<>(unique(name), config, UnaryOperator.identity()), body);
  }

  /// As [#nested(String, Class, BiFunction)], with its config said here: the run config says
  /// nothing of it.
  public <C extends Record, R> R nested(
      String name, C config, BiFunction<Graph, GraphConfig<C>, R> body) {
    String own = unique(name);
    @SuppressWarnings("unchecked") // the class of a C is a Class<C>, as no record has subclasses
    Class<C> type = (Class<C>) config.getClass();
    return nested(
        new GraphConfig<>(own, type, source -> source.configured("graph '" + own + "'", config)),
        body);
  }

  /// As [#nested(String, Class, BiFunction)], with its config made from another record, which the
  /// run config gives instead.
  public <O, C extends Record, R> R nested(
      String name,
      Class<O> outer,
      Class<C> inner,
      Function<? super O, ? extends C> mapping,
      BiFunction<Graph, GraphConfig<C>, R> body) {
    String own = unique(name);
    return nested(
        new GraphConfig<>(
            own, inner, source -> source.configured("graph '" + own + "'", outer, mapping)),
        body);
  }

  private <C, R> R nested(GraphConfig<C> config, BiFunction<Graph, GraphConfig<C>, R> body) {
    wiring.nested.add(new Nested(config.graph(), Optional.of(config.source()), List.of()));
    return body.apply(new Graph(wiring, config.graph() + ".", fanOuts), config);
  }

  /// Hooks that are attached to every op of a nested graph.
  public record Hooks(List<AttachedHook> attached) implements Hookable<Hooks> {
    static final Hooks NONE = new Hooks(List.of());

    public Hooks {
      attached = List.copyOf(attached);
    }

    @Override
    public Hooks hooked(AttachedHook hook) {
      List<AttachedHook> more = new ArrayList<>(attached);
      more.add(hook);
      return new Hooks(more);
    }
  }

  /// This graph, inside one more fan-out.
  Graph inside(FanOut<?> fanOut) {
    List<FanOut<?>> more = new ArrayList<>(fanOuts);
    more.add(fanOut);
    return new Graph(wiring, prefix, more);
  }

  List<FanOut<?>> fanOuts() {
    return fanOuts;
  }

  /// The name with the names of the graphs around it, numbered if it is taken.
  String unique(String name) {
    String wanted = prefix + name;
    String own = wanted;
    for (int number = 2; !wiring.names.add(own); number++) {
      own = wanted + "_" + number;
    }
    return own;
  }

  <N extends Node> N add(N node) {
    wiring.nodes.add(node);
    return node;
  }

  List<Node> nodes() {
    return List.copyOf(wiring.nodes);
  }

  List<Nested> nestedGraphs() {
    return List.copyOf(wiring.nested);
  }
}
