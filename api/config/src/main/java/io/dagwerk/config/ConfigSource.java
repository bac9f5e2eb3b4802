package io.dagwerk.config;

import io.dagwerk.config.internal.Problems;
import io.dagwerk.config.internal.Reading;
import io.dagwerk.model.ConfigPath;
import io.dagwerk.model.ConfigSchema;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Where the config of a definition comes from: from the document, from Java, or from other config.
///
/// ```java
/// ConfigSource<Load> given = ConfigSource.given(Load.class);
/// ConfigSource<Load> daily =
///     given.configured("op 'daily'", Daily.class, day -> new Load(day.table(), "eu-west-1"));
/// daily.schema();                                          // that of Daily: what is still to be given
/// daily.bind(Map.of("table", "orders"), environment, path); // a Load
/// ```
///
/// Sources are immutable; binding may be done by any thread, if the mapping functions allow it.
public sealed interface ConfigSource<T> {

  /// From the document.
  record Given<T>(ConfigType<T> type) implements ConfigSource<T> {}

  /// From Java: a T, or a tree to be bound as one, which may hold `{env: NAME}`. The document says
  /// nothing. Not shown by `toString`, as a tree may hold secrets.
  record Constant<T>(String definition, ConfigType<T> type, Object value)
      implements ConfigSource<T> {
    @Override
    public String toString() {
      return "Constant[%s, %s]".formatted(definition, type);
    }
  }

  /// From other config, by a function. It gives a T, or a tree to be bound as one.
  record Mapped<O, T>(
      String definition, ConfigSource<O> outer, ConfigType<T> type, Function<? super O, ?> mapping)
      implements ConfigSource<T> {}

  /// The source that takes the document as it is.
  ///
  /// @throws InvalidConfigType if the class cannot be config
  static <T> ConfigSource<T> given(Class<T> type) {
    return new Given<>(ConfigType.of(type));
  }

  /// The same for what may also be a single value, such as a String or a Path.
  ///
  /// @throws InvalidConfigType if the class cannot stand in a document
  static <T> ConfigSource<T> value(Class<T> type) {
    return new Given<>(ConfigType.value(type));
  }

  /// What is bound in the end.
  ConfigType<T> type();

  /// What the document has to say: of a constant nothing, of a mapping what its function takes.
  default ConfigSchema schema() {
    return switch (this) {
      case Given<T>(var type) -> type.schema();
      case Constant<T> _ -> ConfigSchema.Shape.EMPTY;
      case Mapped<?, T>(_, var outer, _, _) -> outer.schema();
    };
  }

  /// The type that the document has to give, which is what the result of another function must be
  /// if this source is configured further; empty if the document says nothing.
  default Optional<ConfigType<?>> supplied() {
    return switch (this) {
      case Given<T>(var type) -> Optional.of(type);
      case Constant<T> _ -> Optional.empty();
      case Mapped<?, T>(_, var outer, _, _) -> outer.supplied();
    };
  }

  /// This source with its document made by a function of another config, which is to be given
  /// instead.
  ///
  /// @param definition who is configured, for messages: `op 'daily'`
  /// @param outer what is to be given
  /// @param mapping gives what this source takes: an object of its type, or a plain tree
  /// @throws IllegalStateException if this source takes no config, being constant
  /// @throws InvalidConfigType if `outer` cannot be config
  default <O> ConfigSource<T> configured(
      String definition, Class<O> outer, Function<? super O, ?> mapping) {
    return switch (this) {
      case Given<T>(var type) -> new Mapped<>(definition, given(outer), type, mapping);
      case Constant<T> constant -> throw isConstant(definition, constant);
      case Mapped<?, T> mapped -> replaced(mapped, definition, outer, mapping);
    };
  }

  private static <M, O, T> ConfigSource<T> replaced(
      Mapped<M, T> mapped, String definition, Class<O> outer, Function<? super O, ?> mapping) {
    return new Mapped<>(
        mapped.definition,
        mapped.outer.configured(definition, outer, mapping),
        mapped.type,
        mapped.mapping);
  }

  /// This source with a constant for its document: an object of its type, or a plain tree, which
  /// may hold `{env: NAME}`.
  ///
  /// @param definition who is configured, for messages: `op 'daily'`
  /// @throws IllegalStateException if this source takes no config, being constant
  default ConfigSource<T> configured(String definition, Object constant) {
    return switch (this) {
      case Given<T>(var type) -> new Constant<>(definition, type, constant);
      case Constant<T> before -> throw isConstant(definition, before);
      case Mapped<?, T> mapped -> replaced(mapped, definition, constant);
    };
  }

  private static <M, T> ConfigSource<T> replaced(
      Mapped<M, T> mapped, String definition, Object constant) {
    return new Mapped<>(
        mapped.definition,
        mapped.outer.configured(definition, constant),
        mapped.type,
        mapped.mapping);
  }

  private static IllegalStateException isConstant(String definition, Constant<?> constant) {
    return new IllegalStateException(
        "%s cannot be configured: the config of %s is constant, so there is nothing left to give"
            .formatted(definition, constant.definition));
  }

  /// The config, from what the document says at `path`; null for nothing. The outermost config is
  /// bound first, then each function is called once with the result and what it gives is checked in
  /// turn.
  default Binding<T> bind(@Nullable Object document, Environment environment, ConfigPath path) {
    return bind(document, environment, path, _ -> {});
  }

  /// The same, and tells the text of each secret that was read, also of one that a function made
  /// something else of: these texts are to be kept out of what is shown.
  default Binding<T> bind(
      @Nullable Object document,
      Environment environment,
      ConfigPath path,
      Consumer<String> onSecret) {
    Reading reading = new Reading(environment, new Problems(), onSecret);
    return ConfigType.finish(ConfigSources.read(this, document, reading, path), reading);
  }
}
