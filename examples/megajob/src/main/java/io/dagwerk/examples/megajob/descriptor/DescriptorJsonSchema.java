package io.dagwerk.examples.megajob.descriptor;

import io.dagwerk.config.ConfigSchemas;
import io.dagwerk.examples.megajob.type.JobType;
import io.dagwerk.examples.megajob.type.JobTypes;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// Writes what descriptors may say as JSON Schema, draft 2020-12, for editors and other programs.
public final class DescriptorJsonSchema {
  private static final String DEFINITIONS = "$defs";
  private static final String ENVIRONMENT = "#/$defs/env";

  private final SequencedMap<String, ConfigTree> definitions = new LinkedHashMap<>();

  private DescriptorJsonSchema() {}

  /// The schema of the descriptors of these types.
  public static ConfigTree of(JobTypes types) {
    return new DescriptorJsonSchema().document(types);
  }

  private ConfigTree document(JobTypes types) {
    SequencedMap<String, ConfigTree> envelope =
        entries(withoutReferences(body(DescriptorShapes.ENVELOPE)));
    SequencedMap<String, ConfigTree> properties = entries(get(envelope, "properties"));
    specialize(properties, DescriptorShapes.TYPE, map("enum", texts(types.names())));
    specialize(properties, DescriptorShapes.SCHEDULE, map("anyOf", timings()));
    specialize(properties, DescriptorShapes.PARAMS, map("type", texts(List.of("object", "null"))));
    specialize(properties, DescriptorShapes.CHECKS, map("items", map("anyOf", checks())));
    envelope.put("properties", new ConfigTree.Entries(properties));
    envelope.put("allOf", paramsByType(types));
    SequencedMap<String, ConfigTree> document = new LinkedHashMap<>();
    document.put("$schema", text("https://json-schema.org/draft/2020-12/schema"));
    document.put("title", text("Job descriptor, version %d".formatted(DescriptorShapes.VERSION)));
    document.putAll(envelope);
    document.put(DEFINITIONS, new ConfigTree.Entries(definitions));
    return new ConfigTree.Entries(document);
  }

  private static void specialize(
      SequencedMap<String, ConfigTree> properties, String name, ConfigTree more) {
    SequencedMap<String, ConfigTree> property = entries(get(properties, name));
    if (more instanceof ConfigTree.Entries(var entries) && entries.containsKey("enum")) {
      property.remove("type");
    }
    properties.put(name, new ConfigTree.Entries(property).merge(more));
  }

  private ConfigTree timings() {
    return new ConfigTree.Items(
        List.of(
            withoutReferences(body(DescriptorShapes.RHYTHM)),
            withoutReferences(body(DescriptorShapes.CRON)),
            map("type", text("null"))));
  }

  private ConfigTree checks() {
    List<ConfigTree> checks = new ArrayList<>();
    for (ConfigSchema shape : DescriptorShapes.checks().values()) {
      checks.add(withoutReferences(body(shape)));
    }
    return new ConfigTree.Items(checks);
  }

  private ConfigTree paramsByType(JobTypes types) {
    List<ConfigTree> rules = new ArrayList<>();
    for (JobType<?, ?> type : types.byName().values()) {
      ConfigSchema.Shape shape = DescriptorShapes.shape(ConfigSchemas.of(type.params()));
      ConfigTree params = map("description", text(type.description())).merge(body(shape));
      ConfigTree then = map("properties", map(DescriptorShapes.PARAMS, params));
      if (!shape.isOptional()) {
        then = then.merge(map("required", texts(List.of(DescriptorShapes.PARAMS))));
      }
      ConfigTree isType =
          map("properties", map(DescriptorShapes.TYPE, map("const", text(type.name()))))
              .merge(map("required", texts(List.of(DescriptorShapes.TYPE))));
      rules.add(map("if", isType).merge(map("then", then)));
    }
    return new ConfigTree.Items(rules);
  }

  /// A schema without what belongs to the document around it; its definitions are kept.
  private ConfigTree body(ConfigSchema schema) {
    SequencedMap<String, ConfigTree> body = entries(ConfigSchemas.jsonSchema(schema));
    body.remove("$schema");
    Optional.ofNullable(body.remove(DEFINITIONS)).ifPresent(it -> definitions.putAll(entries(it)));
    return new ConfigTree.Entries(body);
  }

  /// The same without `{env: NAME}` as an alternative to each value.
  private static ConfigTree withoutReferences(ConfigTree tree) {
    return switch (tree) {
      case ConfigTree.Entries(var entries) -> {
        SequencedMap<String, ConfigTree> kept = new LinkedHashMap<>();
        entries.forEach((key, value) -> kept.put(key, withoutReferences(value)));
        yield unwrapped(kept);
      }
      case ConfigTree.Items(var items) ->
          new ConfigTree.Items(
              items.stream().map(DescriptorJsonSchema::withoutReferences).toList());
      case ConfigTree _ -> tree;
    };
  }

  private static ConfigTree unwrapped(SequencedMap<String, ConfigTree> schema) {
    ConfigTree reference = map("$ref", text(ENVIRONMENT));
    if (schema.get("anyOf") instanceof ConfigTree.Items(List<ConfigTree> choices)
        && choices.size() == 2
        && choices.getLast().equals(reference)) {
      schema.remove("anyOf");
      return choices.getFirst().merge(new ConfigTree.Entries(schema));
    }
    return new ConfigTree.Entries(schema);
  }

  private static ConfigTree get(Map<String, ConfigTree> entries, String name) {
    return Optional.ofNullable(entries.get(name)).orElseGet(ConfigTree::empty);
  }

  private static SequencedMap<String, ConfigTree> entries(ConfigTree tree) {
    return tree instanceof ConfigTree.Entries(var entries)
        ? new LinkedHashMap<>(entries)
        : new LinkedHashMap<>();
  }

  private static ConfigTree map(String key, ConfigTree value) {
    return ConfigTree.entry(key, value);
  }

  private static ConfigTree text(String value) {
    return new ConfigTree.Text(value);
  }

  private static ConfigTree texts(List<String> values) {
    return ConfigTree.of(values);
  }
}
