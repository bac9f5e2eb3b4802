package io.dagwerk.config;

import io.dagwerk.config.internal.Codec;
import io.dagwerk.config.internal.CodecReader;
import io.dagwerk.config.internal.Deprecations;
import io.dagwerk.config.internal.Masking;
import io.dagwerk.config.internal.Problems;
import io.dagwerk.config.internal.Reading;
import io.dagwerk.config.internal.Resolution;
import io.dagwerk.config.internal.Validation;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem.Kind;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A Java type that is config: a record, or a sealed interface of records, with the schema it
/// stands for.
///
/// A record is a map of its components, by name; `Optional` components may be left out, and so may
/// those with a [Default] and records that need nothing. A sealed interface is a map with exactly
/// one entry, which names the record. Records may nest, but not hold themselves.
///
/// ```java
/// record ReadConfig(@Doc("Most rows to read") @Default("1000000") int limit) {}
/// ConfigType<ReadConfig> type = ConfigType.of(ReadConfig.class);
/// ReadConfig config = type.bind(Map.of("limit", 10), Environment.process()).get();
/// ```
///
/// Reading a type costs reflection and is done once per class. Config types are immutable and may
/// be used by any number of threads.
public final class ConfigType<T> {
  private static final ClassValue<Reader> READERS =
      new ClassValue<>() {
        @Override
        protected Reader computeValue(Class<?> type) {
          CodecReader reader = new CodecReader();
          return new Reader(reader.readRoot(type), reader.problems());
        }
      };

  private static final ClassValue<Reader> VALUE_READERS =
      new ClassValue<>() {
        @Override
        protected Reader computeValue(Class<?> type) {
          CodecReader reader = new CodecReader();
          return new Reader(reader.readValue(type), reader.problems());
        }
      };

  private final Class<T> type;
  private final Codec codec;

  private ConfigType(Class<T> type, Codec codec) {
    this.type = type;
    this.codec = codec;
  }

  /// The config that this class is.
  ///
  /// @throws InvalidConfigType with all problems, if it cannot be one: a component of an
  ///   unsupported type, a default that does not fit, a record that holds itself
  public static <T> ConfigType<T> of(Class<T> type) {
    return of(type, READERS.get(type));
  }

  /// The same for what may also be a single value, as the input of an op may be that is given in a
  /// document: besides [#of] a String, Integer, Path, an enum, and any other class that a component
  /// may have.
  ///
  /// @throws InvalidConfigType with all problems, if it cannot be one
  public static <T> ConfigType<T> value(Class<T> type) {
    return of(type, VALUE_READERS.get(type));
  }

  private static <T> ConfigType<T> of(Class<T> type, Reader reader) {
    if (!reader.problems.isEmpty()) {
      throw new InvalidConfigType(reader.problems);
    }
    return new ConfigType<>(type, reader.codec);
  }

  /// Why this class cannot be config; empty if it can.
  public static List<String> problemsOf(Class<?> type) {
    return READERS.get(type).problems;
  }

  /// The class.
  public Class<T> type() {
    return type;
  }

  /// What a document may say.
  public ConfigSchema schema() {
    return codec.schema();
  }

  /// The value that a document says: checked against the schema, completed with defaults, with
  /// `{env: NAME}` looked up, and accepted by the constructors of the records. All problems of the
  /// document are found, then all of its variables, then what the constructors refuse.
  ///
  /// The document is a [ConfigTree] or what [ConfigTree#of] takes, null for none. It is not
  /// changed.
  public Binding<T> bind(@Nullable Object document, Environment environment) {
    return bind(document, environment, ConfigPath.ROOT);
  }

  /// The same for a document that stands at `path` of a greater one, for the sake of its messages.
  public Binding<T> bind(@Nullable Object document, Environment environment, ConfigPath path) {
    Reading reading = new Reading(environment, new Problems(), _ -> {});
    return finish(read(document, reading, path), reading);
  }

  /// The tree of a value, complete and in the order of the schema. A secret is `{env: NAME}` if it
  /// was given so, and `***` otherwise: its value is not in the tree.
  ///
  /// @throws IllegalArgumentException if a component of type Object holds what no document can say
  public ConfigTree treeOf(T value) {
    return treeOf(value, Masking::shown);
  }

  /// The same, with what this function gives in the place of each secret: its hash, say, or its
  /// text where the tree is bound at once and neither shown nor stored.
  ///
  /// @throws IllegalArgumentException if a component of type Object holds what no document can say
  public ConfigTree treeOf(T value, Function<Secret<?>, ConfigTree> secrets) {
    return codec.write(value, secrets);
  }

  /// Reads a document; null with problems added to the reading where it is wrong.
  @Nullable T read(@Nullable Object document, Reading reading, ConfigPath path) {
    ConfigTree tree = orEmpty(schema(), ConfigTree.of(document));
    Validation.check(schema(), tree, path, reading.problems());
    if (reading.problems().count() > 0) {
      return null;
    }
    reading.warnings().addAll(Deprecations.in(schema(), tree, path));
    return cast(codec.read(Resolution.resolve(schema(), tree), reading, path));
  }

  /// A value that Java code made, with the variables of its secrets looked up; null with problems
  /// added to the reading if it holds a null or a variable is not set.
  @Nullable T settle(Object value, Reading reading, ConfigPath path) {
    if (!type.isInstance(value)) {
      String found = value.getClass().getSimpleName();
      reading
          .problems()
          .add(
              path,
              Kind.WRONG_VALUE,
              "expected a %s, but found a %s".formatted(type.getSimpleName(), found));
      return null;
    }
    Validation.check(schema(), codec.write(value, Masking::shown), path, reading.problems());
    return reading.problems().count() > 0 ? null : cast(codec.settle(value, reading, path));
  }

  private @Nullable T cast(@Nullable Object value) {
    return value == null ? null : type.cast(value);
  }

  static <T> Binding<T> finish(@Nullable T value, Reading reading) {
    return value == null
        ? new Binding.Invalid<>(reading.problems().toList())
        : new Binding.Bound<>(value, reading.warnings());
  }

  /// No document at all is one without entries, so that what is missing is named.
  static ConfigTree orEmpty(ConfigSchema schema, ConfigTree tree) {
    return switch (schema) {
      case ConfigSchema.Shape _, ConfigSchema.Selector _ when tree instanceof ConfigTree.Nothing ->
          ConfigTree.empty();
      case ConfigSchema _ -> tree;
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConfigType<?> that && type == that.type;
  }

  @Override
  public int hashCode() {
    return type.hashCode();
  }

  @Override
  public String toString() {
    return "config type " + type.getSimpleName();
  }

  private record Reader(Codec codec, List<String> problems) {}
}
