package io.dagwerk.config.internal;

import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Alternative;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.Format;
import io.dagwerk.model.ConfigSchema.FormerName;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/// Writes a schema as JSON Schema, draft 2020-12. A map that occurs more than once stands in
/// `$defs` under its hash, so that the document of ten thousand definitions of one type stays
/// small.
public final class JsonSchema {
  private static final String REFERENCE = "env";
  private static final int HASH_LETTERS = 16;
  private static final ConfigTree DEPRECATED =
      ConfigTree.entry("deprecated", new ConfigTree.Truth(true));

  private final Map<ConfigSchema, Integer> uses = new HashMap<>();
  private final SequencedMap<ConfigSchema, String> names = new LinkedHashMap<>();
  private final SequencedMap<String, ConfigTree> definitions = new LinkedHashMap<>();

  private JsonSchema() {}

  /// The JSON Schema as a tree; its `toJson()` is the text.
  public static ConfigTree of(ConfigSchema schema) {
    return new JsonSchema().document(schema);
  }

  private ConfigTree document(ConfigSchema schema) {
    count(schema);
    Map<String, ConfigTree> root = entries(body(schema));
    SequencedMap<String, ConfigTree> document = new LinkedHashMap<>();
    document.put("$schema", text("https://json-schema.org/draft/2020-12/schema"));
    document.putAll(root);
    if (!definitions.isEmpty()) {
      document.put("$defs", new ConfigTree.Entries(definitions));
    }
    return new ConfigTree.Entries(document);
  }

  /// Counts the maps; of one that was seen before, not again what is in it.
  private void count(ConfigSchema schema) {
    switch (schema) {
      case ConfigSchema.Scalar _, ConfigSchema.Anything() -> {}
      case ConfigSchema.ListOf(var item) -> count(item);
      case ConfigSchema.MapOf(var value) -> count(value);
      case ConfigSchema.Nullable(var inner) -> count(inner);
      case ConfigSchema.Shape(var fields) -> {
        if (uses.merge(schema, 1, Integer::sum) == 1) {
          fields.forEach(field -> count(field.schema()));
        }
      }
      case ConfigSchema.Selector(var alternatives) -> {
        if (uses.merge(schema, 1, Integer::sum) == 1) {
          alternatives.forEach(it -> count(it.shape()));
        }
      }
    }
  }

  private ConfigTree write(ConfigSchema schema) {
    if (uses.getOrDefault(schema, 0) <= 1) {
      return body(schema);
    }
    String name = names.get(schema);
    if (name == null) {
      name = schema.hash().substring(0, HASH_LETTERS);
      names.put(schema, name);
      definitions.put(name, body(schema));
    }
    return reference(name);
  }

  private static ConfigTree reference(String name) {
    return ConfigTree.entry("$ref", text("#/$defs/" + name));
  }

  private ConfigTree body(ConfigSchema schema) {
    return switch (schema) {
      case ConfigSchema.Scalar scalar -> anyOf(scalar(scalar), environmentReference());
      case ConfigSchema.ListOf(var item) -> map("type", text("array"), "items", write(item));
      case ConfigSchema.MapOf(var value) ->
          map("type", text("object"), "additionalProperties", write(value));
      case ConfigSchema.Nullable(var inner) ->
          anyOf(write(inner), ConfigTree.entry("type", text("null")));
      case ConfigSchema.Anything() -> ConfigTree.empty();
      case ConfigSchema.Shape shape -> shape(shape);
      case ConfigSchema.Selector selector -> selector(selector);
    };
  }

  private ConfigTree environmentReference() {
    definitions.computeIfAbsent(
        REFERENCE,
        _ ->
            ConfigTree.of(
                ordered(
                    "description",
                    "The text of an environment variable, read where the run is",
                    "type",
                    "object",
                    "properties",
                    ordered(Reference.KEY, ordered("type", "string", "minLength", 1)),
                    "required",
                    List.of(Reference.KEY),
                    "additionalProperties",
                    false)));
    return reference(REFERENCE);
  }

  private static ConfigTree scalar(ConfigSchema.Scalar scalar) {
    return switch (scalar) {
      case ConfigSchema.WholeNumber(long least, long most) ->
          ConfigTree.of(ordered("type", "integer", "minimum", least, "maximum", most));
      case ConfigSchema.DecimalNumber() -> ConfigTree.entry("type", text("number"));
      case ConfigSchema.Truth() -> ConfigTree.entry("type", text("boolean"));
      case ConfigSchema.Text() -> ConfigTree.entry("type", text("string"));
      case ConfigSchema.Secret() -> ConfigTree.of(ordered("type", "string", "writeOnly", true));
      case ConfigSchema.Enumeration(var values) -> ConfigTree.of(ordered("enum", values));
      case ConfigSchema.Formatted(var format) -> formatted(format);
    };
  }

  private static ConfigTree formatted(Format format) {
    String hint = "Expected is " + Formats.expectation(format);
    ConfigTree string = ConfigTree.of(ordered("type", "string", "$comment", hint));
    return switch (format) {
      case DURATION ->
          string.merge(
              ConfigTree.entry("pattern", text("^(" + Formats.SHORT_DURATION + "|[-+]?[Pp].+)$")));
      case DATE -> string.merge(ConfigTree.entry("format", text("date")));
      case INSTANT -> string.merge(ConfigTree.entry("format", text("date-time")));
      case URI -> string.merge(ConfigTree.entry("format", text("uri-reference")));
      case ZONE, PATH -> string;
    };
  }

  private ConfigTree shape(ConfigSchema.Shape shape) {
    SequencedMap<String, ConfigTree> properties = new LinkedHashMap<>();
    List<ConfigTree> required = new ArrayList<>();
    List<ConfigTree> rules = new ArrayList<>();
    for (Field field : shape.fields()) {
      properties.put(field.name(), property(field));
      field.lifecycle().formerNames().stream()
          .filter(former -> !former.hasEnded())
          .forEach(former -> properties.put(former.name(), property(former, field)));
      List<String> names = field.names();
      if (field.fallback().isEmpty() && names.size() == 1) {
        required.add(text(field.name()));
      } else if (field.fallback().isEmpty()) {
        rules.add(anyOf(names.stream().map(JsonSchema::requires).toList()));
      }
      rules.addAll(notTwice(names));
    }
    SequencedMap<String, ConfigTree> object = object(properties, shape.isOptional());
    if (!required.isEmpty()) {
      object.put("required", new ConfigTree.Items(required));
    }
    if (!rules.isEmpty()) {
      object.put("allOf", new ConfigTree.Items(rules));
    }
    return new ConfigTree.Entries(object);
  }

  /// Of the names that an entry may be given by, no two.
  private static List<ConfigTree> notTwice(List<String> names) {
    List<ConfigTree> rules = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      for (String other : names.subList(i + 1, names.size())) {
        rules.add(ConfigTree.entry("not", requires(names.get(i), other)));
      }
    }
    return rules;
  }

  private static ConfigTree requires(String... names) {
    return ConfigTree.of(ordered("type", "object", "required", List.of(names)));
  }

  private ConfigTree property(FormerName former, Field field) {
    String note =
        "Renamed to '%s' in %s; gone in %s".formatted(field.name(), former.since(), former.until());
    return described(write(field.schema()), note).merge(DEPRECATED);
  }

  private ConfigTree property(Field field) {
    ConfigTree described = described(write(field.schema()), field.doc());
    ConfigTree property =
        field.lifecycle().deprecation().isPresent() ? described.merge(DEPRECATED) : described;
    return field
        .fallback()
        .filter(it -> !(it instanceof ConfigTree.Nothing) && !it.equals(ConfigTree.empty()))
        .map(it -> property.merge(ConfigTree.entry("default", it)))
        .orElse(property);
  }

  private ConfigTree selector(ConfigSchema.Selector selector) {
    SequencedMap<String, ConfigTree> properties = new LinkedHashMap<>();
    for (Alternative alternative : selector.alternatives()) {
      properties.put(alternative.name(), described(write(alternative.shape()), alternative.doc()));
    }
    boolean isOptional = Shapes.isOptional(selector);
    SequencedMap<String, ConfigTree> object = object(properties, isOptional);
    object.put("minProperties", ConfigTree.of(isOptional ? 0 : 1));
    object.put("maxProperties", ConfigTree.of(1));
    return new ConfigTree.Entries(object);
  }

  private static SequencedMap<String, ConfigTree> object(
      SequencedMap<String, ConfigTree> properties, boolean isOptional) {
    SequencedMap<String, ConfigTree> object = new LinkedHashMap<>();
    object.put("type", isOptional ? ConfigTree.of(List.of("object", "null")) : text("object"));
    object.put("properties", new ConfigTree.Entries(properties));
    object.put("additionalProperties", new ConfigTree.Truth(false));
    return object;
  }

  private static ConfigTree described(ConfigTree property, String doc) {
    return doc.isEmpty() ? property : property.merge(ConfigTree.entry("description", text(doc)));
  }

  private static ConfigTree anyOf(ConfigTree one, ConfigTree other) {
    return anyOf(List.of(one, other));
  }

  private static ConfigTree anyOf(List<ConfigTree> all) {
    return ConfigTree.entry("anyOf", new ConfigTree.Items(all));
  }

  private static ConfigTree map(String key, ConfigTree value, String other, ConfigTree second) {
    return ConfigTree.entry(key, value).merge(ConfigTree.entry(other, second));
  }

  private static ConfigTree text(String value) {
    return new ConfigTree.Text(value);
  }

  private static Map<String, ConfigTree> entries(ConfigTree tree) {
    return tree instanceof ConfigTree.Entries(var entries) ? entries : Map.of();
  }

  private static SequencedMap<String, Object> ordered(Object... keysAndValues) {
    SequencedMap<String, Object> map = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return map;
  }
}
