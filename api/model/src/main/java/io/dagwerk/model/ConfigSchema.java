package io.dagwerk.model;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The shape that a config document must have. Equal shapes are equal values, with the same hash.
///
/// Everywhere a scalar is expected, `{env: NAME}` is as good: the text of that variable, read where
/// the config is used. [Anything] alone takes such a map for what it is.
///
/// ```java
/// ConfigSchema limit = new ConfigSchema.WholeNumber(1, 1000);
/// ConfigSchema read = new ConfigSchema.Shape(List.of(ConfigSchema.Field.required("limit", limit)));
/// ```
public sealed interface ConfigSchema {

  /// One value that a text or an environment variable can give.
  sealed interface Scalar extends ConfigSchema {}

  /// A number without fraction, between two bounds that both belong to it. `3.0` is one, `true` is
  /// not.
  record WholeNumber(long least, long most) implements Scalar {}

  /// Any number; `3` is read as `3.0`.
  record DecimalNumber() implements Scalar {}

  /// `true` or `false`.
  record Truth() implements Scalar {}

  /// Any text.
  record Text() implements Scalar {}

  /// A text in a format.
  record Formatted(Format format) implements Scalar {}

  /// A text that is never shown, logged or stored.
  record Secret() implements Scalar {}

  /// One of a few texts.
  record Enumeration(List<String> values) implements Scalar {
    public Enumeration {
      values = List.copyOf(values);
      requireDistinct(values, "value");
    }
  }

  /// A list, each item of the same schema.
  record ListOf(ConfigSchema item) implements ConfigSchema {}

  /// A map with any keys, each value of the same schema, the order kept.
  record MapOf(ConfigSchema value) implements ConfigSchema {}

  /// A map with these entries and no others. If all of them may be left out, so may the map.
  record Shape(List<Field> fields) implements ConfigSchema {
    /// The shape without entries.
    public static final Shape EMPTY = new Shape(List.of());

    public Shape {
      fields = List.copyOf(fields);
      requireDistinct(
          fields.stream()
              .flatMap(field ->
                  Stream.concat(
                      Stream.of(field.name()),
                      field.lifecycle().formerNames().stream().map(FormerName::name)))
              .toList(),
          "field");
    }

    /// The field of this name.
    public Optional<Field> find(String name) {
      return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /// Whether a document may leave all entries out.
    public boolean isOptional() {
      return fields.stream().allMatch(field -> field.fallback().isPresent());
    }
  }

  /// A map with exactly one entry, which chooses the alternative of that name.
  record Selector(List<Alternative> alternatives) implements ConfigSchema {
    public Selector {
      alternatives = List.copyOf(alternatives);
      requireDistinct(alternatives.stream().map(Alternative::name).toList(), "alternative");
    }

    /// The alternative of this name.
    public Optional<Alternative> find(String name) {
      return alternatives.stream().filter(it -> it.name().equals(name)).findFirst();
    }
  }

  /// What the inner schema takes, or null.
  record Nullable(ConfigSchema inner) implements ConfigSchema {}

  /// Anything at all, untouched.
  record Anything() implements ConfigSchema {}

  /// An entry of a shape: its name, what it takes, what stands in for it when it is left out
  /// (nothing if it must be given), its meaning in words (or an empty text), and how it changes
  /// from version to version.
  record Field(
      String name,
      ConfigSchema schema,
      Optional<ConfigTree> fallback,
      String doc,
      Lifecycle lifecycle) {
    /// An entry that neither was renamed nor goes away.
    public Field(String name, ConfigSchema schema, Optional<ConfigTree> fallback, String doc) {
      this(name, schema, fallback, doc, Lifecycle.STABLE);
    }

    /// An entry that must be given.
    public static Field required(String name, ConfigSchema schema) {
      return new Field(name, schema, Optional.empty(), "");
    }

    /// An entry that may be left out.
    public static Field optional(String name, ConfigSchema schema, ConfigTree fallback) {
      return new Field(name, schema, Optional.of(fallback), "");
    }

    /// The same entry, explained.
    public Field describedAs(String text) {
      return new Field(name, schema, fallback, text, lifecycle);
    }

    /// The same entry, which may be left out.
    public Field orElse(ConfigTree tree) {
      return new Field(name, schema, Optional.of(tree), doc, lifecycle);
    }

    /// The names that a document may give it by: its own, and former ones that have not ended.
    public List<String> names() {
      List<FormerName> former = lifecycle.formerNames();
      return former.isEmpty()
          ? List.of(name)
          : Stream.concat(
                  Stream.of(name),
                  former.stream().filter(it -> !it.hasEnded()).map(FormerName::name))
              .toList();
    }

    /// The name by which a map gives it, its own first; empty if it is left out.
    public Optional<String> nameIn(Map<String, ConfigTree> entries) {
      return entries.containsKey(name)
          ? Optional.of(name)
          : names().stream().filter(entries::containsKey).findFirst();
    }
  }

  /// How an entry changes from version to version.
  ///
  /// @param formerNames those that it had
  /// @param deprecation that it goes away itself
  record Lifecycle(List<FormerName> formerNames, Optional<Deprecation> deprecation) {
    /// Of what neither was renamed nor goes away.
    public static final Lifecycle STABLE = new Lifecycle(List.of(), Optional.empty());

    public Lifecycle {
      formerNames = List.copyOf(formerNames);
    }
  }

  /// A name that an entry had.
  ///
  /// @param since the version in which it was renamed
  /// @param until the version from which the old name is a problem
  /// @param hasEnded whether this is that version or a later one
  record FormerName(String name, String since, String until, boolean hasEnded) {}

  /// The mark of what goes away.
  ///
  /// @param since the version of the mark; empty if not said
  record Deprecation(String since, boolean forRemoval) {}

  /// One choice of a selector, with its meaning in words (or an empty text).
  record Alternative(String name, Shape shape, String doc) {}

  /// How a text is to be read.
  enum Format {
    /// `90s`, `5m`, `1h30m`, `2d`, `250ms`, or ISO 8601 such as `PT5M`.
    DURATION,
    /// `2001-01-31`.
    DATE,
    /// `2001-01-31T12:00:00Z`, or with another offset.
    INSTANT,
    /// `Europe/Amsterdam`, `UTC`, `+02:00`.
    ZONE,
    /// `https://example.org/data`.
    URI,
    /// A path of the file system where the config is used.
    PATH
  }

  /// The SHA-256, in hexadecimal, of an unambiguous encoding: equal schemas alone have equal
  /// hashes.
  default String hash() {
    return new ConfigHash().add(this).finish();
  }

  private static void requireDistinct(List<String> names, String what) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name)) {
        throw new IllegalArgumentException("two %ss are named '%s'".formatted(what, name));
      }
    }
  }
}
