package io.dagwerk.config;

import io.dagwerk.config.internal.JsonSchema;
import io.dagwerk.config.internal.SchemaText;
import io.dagwerk.config.internal.Skeleton;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;

/// Schemas of Java types, and how schemas are written for people and for editors.
public final class ConfigSchemas {
  private ConfigSchemas() {}

  /// What a document of this type may say; see [ConfigType].
  ///
  /// @throws InvalidConfigType if the class cannot be config
  public static ConfigSchema of(Class<?> type) {
    return ConfigType.of(type).schema();
  }

  /// The schema on one line: `{ name: text, limit?: integer }`.
  public static String text(ConfigSchema schema) {
    return SchemaText.of(schema);
  }

  /// The schema as JSON Schema, draft 2020-12, with meanings and defaults. What occurs more than
  /// once stands in `$defs` once.
  public static ConfigTree jsonSchema(ConfigSchema schema) {
    return JsonSchema.of(schema);
  }

  /// A YAML document to fill in: required entries with a blank, the others as comments with their
  /// defaults, each with its type and meaning.
  public static String skeleton(ConfigSchema schema) {
    return Skeleton.of(schema);
  }
}
