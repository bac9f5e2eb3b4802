package io.dagwerk.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where `{env: NAME}` finds its value. Implementations may be called by several threads at once.
@FunctionalInterface
public interface Environment {
  /// The text of this variable; empty if it is not set.
  Optional<String> find(String name);

  /// The environment variables of this process.
  static Environment process() {
    return name -> Optional.ofNullable(System.getenv(name));
  }

  /// These variables and no others.
  static Environment of(Map<String, String> variables) {
    Map<String, String> copy = new LinkedHashMap<>(variables);
    return name -> Optional.ofNullable(copy.get(name));
  }

  /// This environment with these variables, which hide those of the same names.
  default Environment with(Map<String, String> variables) {
    Environment added = of(variables);
    return name -> added.find(name).or(() -> find(name));
  }

  /// An environment in which nothing is set.
  static Environment empty() {
    return _ -> Optional.empty();
  }
}
