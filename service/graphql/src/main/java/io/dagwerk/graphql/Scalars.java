package io.dagwerk.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.ArrayValue;
import graphql.language.BooleanValue;
import graphql.language.EnumValue;
import graphql.language.FloatValue;
import graphql.language.IntValue;
import graphql.language.NullValue;
import graphql.language.ObjectField;
import graphql.language.ObjectValue;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.language.VariableReference;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import graphql.schema.idl.RuntimeWiring;
import io.dagwerk.model.ConfigTree;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The values of the schema that GraphQL itself has not.
final class Scalars {
  private Scalars() {}

  static void wire(RuntimeWiring.Builder wiring) {
    wiring.scalar(scalar("Json", new JsonValues()));
    wiring.scalar(scalar("Long", new Longs()));
    wiring.scalar(scalar("Time", new Times()));
  }

  private static GraphQLScalarType scalar(String name, Coercing<?, ?> coercing) {
    return GraphQLScalarType.newScalar().name(name).coercing(coercing).build();
  }

  /// Whole numbers of 64 bits.
  private static final class Longs implements Coercing<Long, Long> {
    @Override
    public Long serialize(Object result, GraphQLContext context, Locale locale) {
      return (Long) result;
    }

    @Override
    public Long parseValue(Object input, GraphQLContext context, Locale locale) {
      if (input instanceof Integer || input instanceof Long) {
        return ((Number) input).longValue();
      }
      throw new CoercingParseValueException("expected a whole number, but found " + input);
    }

    @Override
    public Long parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      if (input instanceof IntValue whole && whole.getValue().bitLength() < Long.SIZE) {
        return whole.getValue().longValue();
      }
      throw new CoercingParseLiteralException("expected a whole number of 64 bits");
    }
  }

  /// Instants, as ISO 8601 has them.
  private static final class Times implements Coercing<Instant, String> {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    @Override
    public String serialize(Object result, GraphQLContext context, Locale locale) {
      return result.toString();
    }

    @Override
    public Instant parseValue(Object input, GraphQLContext context, Locale locale) {
      try {
        return parse(String.valueOf(input));
      } catch (DateTimeParseException e) {
        throw new CoercingParseValueException(problem(input), e);
      }
    }

    @Override
    public Instant parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      String text =
          input instanceof StringValue value ? String.valueOf(value.getValue()) : input.toString();
      try {
        return parse(text);
      } catch (DateTimeParseException e) {
        throw new CoercingParseLiteralException(problem(text), e);
      }
    }

    /// @throws DateTimeParseException for what is none, or none that a database takes
    private static Instant parse(String text) {
      Instant instant = OffsetDateTime.parse(text).toInstant();
      if (instant.isBefore(FIRST) || instant.isAfter(LAST)) {
        throw new DateTimeParseException("not from year 1 to 9999", text, 0);
      }
      return instant;
    }

    private static String problem(Object found) {
      return "expected an instant, such as 2001-01-31T06:00:00Z, from year 1 to 9999, but found '%s'"
          .formatted(found);
    }
  }

  /// Trees. They are given as they are, and written with the answer.
  private static final class JsonValues implements Coercing<ConfigTree, ConfigTree> {
    @Override
    public ConfigTree serialize(Object result, GraphQLContext context, Locale locale) {
      return (ConfigTree) result;
    }

    @Override
    public ConfigTree parseValue(Object input, GraphQLContext context, Locale locale) {
      try {
        return ConfigTree.of(input);
      } catch (IllegalArgumentException e) {
        throw new CoercingParseValueException(String.valueOf(e.getMessage()), e);
      }
    }

    @Override
    public ConfigTree parseLiteral(
        Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
      try {
        return ConfigTree.of(plain(input, variables));
      } catch (IllegalArgumentException e) {
        throw new CoercingParseLiteralException(String.valueOf(e.getMessage()), e);
      }
    }

    private static @Nullable Object plain(Value<?> value, CoercedVariables variables) {
      return switch (value) {
        case NullValue _ -> null;
        case StringValue text -> text.getValue();
        case BooleanValue truth -> truth.isValue();
        case IntValue whole -> whole.getValue();
        case FloatValue decimal -> decimal.getValue();
        case EnumValue word -> word.getName();
        case VariableReference variable -> variables.get(variable.getName());
        case ArrayValue array -> items(array, variables);
        case ObjectValue object -> entries(object, variables);
        default -> throw new IllegalArgumentException("expected JSON, but found " + value);
      };
    }

    private static List<@Nullable Object> items(ArrayValue array, CoercedVariables variables) {
      List<@Nullable Object> items = new ArrayList<>();
      array.getValues().forEach(item -> items.add(plain(item, variables)));
      return items;
    }

    private static SequencedMap<String, @Nullable Object> entries(
        ObjectValue object, CoercedVariables variables) {
      SequencedMap<String, @Nullable Object> entries = new LinkedHashMap<>();
      for (ObjectField field : object.getObjectFields()) {
        entries.put(field.getName(), plain(field.getValue(), variables));
      }
      return entries;
    }
  }
}
