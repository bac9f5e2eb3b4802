package io.dagwerk.graphql;

import graphql.language.AstPrinter;
import graphql.language.EnumTypeDefinition;
import graphql.language.EnumValueDefinition;
import graphql.language.FieldDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.InputValueDefinition;
import graphql.language.NonNullType;
import graphql.language.ObjectTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.UnionTypeDefinition;
import graphql.language.Value;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a client that was written for a schema can no longer ask, or no longer understands, of
/// another. An answer may come to be never null, and what is asked with may come to be optional;
/// types, fields, arguments that may be left out, and constants may be added.
final class SchemaBreaks {
  private final List<String> breaks = new ArrayList<>();
  private final List<String> additions = new ArrayList<>();

  private SchemaBreaks(String saved, String now) {
    TypeDefinitionRegistry before = new SchemaParser().parse(saved);
    TypeDefinitionRegistry after = new SchemaParser().parse(now);
    Map<String, TypeDefinition<?>> types = new LinkedHashMap<>();
    after.types().forEach((name, type) -> types.put(name, type));
    before.types().forEach((name, type) -> type(name, type, types.remove(name)));
    types.keySet().forEach(name -> additions.add(name));
    before.scalars().keySet().stream()
        .filter(name -> !after.scalars().containsKey(name))
        .forEach(name -> breaks.add(name + " is gone"));
  }

  static List<String> between(String saved, String now) {
    return List.copyOf(new SchemaBreaks(saved, now).breaks);
  }

  /// What has been added, and is not protected until it is saved.
  static List<String> additions(String saved, String now) {
    return List.copyOf(new SchemaBreaks(saved, now).additions);
  }

  private void type(String name, TypeDefinition<?> saved, @Nullable TypeDefinition<?> now) {
    if (now == null) {
      breaks.add(name + " is gone");
    } else if (saved instanceof ObjectTypeDefinition one
        && now instanceof ObjectTypeDefinition other) {
      fields(name, one, other);
    } else if (saved instanceof InputObjectTypeDefinition one
        && now instanceof InputObjectTypeDefinition other) {
      inputs(name, one.getInputValueDefinitions(), other.getInputValueDefinitions());
    } else if (saved instanceof EnumTypeDefinition one && now instanceof EnumTypeDefinition other) {
      names(
          name,
          one.getEnumValueDefinitions().stream().map(EnumValueDefinition::getName).toList(),
          other.getEnumValueDefinitions().stream().map(EnumValueDefinition::getName).toList());
    } else if (saved instanceof UnionTypeDefinition one
        && now instanceof UnionTypeDefinition other) {
      names(
          name,
          one.getMemberTypes().stream().map(AstPrinter::printAst).toList(),
          other.getMemberTypes().stream().map(AstPrinter::printAst).toList());
    } else {
      breaks.add(name + " has become something else");
    }
  }

  private void names(String of, List<String> saved, List<String> now) {
    saved.stream()
        .filter(name -> !now.contains(name))
        .forEach(name -> breaks.add(of + "." + name + " is gone"));
    now.stream()
        .filter(name -> !saved.contains(name))
        .forEach(name -> additions.add(of + "." + name));
  }

  private void fields(String of, ObjectTypeDefinition saved, ObjectTypeDefinition now) {
    Map<String, FieldDefinition> before =
        byName(saved.getFieldDefinitions(), FieldDefinition::getName);
    Map<String, FieldDefinition> after =
        byName(now.getFieldDefinitions(), FieldDefinition::getName);
    names(of, List.copyOf(before.keySet()), List.copyOf(after.keySet()));
    before.forEach((name, field) -> {
      FieldDefinition other = after.get(name);
      if (other != null) {
        String place = of + "." + name;
        if (!isStronger(other.getType(), field.getType())) {
          changed(place, field.getType(), other.getType());
        }
        inputs(place, field.getInputValueDefinitions(), other.getInputValueDefinitions());
      }
    });
  }

  private void inputs(String of, List<InputValueDefinition> saved, List<InputValueDefinition> now) {
    Map<String, InputValueDefinition> before = byName(saved, InputValueDefinition::getName);
    Map<String, InputValueDefinition> after = byName(now, InputValueDefinition::getName);
    names(of, List.copyOf(before.keySet()), List.copyOf(after.keySet()));
    after.forEach((name, value) -> {
      InputValueDefinition old = before.get(name);
      boolean isRequired =
          value.getType() instanceof NonNullType && value.getDefaultValue() == null;
      if (old == null && isRequired) {
        breaks.add(of + "." + name + " is new and may not be left out");
      }
      if (old != null
          && (!isStronger(old.getType(), value.getType())
              || (isRequired && old.getDefaultValue() != null))) {
        changed(of + "." + name, old.getType(), value.getType());
      }
      if (old != null && !text(old.getDefaultValue()).equals(text(value.getDefaultValue()))) {
        breaks.add(
            "%s.%s was '%s' when it was left out, and is '%s'"
                .formatted(of, name, text(old.getDefaultValue()), text(value.getDefaultValue())));
      }
    });
  }

  private static String text(@Nullable Value<?> value) {
    return value == null ? "" : AstPrinter.printAst(value);
  }

  private void changed(String place, Type<?> saved, Type<?> now) {
    breaks.add(
        "%s was %s, and is %s"
            .formatted(place, AstPrinter.printAst(saved), AstPrinter.printAst(now)));
  }

  /// Whether all that is of the first type is of the second.
  private static boolean isStronger(Type<?> first, Type<?> second) {
    String strong = AstPrinter.printAst(first);
    String weak = AstPrinter.printAst(second);
    return strong.equals(weak)
        || (first instanceof NonNullType inner
            && AstPrinter.printAst(inner.getType()).equals(weak));
  }

  private static <T> SequencedMap<String, T> byName(List<T> all, Function<T, String> name) {
    SequencedMap<String, T> byName = new LinkedHashMap<>();
    all.forEach(each -> byName.put(name.apply(each), each));
    return byName;
  }
}
