package io.dagwerk.definitions;

import io.dagwerk.config.ConfigSource;
import java.util.Optional;
import java.util.function.Function;

/// The config of a nested graph, from which the config of its ops is made.
///
/// @param graph the nested graph's name
/// @param type the record that the run config gives
public record GraphConfig<C>(String graph, Class<C> type) {
  /// An op's config made from the graph's.
  public <T> Input<T> to(Class<T> opConfig, Function<? super C, ? extends T> mapping) {
    return new Input.Config<>(
        ConfigSource.given(opConfig).configured("graph '" + graph + "'", type, mapping),
        Optional.of(graph));
  }

  /// The graph's config itself.
  public Input<C> itself() {
    return new Input.Config<>(ConfigSource.given(type), Optional.of(graph));
  }
}
