package io.dagwerk.execution;

import io.dagwerk.config.Binding;
import io.dagwerk.config.ConfigSource;
import io.dagwerk.config.Environment;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.List;

/// Binds the parts of a run's config, and remembers the secrets that stand in any of them. Confined
/// to one thread.
final class Binder {
  private final Environment environment;
  private final List<String> secrets = new ArrayList<>();

  Binder(Environment environment) {
    this.environment = environment;
  }

  /// @param said what stands in the document at the path
  <T> Binding<T> bind(ConfigSource<T> source, ConfigTree said, ConfigPath path) {
    return source.bind(said.toPlain(), environment, path, secrets::add);
  }

  /// Hides the secrets of all that was bound, well or not.
  SecretMask secrets() {
    return SecretMask.of(secrets);
  }
}
