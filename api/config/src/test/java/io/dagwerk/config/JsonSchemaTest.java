package io.dagwerk.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigTree;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.SequencedMap;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/// What we accept is what a JSON Schema validator accepts, by the JSON Schema that we write.
class JsonSchemaTest {
  /// Another one by `-Ddagwerk.seed=...`.
  private static final long SEED = Long.getLong("dagwerk.seed", 20_010_131);

  private static final int SCHEMAS = 300;
  private static final int DOCUMENTS = 12;
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

  record Example(@Doc("Most rows") @Default("10") int limit, Secret<String> password) {}

  @Test
  void meaningDefaultAndReferencesAreWritten() {
    assertThat(ConfigSchemas.jsonSchema(ConfigSchemas.of(Example.class)).toJson())
        .contains("\"https://json-schema.org/draft/2020-12/schema\"")
        .contains("\"description\": \"Most rows\", \"default\": 10")
        .contains("\"required\": [\"password\"]")
        .contains("\"writeOnly\": true")
        .contains("\"$ref\": \"#/$defs/env\"");
  }

  @Test
  void theWrittenSchemaIsJsonSchema() {
    Schema metaSchema =
        REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));
    SchemaGenerator generator = new SchemaGenerator(new Random(1));
    for (int i = 0; i < 50; i++) {
      String text = ConfigSchemas.jsonSchema(generator.shape()).toJson();

      assertThat(metaSchema.validate(text, InputFormat.JSON)).as(text).isEmpty();
    }
  }

  @Test
  void aSchemaUsedManyTimesIsWrittenOnce() {
    ConfigSchema.Shape shared =
        new ConfigSchema.Shape(
            List.of(ConfigSchema.Field.required("a_long_name", new ConfigSchema.Text())));
    List<ConfigSchema.Field> fields =
        java.util.stream.IntStream.range(0, 100)
            .mapToObj(i -> ConfigSchema.Field.required("asset" + i, shared))
            .toList();

    String text = ConfigSchemas.jsonSchema(new ConfigSchema.Shape(fields)).toJson();

    assertThat(text.split("\"properties\": \\{\"a_long_name\"", -1)).hasSize(2);
  }

  @Test
  void whatFitsIsAccepted() {
    SchemaGenerator generator = new SchemaGenerator(new Random(SEED));
    for (int i = 0; i < SCHEMAS; i++) {
      ConfigSchema schema = generator.shape();
      ConfigTree document = generator.fitting(schema);

      assertThat(Config.check(schema, document))
          .as("seed %d: %s for %s", SEED, document.toJson(), ConfigSchemas.text(schema))
          .isEmpty();
    }
  }

  @Test
  void weAcceptWhatAJsonSchemaValidatorAccepts() {
    findDisagreement(SEED, (schema, document) -> Config.check(schema, document).isEmpty())
        .ifPresent(example -> fail("seed " + SEED + ": " + example));
  }

  @Test
  void aCheckWithAPlantedMistakeIsFound() {
    assertThat(findDisagreement(1, (schema, document) -> accepts(schema, withoutTrue(document))))
        .as("a boolean taken for an integer")
        .isPresent();
    assertThat(
            findDisagreement(
                1, (schema, document) -> accepts(schema, without("unknown", document))))
        .as("unknown entries ignored")
        .isPresent();
    assertThat(
            findDisagreement(
                1,
                (schema, document) ->
                    Config.check(schema, document).stream()
                        .allMatch(it -> it.message().contains("is missing"))))
        .as("missing entries ignored")
        .isPresent();
    assertThat(
            findDisagreement(
                1,
                (schema, document) ->
                    Config.check(schema, document).stream()
                        .allMatch(it -> it.message().contains("exactly one of"))))
        .as("selectors not counted")
        .isPresent();
  }

  private static boolean accepts(ConfigSchema schema, ConfigTree document) {
    return Config.check(schema, document).isEmpty();
  }

  /// A document on which the check and the validator differ.
  private static Optional<String> findDisagreement(
      long seed, BiPredicate<ConfigSchema, ConfigTree> check) {
    SchemaGenerator generator = new SchemaGenerator(new Random(seed));
    for (int i = 0; i < SCHEMAS; i++) {
      ConfigSchema.Shape schema = generator.shape();
      String jsonSchema = ConfigSchemas.jsonSchema(schema).toJson();
      Schema validator = REGISTRY.getSchema(jsonSchema);
      for (int j = 0; j < DOCUMENTS; j++) {
        ConfigTree document = generator.mistaken(generator.fitting(schema));
        boolean isValid = isValid(validator, document);
        if (check.test(schema, document) != isValid) {
          return Optional.of(
              "%s is %s by %s"
                  .formatted(document.toJson(), isValid ? "valid" : "invalid", jsonSchema));
        }
      }
    }
    return Optional.empty();
  }

  private static boolean isValid(Schema validator, ConfigTree document) {
    return validator
        .validate(
            document.toJson(),
            InputFormat.JSON,
            context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)))
        .isEmpty();
  }

  private static ConfigTree withoutTrue(ConfigTree tree) {
    return switch (tree) {
      case ConfigTree.Truth _ -> ConfigTree.of(1);
      case ConfigTree.Items(var items) ->
          new ConfigTree.Items(items.stream().map(JsonSchemaTest::withoutTrue).toList());
      case ConfigTree.Entries(var entries) -> {
        SequencedMap<String, ConfigTree> changed = new LinkedHashMap<>();
        entries.forEach((key, value) -> changed.put(key, withoutTrue(value)));
        yield new ConfigTree.Entries(changed);
      }
      case ConfigTree _ -> tree;
    };
  }

  private static ConfigTree without(String name, ConfigTree tree) {
    return switch (tree) {
      case ConfigTree.Items(var items) ->
          new ConfigTree.Items(items.stream().map(item -> without(name, item)).toList());
      case ConfigTree.Entries(var entries) -> {
        SequencedMap<String, ConfigTree> changed = new LinkedHashMap<>(entries);
        changed.remove(name);
        changed.replaceAll((_, value) -> without(name, value));
        yield new ConfigTree.Entries(changed);
      }
      case ConfigTree _ -> tree;
    };
  }
}
