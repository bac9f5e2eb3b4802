package io.dagwerk.definitions;

import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Everything that a code location declares, free of problems. Immutable.
///
/// @param declared each definition and where it is declared
/// @param io the IO manager of values that name none; empty for files
public record Definitions(
    List<Declared> declared, Optional<Resource<? extends IoManager<Object>>> io) {
  public Definitions {
    declared = List.copyOf(declared);
  }

  /// Every field of the given objects that holds a definition, or a list of them.
  ///
  /// ```java
  /// Definitions.in(flights, new Automation(flights))
  /// ```
  ///
  /// @throws InvalidDefinitions with all problems, when there are any
  public static Definitions in(Object... holders) {
    List<String> problems = new ArrayList<>();
    Set<Definition> seen = new LinkedHashSet<>();
    List<Declared> declared = new ArrayList<>();
    for (Object holder : holders) {
      for (Class<?> type = holder.getClass(); type != Object.class; type = superclass(type)) {
        for (Field field : type.getDeclaredFields()) {
          String where = type.getSimpleName() + "." + field.getName();
          for (Declared each : read(field, holder, where, problems)) {
            if (seen.add(each.definition())) {
              declared.add(each);
            }
          }
        }
      }
    }
    return checked(new Definitions(declared, Optional.empty()), problems);
  }

  /// These definitions, as a factory made them.
  ///
  /// @throws InvalidDefinitions with all problems, when there are any
  public static Definitions of(List<? extends Definition> definitions) {
    List<Declared> declared = new ArrayList<>();
    for (Definition definition : new LinkedHashSet<Definition>(definitions)) {
      declared.add(new Declared(definition, "definition " + (declared.size() + 1)));
    }
    return checked(new Definitions(declared, Optional.empty()), List.of());
  }

  private static Definitions checked(Definitions definitions, List<String> problems) {
    List<String> all = new ArrayList<>(problems);
    all.addAll(Problems.in(definitions.declared, definitions.io));
    if (!all.isEmpty()) {
      throw new InvalidDefinitions(all);
    }
    return definitions;
  }

  /// The same definitions with another IO manager for values that name none.
  ///
  /// @throws InvalidDefinitions when modes are to give it and a job's modes do not
  public Definitions storedBy(Resource<? extends IoManager<Object>> ioManager) {
    Definitions stored = new Definitions(declared, Optional.of(ioManager));
    return ioManager.isGivenByModes() ? checked(stored, List.of()) : stored;
  }

  /// These definitions and others. The IO manager is that of these, or else that of the others.
  ///
  /// @throws InvalidDefinitions with all problems, such as a name that both declare
  public Definitions and(Definitions others) {
    List<Declared> all = new ArrayList<>(declared);
    all.addAll(others.declared);
    return checked(new Definitions(all, io.isPresent() ? io : others.io), List.of());
  }

  /// All definitions, in the order of their declaration.
  public List<Definition> all() {
    return declared.stream().map(Declared::definition).toList();
  }

  /// All definitions of a kind.
  public <D extends Definition> List<D> all(Class<D> kind) {
    return all().stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /// The definition of a kind and name.
  public <D extends Definition> Optional<D> find(Class<D> kind, String name) {
    return all(kind).stream().filter(each -> each.name().equals(name)).findFirst();
  }

  private static List<Declared> read(
      Field field, Object holder, String where, List<String> problems) {
    if (!Definition.class.isAssignableFrom(field.getType())
        && !List.class.isAssignableFrom(field.getType())) {
      return List.of();
    }
    return switch (value(field, holder)) {
      case Definition definition -> List.of(new Declared(definition, where));
      case List<?> list -> elements(list, where);
      case null -> {
        problems.add(where + " is null, but should hold a definition; assign it");
        yield List.of();
      }
      default -> List.of();
    };
  }

  private static List<Declared> elements(List<?> list, String where) {
    List<Declared> declared = new ArrayList<>();
    for (int place = 0; place < list.size(); place++) {
      if (list.get(place) instanceof Definition definition) {
        declared.add(new Declared(definition, "%s[%d]".formatted(where, place)));
      }
    }
    return declared;
  }

  private static @Nullable Object value(Field field, Object holder) {
    try {
      field.setAccessible(true);
      return field.get(Modifier.isStatic(field.getModifiers()) ? null : holder);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      Class<?> holding = field.getDeclaringClass();
      throw new IllegalArgumentException(
          "cannot read %s.%s: %s does not open package %s; add 'opens %s to io.dagwerk.definitions'"
              .formatted(
                  holding.getSimpleName(),
                  field.getName(),
                  holding.getModule(),
                  holding.getPackageName(),
                  holding.getPackageName()),
          e);
    }
  }

  private static Class<?> superclass(Class<?> type) {
    Class<?> above = type.getSuperclass();
    return above == null ? Object.class : above;
  }
}
