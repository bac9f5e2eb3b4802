package io.dagwerk.execution;

import io.dagwerk.config.Binding;
import io.dagwerk.config.ConfigType;
import io.dagwerk.config.Environment;
import io.dagwerk.definitions.Input;
import io.dagwerk.definitions.Type;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// The rule that makes the value of an external input from the run config's section `inputs`.
///
/// With a loader, the loader makes it from its config; otherwise a number, text, truth value, list
/// or map is taken as it stands, and a record is bound as config.
final class Externals {
  private static final SequencedMap<Class<?>, ConfigSchema> SCALARS = scalars();

  private Externals() {}

  static ConfigSchema schema(Input.External<?> external) {
    Type<?> type = external.type();
    if (type.loader().isPresent()) {
      return type.loader().get().config().schema();
    }
    ConfigSchema scalar = SCALARS.get(type.raw());
    if (scalar != null) {
      return scalar;
    }
    return ConfigType.problemsOf(type.raw()).isEmpty()
        ? ConfigType.of(type.raw()).schema()
        : new ConfigSchema.Anything();
  }

  /// @param document what stands under `inputs.NAME`
  /// @throws Exception what the loader throws
  static Object load(Input.External<?> external, ConfigTree document, Environment environment)
      throws Exception {
    Type<?> type = external.type();
    ConfigPath path = ConfigPath.of("inputs", external.name());
    if (type.loader().isPresent()) {
      Binding<?> bound = type.loader().get().config().bind(document, environment, path);
      Object config = bound.get();
      if (config == null) {
        throw new IllegalStateException("a config record is never null");
      }
      return type.loader().get().function().apply(config);
    }
    if (!SCALARS.containsKey(type.raw()) && ConfigType.problemsOf(type.raw()).isEmpty()) {
      return ConfigType.of(type.raw()).bind(document, environment, path).get();
    }
    Object plain = document.toPlain();
    return type.cast(converted(plain == null ? "" : plain, type.raw()));
  }

  private static Object converted(Object plain, Class<?> raw) {
    if (plain instanceof Number number) {
      if (raw == Long.class) {
        return number.longValue();
      }
      if (raw == Double.class) {
        return number.doubleValue();
      }
      if (raw == Integer.class) {
        return number.intValue();
      }
    }
    return plain;
  }

  private static SequencedMap<Class<?>, ConfigSchema> scalars() {
    SequencedMap<Class<?>, ConfigSchema> scalars = new LinkedHashMap<>();
    scalars.put(Integer.class, new ConfigSchema.WholeNumber(Integer.MIN_VALUE, Integer.MAX_VALUE));
    scalars.put(Long.class, new ConfigSchema.WholeNumber(Long.MIN_VALUE, Long.MAX_VALUE));
    scalars.put(Double.class, new ConfigSchema.DecimalNumber());
    scalars.put(Boolean.class, new ConfigSchema.Truth());
    scalars.put(String.class, new ConfigSchema.Text());
    scalars.put(List.class, new ConfigSchema.ListOf(new ConfigSchema.Anything()));
    scalars.put(Map.class, new ConfigSchema.MapOf(new ConfigSchema.Anything()));
    return scalars;
  }
}
