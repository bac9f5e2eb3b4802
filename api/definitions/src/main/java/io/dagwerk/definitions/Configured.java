package io.dagwerk.definitions;

import io.dagwerk.config.ConfigSource;
import io.dagwerk.config.ConfigType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// The rule of `configured`: the same function, with its config made from something else.
final class Configured {
  private Configured() {}

  /// The function with its config input replaced.
  ///
  /// @param from what is configured, for messages
  /// @param type the config type that the caller means
  /// @throws IllegalArgumentException when there is no config, or config of another type
  static <R> Compute<R> replace(
      Handle from, Compute<R> compute, Class<?> type, UnaryOperator<ConfigSource<?>> change) {
    List<Input<?>> inputs = new ArrayList<>();
    boolean found = false;
    for (Input<?> input : compute.inputs()) {
      if (input instanceof Input.Config<?> config) {
        config.source().supplied().ifPresent(it -> check(from, it.type(), type));
        inputs.add(new Input.Config<>(change.apply(config.source()), Optional.empty()));
        found = true;
      } else {
        inputs.add(input);
      }
    }
    if (!found) {
      throw new IllegalArgumentException(
          "%s has no config, so it cannot be configured; give it from(config(%s.class))"
              .formatted(from, type.getSimpleName()));
    }
    return compute.withInputs(inputs);
  }

  /// The class that the run config gives to this definition by itself; empty if it gives nothing.
  static Optional<Class<?>> takenBy(Handle definition) {
    Optional<Compute<?>> compute =
        switch (definition) {
          case Op<?> op -> Optional.of(op.compute());
          case FanOut<?> fanOut -> Optional.of(fanOut.compute());
          case Asset<?> asset -> Optional.of(asset.compute());
          case Bundle<?> bundle -> Optional.of(bundle.compute());
          case Check check -> Optional.of(check.compute());
          case Resource<?> resource -> Optional.of(resource.compute());
          case Hook _, Job _, Schedule _, Sensor _ -> Optional.empty();
        };
    return compute.stream()
        .flatMap(it -> it.inputs().stream())
        .flatMap(input -> given(input).stream())
        .findFirst();
  }

  private static Optional<Class<?>> given(Input<?> input) {
    return input instanceof Input.Config<?> config && config.graph().isEmpty()
        ? config.source().supplied().map(ConfigType::type)
        : Optional.empty();
  }

  private static void check(Handle from, Class<?> expected, Class<?> found) {
    if (!expected.isAssignableFrom(found)) {
      throw new IllegalArgumentException(
          "%s takes config of %s, but was configured with %s; give a %s"
              .formatted(
                  from, expected.getSimpleName(), found.getSimpleName(), expected.getSimpleName()));
    }
  }
}
