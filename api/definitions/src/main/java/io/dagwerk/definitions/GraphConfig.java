package io.dagwerk.definitions;

import io.dagwerk.config.ConfigSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// The config of a nested graph, from which the config of its ops is made. Immutable; see
/// [Graph#nested(String, Class, java.util.function.BiFunction)].
public final class GraphConfig<C> {
  private final String graph;
  private final Class<C> type;
  private final UnaryOperator<ConfigSource<?>> given;

  /// @param given configures what is made from the graph's config as the graph itself is configured
  GraphConfig(String graph, Class<C> type, UnaryOperator<ConfigSource<?>> given) {
    this.graph = graph;
    this.type = type;
    this.given = given;
  }

  /// The nested graph's name.
  public String graph() {
    return graph;
  }

  /// The record that ops make their config from.
  public Class<C> type() {
    return type;
  }

  /// An op's config made from the graph's.
  public <T> Input<T> to(Class<T> opConfig, Function<? super C, ? extends T> mapping) {
    return input(ConfigSource.given(opConfig).configured("graph '" + graph + "'", type, mapping));
  }

  /// The graph's config itself.
  public Input<C> itself() {
    return input(ConfigSource.given(type));
  }

  ConfigSource<?> source() {
    return given.apply(ConfigSource.given(type));
  }

  private <T> Input<T> input(ConfigSource<T> source) {
    @SuppressWarnings("unchecked") // what a source is configured by does not change what it makes
    ConfigSource<T> configured = (ConfigSource<T>) given.apply(source);
    return new Input.Config<>(configured, Optional.of(graph));
  }
}
