package io.dagwerk.config.internal;

import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem.Kind;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Alternative;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.Selector;
import io.dagwerk.model.ConfigSchema.Shape;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.Nearest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.SequencedSet;

/// The first pass over a document: does it fit the schema? Finds all that does not, and changes
/// nothing.
public final class Validation {
  /// A document with more problems than this is of the wrong kind; to search names costs time
  /// there.
  private static final int MOST_SUGGESTIONS = 50;

  private final Problems problems;

  private Validation(Problems problems) {
    this.problems = problems;
  }

  /// Adds all that is wrong with the tree to `problems`.
  public static void check(
      ConfigSchema schema, ConfigTree tree, ConfigPath path, Problems problems) {
    new Validation(problems).check(schema, tree, path);
  }

  private void check(ConfigSchema schema, ConfigTree tree, ConfigPath path) {
    switch (schema) {
      case ConfigSchema.Scalar scalar -> checkScalar(scalar, tree, path);
      case ConfigSchema.ListOf(var item) -> checkList(item, tree, path);
      case ConfigSchema.MapOf(var value) -> checkMap(value, tree, path);
      case Shape shape -> checkShape(shape, tree, path);
      case Selector selector -> checkSelector(selector, tree, path);
      case ConfigSchema.Nullable(var inner) -> {
        if (!(tree instanceof ConfigTree.Nothing)) {
          check(inner, tree, path);
        }
      }
      case ConfigSchema.Anything() -> {}
    }
  }

  private void checkScalar(ConfigSchema.Scalar scalar, ConfigTree tree, ConfigPath path) {
    if (Reference.find(tree).isPresent() || Scalars.normalise(scalar, tree).isPresent()) {
      return;
    }
    boolean isSecret = scalar instanceof ConfigSchema.Secret;
    wrong(
        path,
        Scalars.expectation(scalar, tree),
        (isSecret ? Found.kind(tree) : Found.quoted(tree)) + nearestValue(scalar, tree));
  }

  private static String nearestValue(ConfigSchema.Scalar scalar, ConfigTree tree) {
    return scalar instanceof ConfigSchema.Enumeration(List<String> values)
            && tree instanceof ConfigTree.Text(String written)
        ? Nearest.hint(written, values)
        : "";
  }

  private void checkList(ConfigSchema item, ConfigTree tree, ConfigPath path) {
    if (!(tree instanceof ConfigTree.Items(List<ConfigTree> items))) {
      wrong(path, "a list " + SchemaText.hint(new ConfigSchema.ListOf(item)), Found.kind(tree));
      return;
    }
    for (int i = 0; i < items.size(); i++) {
      check(item, items.get(i), path.item(i));
    }
  }

  private void checkMap(ConfigSchema value, ConfigTree tree, ConfigPath path) {
    if (!(tree instanceof ConfigTree.Entries(var entries))) {
      wrong(path, "a map " + SchemaText.hint(new ConfigSchema.MapOf(value)), Found.kind(tree));
      return;
    }
    entries.forEach((key, child) -> check(value, child, path.entry(key)));
  }

  private void checkShape(Shape shape, ConfigTree tree, ConfigPath path) {
    if (!(Shapes.orEmpty(tree) instanceof ConfigTree.Entries(var entries))) {
      wrong(path, "a map " + SchemaText.hint(shape), Found.kind(tree));
      return;
    }
    for (Field field : shape.fields()) {
      Optional<String> name = field.nameIn(entries);
      if (name.isPresent()) {
        check(
            field.schema(),
            entries.getOrDefault(name.get(), ConfigTree.nothing()),
            path.entry(name.get()));
        reportTwice(field, name.get(), entries, path);
      } else if (field.fallback().isEmpty()) {
        problems.add(path, Kind.MISSING_ENTRY, missing(field));
      }
    }
    checkUnknown(shape, entries, path);
  }

  private void reportTwice(
      Field field, String name, SequencedMap<String, ConfigTree> entries, ConfigPath path) {
    for (String other : field.names()) {
      if (!other.equals(name) && entries.containsKey(other)) {
        problems.add(
            path.entry(other),
            Kind.GIVEN_TWICE,
            "this is the former name of '%s', and '%s' is given too; leave this one out"
                .formatted(field.name(), name));
      }
    }
  }

  private static String missing(Field field) {
    String meaning = field.doc().isEmpty() ? "" : " (" + field.doc() + ")";
    return "the entry '%s'%s is missing; expected %s: %s"
        .formatted(field.name(), meaning, field.name(), SchemaText.hint(field.schema()));
  }

  private void checkUnknown(
      Shape shape, SequencedMap<String, ConfigTree> entries, ConfigPath path) {
    Map<String, Field> known = Shapes.byName(shape);
    for (String key : entries.sequencedKeySet()) {
      Field field = known.get(key);
      if (field == null) {
        List<String> names = shape.fields().stream().map(Field::name).toList();
        unknown(path.entry(key), "there is no entry of this name" + meant(key, names), shape);
      } else if (!field.names().contains(key)) {
        unknown(path.entry(key), ended(field, key), shape);
      }
    }
  }

  private void unknown(ConfigPath path, String sentence, Shape shape) {
    String expected =
        shape.fields().isEmpty()
            ? "Nothing can be given here; leave it out"
            : "Expected " + SchemaText.hint(shape);
    problems.add(path, Kind.UNKNOWN_ENTRY, sentence + " " + expected);
  }

  private static String ended(Field field, String key) {
    return field.lifecycle().formerNames().stream()
        .filter(former -> former.name().equals(key))
        .map(former ->
            "this is '%s' since %s, and the former name is gone since %s; use '%s'."
                .formatted(field.name(), former.since(), former.until(), field.name()))
        .findFirst()
        .orElseThrow();
  }

  /// What follows the name that is not there: the one that was probably meant, or a full stop.
  private String meant(String key, Collection<String> known) {
    String hint = problems.count() < MOST_SUGGESTIONS ? Nearest.hint(key, known) : "";
    return hint.isEmpty() ? "." : hint;
  }

  private void checkSelector(Selector selector, ConfigTree tree, ConfigPath path) {
    List<String> names = selector.alternatives().stream().map(Alternative::name).toList();
    if (!(Shapes.chosen(selector, tree) instanceof ConfigTree.Entries(var entries))) {
      wrong(path, "exactly one of " + String.join(", ", names), Found.kind(tree));
      return;
    }
    SequencedMap<String, ConfigTree> known = new LinkedHashMap<>(entries);
    known.keySet().retainAll(names);
    if (known.size() != 1 && known.size() == entries.size()) {
      problems.add(path, Kind.NOT_ONE_ALTERNATIVE, notOne(names, entries.sequencedKeySet()));
    } else {
      reportUnknown(names, entries, path);
    }
    known.forEach((key, child) ->
        selector.find(key).ifPresent(it -> check(it.shape(), child, path.entry(key))));
  }

  private static String notOne(List<String> names, SequencedSet<String> given) {
    return "expected a single entry, exactly one of %s, but found %s"
        .formatted(
            String.join(", ", names),
            given.isEmpty() ? "none" : String.join(" and ", new ArrayList<>(given)));
  }

  private void reportUnknown(
      List<String> names, SequencedMap<String, ConfigTree> entries, ConfigPath path) {
    for (String key : entries.sequencedKeySet()) {
      if (!names.contains(key)) {
        problems.add(
            path.entry(key),
            Kind.UNKNOWN_ENTRY,
            "there is no choice of this name%s Expected exactly one of %s"
                .formatted(meant(key, names), String.join(", ", names)));
      }
    }
  }

  private void wrong(ConfigPath path, String expected, String found) {
    problems.add(path, Kind.WRONG_VALUE, "expected %s, but found %s".formatted(expected, found));
  }
}
