package io.dagwerk.graphql;

import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.ListType;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.ScalarTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.TypeName;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/// A request for each field of the schema's root types, with a value for all that it requires.
///
/// @param schema whose requests these are
record WrittenRequests(TypeDefinitionRegistry schema) {
  /// What stands for the id of a run.
  static final String RUN = "0196f2a1-3c4d-7e5f-8a6b-1c2d3e4f5a6b";

  static WrittenRequests ofSchema() {
    try (InputStream text =
        Objects.requireNonNull(GraphQlApi.class.getResourceAsStream("schema.graphqls"))) {
      return new WrittenRequests(
          new SchemaParser().parse(new String(text.readAllBytes(), StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<String> fields(String root) {
    return root(root).getFieldDefinitions().stream().map(FieldDefinition::getName).toList();
  }

  private ObjectTypeDefinition root(String name) {
    return Objects.requireNonNull(schema.getTypeOrNull(name, ObjectTypeDefinition.class));
  }

  String request(String root, String field) {
    FieldDefinition asked =
        root(root).getFieldDefinitions().stream()
            .filter(each -> each.getName().equals(field))
            .findFirst()
            .orElseThrow();
    String arguments =
        asked.getInputValueDefinitions().stream()
            .filter(WrittenRequests::isRequired)
            .map(this::argument)
            .collect(Collectors.joining(", "));
    return "%s { %s%s { __typename } }"
        .formatted(
            root.toLowerCase(Locale.ROOT), field, arguments.isEmpty() ? "" : "(" + arguments + ")");
  }

  private static boolean isRequired(InputValueDefinition value) {
    return value.getType() instanceof NonNullType && value.getDefaultValue() == null;
  }

  private String argument(InputValueDefinition value) {
    return value.getName() + ": " + value(value.getName(), value.getType());
  }

  private String value(String name, Type<?> type) {
    return switch (type) {
      case NonNullType some -> value(name, some.getType());
      case ListType _ -> "[]";
      case TypeName named -> value(name, named.getName());
      default -> throw new IllegalStateException("no value is known of " + type);
    };
  }

  private String value(String name, String type) {
    return switch (type) {
      case "ID" ->
          List.of("run", "id", "left", "right").contains(name) ? quoted(RUN) : quoted("raw");
      case "String" -> quoted(name.equals("job") ? "refresh" : "flights");
      case "Int", "Long" -> "1";
      case "Boolean" -> "true";
      case "Time" -> quoted(name.equals("to") ? "2001-01-02T00:00:00Z" : "2001-01-01T00:00:00Z");
      default -> ofDefined(Objects.requireNonNull(schema.getTypeOrNull(type)));
    };
  }

  private String ofDefined(TypeDefinition<?> type) {
    return switch (type) {
      case EnumTypeDefinition constants -> constants.getEnumValueDefinitions().getFirst().getName();
      case InputObjectTypeDefinition input ->
          input.getInputValueDefinitions().stream()
              .filter(WrittenRequests::isRequired)
              .map(this::argument)
              .collect(Collectors.joining(", ", "{", "}"));
      case ScalarTypeDefinition _ -> "{}";
      default -> throw new IllegalStateException("no value is known of " + type);
    };
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }
}
