package io.dagwerk.config;

import io.dagwerk.config.ConfigSource.Constant;
import io.dagwerk.config.ConfigSource.Given;
import io.dagwerk.config.ConfigSource.Mapped;
import io.dagwerk.config.internal.Reading;
import io.dagwerk.config.internal.Thrown;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigProblem;
import io.dagwerk.model.ConfigProblem.Kind;
import io.dagwerk.model.ConfigTree;
import io.dagwerk.model.ConfigWarning;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads config from where it comes from.
final class ConfigSources {
  private ConfigSources() {}

  /// The value; null with problems added to the reading.
  static <T> @Nullable T read(
      ConfigSource<T> source, @Nullable Object document, Reading reading, ConfigPath path) {
    return switch (source) {
      case Given<T>(var type) -> type.read(document, reading, path);
      case Constant<T> constant -> readConstant(constant, document, reading, path);
      case Mapped<?, T> mapped -> readMapped(mapped, document, reading, path);
    };
  }

  private static <T> @Nullable T readConstant(
      Constant<T> constant, @Nullable Object document, Reading reading, ConfigPath path) {
    ConfigTree tree = ConfigType.orEmpty(constant.schema(), ConfigTree.of(document));
    if (!tree.equals(ConfigTree.empty())) {
      reading
          .problems()
          .add(
              path,
              Kind.UNKNOWN_ENTRY,
              "the config of %s is constant; leave this entry out"
                  .formatted(constant.definition()));
      return null;
    }
    return readMade(constant.type(), constant.value(), constant.definition(), reading, path);
  }

  private static <O, T> @Nullable T readMapped(
      Mapped<O, T> mapped, @Nullable Object document, Reading reading, ConfigPath path) {
    O outer = read(mapped.outer(), document, reading, path);
    if (outer == null) {
      return null;
    }
    Optional<Object> made;
    try {
      made = Optional.ofNullable(mapped.mapping().apply(outer));
    } catch (RuntimeException e) {
      reading.problems().add(path, Kind.MAPPING_FAILED, reading.scrub(failed(mapped, outer, e)));
      return null;
    }
    if (made.isEmpty()) {
      String expected = mapped.type().type().getSimpleName();
      reading
          .problems()
          .add(
              path,
              Kind.MAPPING_FAILED,
              "the config mapping of %s gave null; expected a %s"
                  .formatted(mapped.definition(), expected));
      return null;
    }
    return readMade(mapped.type(), made.orElseThrow(), mapped.definition(), reading, path);
  }

  private static String failed(Mapped<?, ?> mapped, Object outer, RuntimeException e) {
    return "the config mapping of %s from %s to %s failed: %s"
        .formatted(
            mapped.definition(),
            outer.getClass().getSimpleName(),
            mapped.type().type().getSimpleName(),
            Thrown.describe(e));
  }

  /// Reads what Java code made: an object of the type, or a tree. Its problems name the definition,
  /// and their path is one inside the config that was made.
  private static <T> @Nullable T readMade(
      ConfigType<T> type, Object made, String definition, Reading reading, ConfigPath path) {
    Reading inner = reading.fresh();
    T value = tryReading(type, made, inner);
    for (ConfigProblem problem : inner.problems().toList()) {
      String told = reading.scrub(problem.toString());
      reading.problems().add(path, problem.kind(), inMade(definition, told));
    }
    for (ConfigWarning warning : inner.warnings()) {
      reading.warnings().add(new ConfigWarning(path, inMade(definition, warning.toString())));
    }
    return value;
  }

  private static String inMade(String definition, String told) {
    return "in the config made for %s: %s".formatted(definition, told);
  }

  /// A component of type Object, or a tree, may hold what no document can say: that is the mistake
  /// of who made it, and reported as one.
  private static <T> @Nullable T tryReading(ConfigType<T> type, Object made, Reading reading) {
    try {
      return made instanceof Map<?, ?> || made instanceof ConfigTree
          ? type.read(made, reading, ConfigPath.ROOT)
          : type.settle(made, reading, ConfigPath.ROOT);
    } catch (IllegalArgumentException e) {
      String reason = Objects.requireNonNullElse(e.getMessage(), "it cannot be read");
      reading.problems().add(ConfigPath.ROOT, Kind.WRONG_VALUE, reading.scrub(reason));
      return null;
    }
  }
}
