package io.dagwerk.config.internal;

import io.dagwerk.model.ConfigTree;
import java.util.Optional;

/// `{env: NAME}`: the text of an environment variable, in the place of a scalar.
final class Reference {
  static final String KEY = "env";

  private Reference() {}

  /// The name of the variable, if the tree is such a reference.
  static Optional<String> find(ConfigTree tree) {
    return tree instanceof ConfigTree.Entries(var entries)
            && entries.size() == 1
            && entries.get(KEY) instanceof ConfigTree.Text(String name)
            && !name.isEmpty()
        ? Optional.of(name)
        : Optional.empty();
  }

  static ConfigTree to(String variable) {
    return ConfigTree.entry(KEY, new ConfigTree.Text(variable));
  }
}
