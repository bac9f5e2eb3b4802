package io.dagwerk.execution;

import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.RunId;
import java.lang.reflect.Constructor;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Records with the same text wherever a text may stand, for tests of all kinds of records at once.
final class Samples {
  static final String TEXT = "tiger-tiger";
  private static final int DEEPEST = 12;

  private Samples() {}

  static Object of(Class<?> type) {
    return of(type, 0);
  }

  private static Object of(Type type, int depth) {
    return switch (type) {
      case ParameterizedType generic -> ofGeneric(generic, depth);
      case Class<?> plain -> ofClass(plain, depth);
      default -> throw new IllegalArgumentException("no sample of " + type);
    };
  }

  private static Object ofGeneric(ParameterizedType type, int depth) {
    Type last = type.getActualTypeArguments()[type.getActualTypeArguments().length - 1];
    if (type.getRawType() == Optional.class) {
      return depth > DEEPEST ? Optional.empty() : Optional.of(of(last, depth + 1));
    }
    if (type.getRawType() == List.class) {
      return List.of(of(last, depth + 1));
    }
    SequencedMap<String, Object> map = new LinkedHashMap<>();
    if (last == MetadataValue.class) {
      for (Class<?> kind : MetadataValue.class.getPermittedSubclasses()) {
        map.put(TEXT + map.size(), ofClass(kind, depth + 1));
      }
    } else {
      map.put(TEXT, of(last, depth + 1));
    }
    return map;
  }

  private static Object ofClass(Class<?> type, int depth) {
    if (type.isSealed()) {
      return ofClass(type.getPermittedSubclasses()[0], depth);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    return switch (type.getSimpleName()) {
      case "String" -> TEXT;
      case "int", "Integer" -> 7;
      case "boolean" -> true;
      case "BigDecimal" -> BigDecimal.TEN;
      case "Duration" -> Duration.ofSeconds(1);
      case "Instant" -> Instant.EPOCH;
      case "RunId" -> RunId.of("00000000-0000-7000-8000-000000000000");
      default -> ofRecord(type, depth);
    };
  }

  private static Object ofRecord(Class<?> type, int depth) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = new Class<?>[components.length];
    Object[] values = new Object[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = of(components[i].getGenericType(), depth + 1);
    }
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no sample of " + type, e);
    }
  }

  /// Where in a record the text still stands, each as `Type.component`.
  static List<String> texts(Object record) {
    List<String> found = new ArrayList<>();
    collect(record, "", found);
    return found;
  }

  private static void collect(@Nullable Object value, String place, List<String> found) {
    switch (value) {
      case String text when text.contains(TEXT) -> found.add(place);
      case Optional<?> optional -> optional.ifPresent(inner -> collect(inner, place, found));
      case List<?> list -> list.forEach(inner -> collect(inner, place, found));
      case Map<?, ?> map ->
          map.forEach((key, inner) -> {
            collect(key, place, found);
            collect(inner, place, found);
          });
      case Record inner -> {
        for (RecordComponent component : inner.getClass().getRecordComponents()) {
          String name = inner.getClass().getSimpleName() + "." + component.getName();
          collect(valueOf(component, inner), name, found);
        }
      }
      case null, default -> {}
    }
  }

  private static Object valueOf(RecordComponent component, Record record) {
    try {
      return component.getAccessor().invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("cannot read " + component, e);
    }
  }
}
