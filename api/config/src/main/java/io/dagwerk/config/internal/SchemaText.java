package io.dagwerk.config.internal;

import io.dagwerk.model.ConfigSchema;
import java.util.Locale;
import java.util.stream.Collectors;

/// Prints schemas as people read them: `{ name: text, limit?: integer }`.
public final class SchemaText {
  private static final int LONGEST_HINT = 400;

  private SchemaText() {}

  /// The whole schema on one line.
  public static String of(ConfigSchema schema) {
    return print(schema, Integer.MAX_VALUE);
  }

  /// The schema without what nests in it, for a message.
  static String hint(ConfigSchema schema) {
    String text = print(beginning(schema), 1);
    return text.length() <= LONGEST_HINT ? text : text.substring(0, LONGEST_HINT) + "...";
  }

  /// Of a shape with thousands of fields only as many as a message could show.
  private static ConfigSchema beginning(ConfigSchema schema) {
    return schema instanceof ConfigSchema.Shape(var fields) && fields.size() > LONGEST_HINT
        ? new ConfigSchema.Shape(fields.subList(0, LONGEST_HINT))
        : schema;
  }

  private static String print(ConfigSchema schema, int levels) {
    return switch (schema) {
      case ConfigSchema.WholeNumber _ -> "integer";
      case ConfigSchema.DecimalNumber() -> "number";
      case ConfigSchema.Truth() -> "boolean";
      case ConfigSchema.Text() -> "text";
      case ConfigSchema.Secret() -> "secret";
      case ConfigSchema.Formatted(var format) -> format.name().toLowerCase(Locale.ROOT);
      case ConfigSchema.Enumeration(var values) -> "(" + String.join(" | ", values) + ")";
      case ConfigSchema.ListOf(var item) -> "[" + print(item, levels) + "]";
      case ConfigSchema.MapOf(var value) -> "{ *: " + print(value, levels - 1) + " }";
      case ConfigSchema.Nullable(var inner) -> print(inner, levels) + "?";
      case ConfigSchema.Anything() -> "any";
      case ConfigSchema.Shape(var fields) when fields.isEmpty() -> "{}";
      case ConfigSchema.Selector _, ConfigSchema.Shape _ when levels <= 0 -> "{...}";
      case ConfigSchema.Shape(var fields) ->
          fields.stream()
              .map(field -> print(field, levels - 1))
              .collect(Collectors.joining(", ", "{ ", " }"));
      case ConfigSchema.Selector(var alternatives) ->
          alternatives.stream()
              .map(it -> it.name() + ": " + print(it.shape(), levels - 1))
              .collect(Collectors.joining(" | ", "{ ", " }"));
    };
  }

  private static String print(ConfigSchema.Field field, int levels) {
    boolean isOptional = field.fallback().isPresent();
    ConfigSchema schema =
        isOptional && field.schema() instanceof ConfigSchema.Nullable(var inner)
            ? inner
            : field.schema();
    return field.name() + (isOptional ? "?: " : ": ") + print(schema, levels);
  }
}
