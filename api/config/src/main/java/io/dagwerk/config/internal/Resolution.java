package io.dagwerk.config.internal;

import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.Selector;
import io.dagwerk.model.ConfigSchema.Shape;
import io.dagwerk.model.ConfigTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// The second pass: fills in what was left out. `{env: NAME}` stays, so the result may be stored.
public final class Resolution {
  private Resolution() {}

  /// The full tree, with the entries of shapes in the schema's order and numbers in their normal
  /// form. The tree must fit the schema.
  public static ConfigTree resolve(ConfigSchema schema, ConfigTree tree) {
    return switch (schema) {
      case ConfigSchema.Scalar scalar -> Scalars.normalise(scalar, tree).orElse(tree);
      case ConfigSchema.ListOf(var item) -> resolveItems(item, tree);
      case ConfigSchema.MapOf(var value) -> resolveValues(value, tree);
      case Shape shape -> resolveShape(shape, Shapes.orEmpty(tree));
      case Selector selector -> resolveChoice(selector, Shapes.chosen(selector, tree));
      case ConfigSchema.Nullable(var inner) ->
          tree instanceof ConfigTree.Nothing ? tree : resolve(inner, tree);
      case ConfigSchema.Anything() -> tree;
    };
  }

  private static ConfigTree resolveItems(ConfigSchema schema, ConfigTree tree) {
    return tree instanceof ConfigTree.Items(List<ConfigTree> items)
        ? new ConfigTree.Items(items.stream().map(item -> resolve(schema, item)).toList())
        : tree;
  }

  private static ConfigTree resolveValues(ConfigSchema schema, ConfigTree tree) {
    if (!(tree instanceof ConfigTree.Entries(var entries))) {
      return tree;
    }
    SequencedMap<String, ConfigTree> resolved = new LinkedHashMap<>();
    entries.forEach((key, value) -> resolved.put(key, resolve(schema, value)));
    return new ConfigTree.Entries(resolved);
  }

  private static ConfigTree resolveShape(Shape shape, ConfigTree tree) {
    if (!(tree instanceof ConfigTree.Entries(var entries))) {
      return tree;
    }
    SequencedMap<String, ConfigTree> resolved = new LinkedHashMap<>();
    for (Field field : shape.fields()) {
      ConfigTree given = field.nameIn(entries).map(entries::get).orElse(null);
      ConfigTree value = given == null ? field.fallback().orElse(given) : given;
      if (value != null) {
        resolved.put(field.name(), resolve(field.schema(), value));
      }
    }
    return new ConfigTree.Entries(resolved);
  }

  private static ConfigTree resolveChoice(Selector selector, ConfigTree tree) {
    if (!(tree instanceof ConfigTree.Entries(var entries))) {
      return tree;
    }
    SequencedMap<String, ConfigTree> resolved = new LinkedHashMap<>();
    entries.forEach((key, value) ->
        resolved.put(key, selector.find(key).map(it -> resolve(it.shape(), value)).orElse(value)));
    return new ConfigTree.Entries(resolved);
  }
}
