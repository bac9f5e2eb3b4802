package io.dagwerk.execution.io;

import io.dagwerk.definitions.Type;
import io.dagwerk.model.OutputAddress;
import java.io.File;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.WildcardType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;

/// The rule of which Java types come back from JSON equal to what was written: values of the JDK,
/// enums, records, sealed interfaces of those, and lists, sets, maps, arrays and options of them.
final class JsonTypes {
  private static final Set<Class<?>> SCALARS =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          Float.class,
          Double.class,
          Number.class,
          BigDecimal.class,
          BigInteger.class,
          UUID.class,
          URI.class,
          Path.class,
          File.class,
          Locale.class,
          Object.class);
  private static final List<Class<?>> CONTAINERS =
      List.of(Collection.class, Map.class, Optional.class);
  private static final List<Class<?>> FAMILIES =
      List.of(
          TemporalAccessor.class,
          TemporalAmount.class,
          ZoneId.class,
          Enum.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class);

  private final Set<Class<?>> seen = new HashSet<>();

  private JsonTypes() {}

  /// @throws IllegalArgumentException that names what has no JSON, where in the type it stands and
  ///   what to do
  static void check(Type<?> type, OutputAddress address) {
    new JsonTypes()
        .problem(type)
        .ifPresent(problem -> {
          throw new IllegalArgumentException(
              ("%s of type %s cannot be kept as JSON: %s; make it of records, lists, maps and"
                      + " plain values, return byte[], String, InputStream or Path, or name"
                      + " another IO manager with storedBy(...)")
                  .formatted(address.described(), type, problem));
        });
  }

  private Optional<String> problem(Type<?> type) {
    return problem(type.raw(), type.raw().getSimpleName())
        .or(() ->
            type.arguments().stream().map(this::problem).flatMap(Optional::stream).findFirst());
  }

  private Optional<String> problem(java.lang.reflect.Type type, String where) {
    return switch (type) {
      case Class<?> raw -> problem(raw, where);
      case ParameterizedType generic ->
          problem(generic.getRawType(), where)
              .or(() -> firstProblem(generic.getActualTypeArguments(), where));
      case GenericArrayType array -> problem(array.getGenericComponentType(), where);
      case WildcardType wildcard -> firstProblem(wildcard.getUpperBounds(), where);
      // A type variable: known only by the value.
      default -> Optional.empty();
    };
  }

  private Optional<String> firstProblem(java.lang.reflect.Type[] types, String where) {
    for (java.lang.reflect.Type each : types) {
      Optional<String> found = problem(each, where);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private Optional<String> problem(Class<?> raw, String where) {
    if (raw.isPrimitive() || SCALARS.contains(raw) || isJdkFamily(raw) || !seen.add(raw)) {
      return Optional.empty();
    }
    if (raw.isArray()) {
      return problem(raw.getComponentType(), where);
    }
    if (raw.isRecord()) {
      return problemOfComponents(raw);
    }
    if (raw.isSealed() && raw.isInterface()) {
      return firstProblem(raw.getPermittedSubclasses(), raw.getSimpleName());
    }
    return Optional.of("%s is %s".formatted(where, kindOf(raw)));
  }

  private static boolean isJdkFamily(Class<?> raw) {
    return FAMILIES.stream().anyMatch(family -> family.isAssignableFrom(raw))
        || (raw.getName().startsWith("java.util.")
            && CONTAINERS.stream().anyMatch(container -> container.isAssignableFrom(raw)));
  }

  private Optional<String> problemOfComponents(Class<?> raw) {
    for (RecordComponent component : raw.getRecordComponents()) {
      Optional<String> found =
          problem(
              component.getGenericType(),
              "component '%s' of %s".formatted(component.getName(), raw.getSimpleName()));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String kindOf(Class<?> raw) {
    if (raw.isInterface()) {
      return "the interface %s, which is not sealed".formatted(raw.getName());
    }
    return "the class %s, which is not a record".formatted(raw.getName());
  }
}
