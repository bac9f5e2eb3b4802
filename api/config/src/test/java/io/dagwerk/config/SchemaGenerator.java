package io.dagwerk.config;

import io.dagwerk.model.ConfigSchema;
import io.dagwerk.model.ConfigSchema.Alternative;
import io.dagwerk.model.ConfigSchema.Deprecation;
import io.dagwerk.model.ConfigSchema.Field;
import io.dagwerk.model.ConfigSchema.Format;
import io.dagwerk.model.ConfigSchema.FormerName;
import io.dagwerk.model.ConfigSchema.Lifecycle;
import io.dagwerk.model.ConfigTree;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;

/// Makes random schemas, documents that fit them, and documents with random mistakes.
final class SchemaGenerator {
  private static final int DEEPEST = 3;
  private static final List<Format> FORMATS = List.of(Format.values());
  private static final List<String> NAMES = List.of("size", "name", "mode", "tags", "inner", "env");

  private final RandomGenerator random;

  SchemaGenerator(RandomGenerator random) {
    this.random = random;
  }

  ConfigSchema.Shape shape() {
    return shape(DEEPEST);
  }

  private ConfigSchema.Shape shape(int levels) {
    List<Field> fields = new ArrayList<>();
    for (String name : NAMES.subList(0, random.nextInt(NAMES.size()))) {
      ConfigSchema schema = schema(levels - 1);
      Optional<ConfigTree> fallback =
          random.nextInt(3) == 0 ? Optional.of(fitting(schema)) : Optional.empty();
      String doc = random.nextBoolean() ? "What it means" : "";
      fields.add(new Field(name, schema, fallback, doc, lifecycle(name)));
    }
    return new ConfigSchema.Shape(fields);
  }

  private Lifecycle lifecycle(String name) {
    List<FormerName> former = new ArrayList<>();
    for (String prefix : List.of("old_", "older_").subList(0, random.nextInt(3))) {
      former.add(new FormerName(prefix + name, "1", "3", random.nextInt(3) == 0));
    }
    return new Lifecycle(
        former,
        random.nextInt(5) == 0 ? Optional.of(new Deprecation("2", true)) : Optional.empty());
  }

  private ConfigSchema schema(int levels) {
    return switch (random.nextInt(levels > 0 ? 13 : 8)) {
      case 0, 1 -> new ConfigSchema.WholeNumber(-5, 1_000_000);
      case 2 -> new ConfigSchema.DecimalNumber();
      case 3 -> new ConfigSchema.Truth();
      case 4 -> new ConfigSchema.Text();
      case 5 -> new ConfigSchema.Secret();
      case 6 -> new ConfigSchema.Enumeration(List.of("red", "green"));
      case 7 -> new ConfigSchema.Formatted(FORMATS.get(random.nextInt(FORMATS.size())));
      case 8 -> new ConfigSchema.ListOf(schema(levels - 1));
      case 9 -> new ConfigSchema.MapOf(schema(levels - 1));
      case 10 -> new ConfigSchema.Nullable(schema(levels - 1));
      case 11 -> selector(levels);
      default -> random.nextInt(5) == 0 ? new ConfigSchema.Anything() : shape(levels);
    };
  }

  private ConfigSchema selector(int levels) {
    List<Alternative> alternatives = new ArrayList<>();
    for (String name : List.of("csv", "json", "table").subList(0, 1 + random.nextInt(3))) {
      alternatives.add(new Alternative(name, shape(levels - 1), ""));
    }
    return new ConfigSchema.Selector(alternatives);
  }

  /// A document that fits.
  ConfigTree fitting(ConfigSchema schema) {
    return switch (schema) {
      case ConfigSchema.Scalar _ when random.nextInt(8) == 0 ->
          ConfigTree.entry("env", new ConfigTree.Text("VARIABLE"));
      case ConfigSchema.WholeNumber _ -> ConfigTree.of(random.nextInt(-5, 100));
      case ConfigSchema.DecimalNumber() ->
          random.nextBoolean() ? ConfigTree.of(random.nextDouble()) : ConfigTree.of(7);
      case ConfigSchema.Truth() -> ConfigTree.of(random.nextBoolean());
      case ConfigSchema.Text(), ConfigSchema.Secret() -> ConfigTree.of("text" + random.nextInt(9));
      case ConfigSchema.Enumeration(var values) -> ConfigTree.of(values.getLast());
      case ConfigSchema.Formatted(var format) -> ConfigTree.of(example(format));
      case ConfigSchema.ListOf(var item) ->
          random.nextBoolean()
              ? new ConfigTree.Items(List.of())
              : new ConfigTree.Items(List.of(fitting(item), fitting(item)));
      case ConfigSchema.MapOf(var value) -> ConfigTree.entry("any key", fitting(value));
      case ConfigSchema.Nullable(var inner) ->
          random.nextBoolean() ? ConfigTree.nothing() : fitting(inner);
      case ConfigSchema.Anything() -> ConfigTree.of(List.of(1, "two"));
      case ConfigSchema.Shape(var fields) -> fittingShape(fields);
      case ConfigSchema.Selector(var alternatives) -> {
        Alternative chosen = alternatives.get(random.nextInt(alternatives.size()));
        yield ConfigTree.entry(chosen.name(), fitting(chosen.shape()));
      }
    };
  }

  private ConfigTree fittingShape(List<Field> fields) {
    SequencedMap<String, ConfigTree> entries = new LinkedHashMap<>();
    for (Field field : fields) {
      if (field.fallback().isEmpty() || random.nextBoolean()) {
        List<String> names = field.names();
        entries.put(names.get(random.nextInt(names.size())), fitting(field.schema()));
      }
    }
    return new ConfigTree.Entries(entries);
  }

  private static String example(Format format) {
    return switch (format) {
      case DURATION -> "1h30m";
      case DATE -> "2001-01-31";
      case INSTANT -> "2001-01-31T12:00:00Z";
      case ZONE -> "Europe/Amsterdam";
      case URI -> "https://example.org/a";
      case PATH -> "/data/in";
    };
  }

  /// The document with a few values replaced, entries added and entries taken away. It may still
  /// fit.
  ConfigTree mistaken(ConfigTree tree) {
    if (random.nextInt(8) == 0) {
      return anyValue();
    }
    return switch (tree) {
      case ConfigTree.Entries(var entries) -> mistaken(entries);
      case ConfigTree.Items(var items) ->
          new ConfigTree.Items(items.stream().map(this::mistaken).toList());
      case ConfigTree _ -> tree;
    };
  }

  private ConfigTree mistaken(SequencedMap<String, ConfigTree> entries) {
    SequencedMap<String, ConfigTree> changed = new LinkedHashMap<>();
    entries.forEach((key, value) -> {
      if (random.nextInt(10) > 0) {
        changed.put(key, mistaken(value));
      }
    });
    if (random.nextInt(6) == 0) {
      List<String> more =
          List.of("env", "csv", "json", "size", "old_size", "older_name", "unknown");
      changed.putIfAbsent(more.get(random.nextInt(more.size())), anyValue());
    }
    return new ConfigTree.Entries(changed);
  }

  /// A value of any kind. The only text, `UTC`, is a zone, a path and a URI and neither a date nor
  /// a duration, for JSON Schema as for us.
  private ConfigTree anyValue() {
    return switch (random.nextInt(10)) {
      case 0 -> ConfigTree.nothing();
      case 1 -> ConfigTree.of(true);
      case 2 -> ConfigTree.of(5);
      case 3 -> ConfigTree.of(new BigDecimal("5.0"));
      case 4 -> ConfigTree.of(5.5);
      case 5 -> ConfigTree.of(-1_000_000_000_000L);
      case 6 -> ConfigTree.of(List.of());
      case 7 -> ConfigTree.empty();
      case 8 -> ConfigTree.entry("env", new ConfigTree.Text(random.nextBoolean() ? "" : "UTC"));
      default -> ConfigTree.entry("csv", ConfigTree.nothing());
    };
  }
}
