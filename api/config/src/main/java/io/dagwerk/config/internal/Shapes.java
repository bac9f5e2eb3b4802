package io.dagwerk.config.internal;

import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.Selector;
import io.dagwerk.model.ConfigTree;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;

/// The rules of maps that are left out or empty.
final class Shapes {
  private Shapes() {}

  /// The fields of a shape by every name that they have or had.
  static SequencedMap<String, Field> byName(ConfigSchema.Shape shape) {
    SequencedMap<String, Field> fields = new LinkedHashMap<>();
    for (Field field : shape.fields()) {
      fields.put(field.name(), field);
      field.lifecycle().formerNames().forEach(former -> fields.put(former.name(), field));
    }
    return fields;
  }

  /// A map that is written without content (`config:` alone) is the empty map.
  static ConfigTree orEmpty(ConfigTree tree) {
    return tree instanceof ConfigTree.Nothing ? ConfigTree.empty() : tree;
  }

  /// What chooses an alternative: of a selector with a single one that needs nothing, also no
  /// entry.
  static ConfigTree chosen(Selector selector, ConfigTree tree) {
    ConfigTree written = isOptional(selector) ? orEmpty(tree) : tree;
    return isOptional(selector) && written.equals(ConfigTree.empty())
        ? ConfigTree.entry(selector.alternatives().getFirst().name(), ConfigTree.empty())
        : written;
  }

  /// What stands for a value of this schema when nobody gives one; empty if somebody has to.
  static Optional<ConfigTree> whenAbsent(ConfigSchema schema) {
    return switch (schema) {
      case ConfigSchema.Nullable _ -> Optional.of(ConfigTree.nothing());
      case ConfigSchema.Shape shape when shape.isOptional() -> Optional.of(ConfigTree.empty());
      case Selector selector when isOptional(selector) -> Optional.of(ConfigTree.empty());
      case ConfigSchema _ -> Optional.empty();
    };
  }

  static boolean isOptional(Selector selector) {
    return selector.alternatives().size() == 1
        && selector.alternatives().getFirst().shape().isOptional();
  }
}
