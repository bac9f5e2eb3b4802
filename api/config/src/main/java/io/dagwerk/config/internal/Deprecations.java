package io.dagwerk.config.internal;

import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Deprecation;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.FormerName;
import io.dagwerk.model.ConfigSchema.Selector;
import io.dagwerk.model.ConfigSchema.Shape;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ConfigWarning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rule that finds what a document gives under a former name, or though it goes away.
///
/// An entry with the value that stands in for it is not seen as given, because the tree of a record
/// has all entries.
public final class Deprecations {
  private final List<ConfigWarning> found = new ArrayList<>();

  private Deprecations() {}

  /// The warnings, in the order of the schema. The tree must fit it.
  public static List<ConfigWarning> in(ConfigSchema schema, ConfigTree tree, ConfigPath path) {
    Deprecations deprecations = new Deprecations();
    deprecations.add(schema, tree, path);
    return List.copyOf(deprecations.found);
  }

  private void add(ConfigSchema schema, ConfigTree tree, ConfigPath path) {
    switch (schema) {
      case Shape shape -> addShape(shape, tree, path);
      case Selector selector -> addChoice(selector, tree, path);
      case ConfigSchema.Nullable(var inner) -> add(inner, tree, path);
      case ConfigSchema.ListOf(var item) -> {
        if (tree instanceof ConfigTree.Items(var items)) {
          for (int i = 0; i < items.size(); i++) {
            add(item, items.get(i), path.item(i));
          }
        }
      }
      case ConfigSchema.MapOf(var value) -> {
        if (tree instanceof ConfigTree.Entries(var entries)) {
          entries.forEach((key, child) -> add(value, child, path.entry(key)));
        }
      }
      case ConfigSchema.Scalar _, ConfigSchema.Anything() -> {}
    }
  }

  private void addShape(Shape shape, ConfigTree tree, ConfigPath path) {
    if (!(tree instanceof ConfigTree.Entries(var entries))) {
      return;
    }
    for (Field field : shape.fields()) {
      field
          .nameIn(entries)
          .ifPresent(name ->
              addEntry(
                  field, name, entries.getOrDefault(name, ConfigTree.nothing()), path.entry(name)));
    }
  }

  private void addEntry(Field field, String name, ConfigTree child, ConfigPath path) {
    field.lifecycle().formerNames().stream()
        .filter(former -> former.name().equals(name))
        .forEach(former -> found.add(new ConfigWarning(path, renamed(former, field))));
    field
        .lifecycle()
        .deprecation()
        .filter(_ -> !field.fallback().equals(Optional.of(child)))
        .ifPresent(mark -> found.add(new ConfigWarning(path, going(mark, field))));
    add(field.schema(), child, path);
  }

  private static String renamed(FormerName former, Field field) {
    return "the entry '%s' is deprecated since %s and will be gone in %s; use '%s'"
        .formatted(former.name(), former.since(), former.until(), field.name());
  }

  private static String going(Deprecation mark, Field field) {
    return "the entry '%s' is deprecated%s%s; leave it out%s"
        .formatted(
            field.name(),
            mark.since().isEmpty() ? "" : " since " + mark.since(),
            mark.forRemoval() ? " and will be gone" : "",
            field.doc().isEmpty() ? "" : " (" + field.doc() + ")");
  }

  private void addChoice(Selector selector, ConfigTree tree, ConfigPath path) {
    if (tree instanceof ConfigTree.Entries(var entries)) {
      entries.forEach((name, child) ->
          selector.find(name).ifPresent(it -> add(it.shape(), child, path.entry(name))));
    }
  }
}
