package io.dagwerk.fingerprint.internal;

import java.io.Serializable;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a function and the values it holds: encodes those that cannot change, and notes where the
/// search for code has to start.
public final class Captured {
  private static final int DEEPEST = 32;
  private static final int MOST_VALUES = 100_000;

  /// Classes whose objects never change and tell all by their text.
  private static final Set<Class<?>> TOLD_BY_TEXT =
      Set.of(
          String.class,
          Boolean.class,
          Character.class,
          Byte.class,
          Short.class,
          Integer.class,
          Long.class,
          BigInteger.class,
          BigDecimal.class,
          UUID.class,
          URI.class,
          Locale.class,
          OptionalInt.class,
          OptionalLong.class,
          OptionalDouble.class);

  private final Predicate<Class<?>> isUsers;
  private final Transcript values;
  private final List<Root> roots = new ArrayList<>();
  private final SequencedSet<String> types = new LinkedHashSet<>();
  private int count = 0;

  /// @param isUsers whether a class is the user's own code
  public Captured(Predicate<Class<?>> isUsers) {
    this(isUsers, new Transcript());
  }

  private Captured(Predicate<Class<?>> isUsers, Transcript values) {
    this.isUsers = isUsers;
    this.values = values;
  }

  /// Reads a function; throws [Unfathomable] at a value that can change.
  public void read(Serializable function) {
    Optional<SerializedLambda> lambda = lambda(function);
    if (lambda.isPresent()) {
      readLambda(lambda.get(), 0);
    } else {
      roots.add(new Root.Callable(Names.internal(function.getClass().getName())));
      readFields(function, 0);
    }
  }

  List<Root> roots() {
    return List.copyOf(roots);
  }

  byte[] values() {
    return values.toBytes();
  }

  /// What the compiler wrote down about a serializable lambda; empty for any other object.
  public static Optional<SerializedLambda> lambda(Object function) {
    if (!function.getClass().isHidden() || !(function instanceof Serializable)) {
      return Optional.empty();
    }
    try {
      Method replace = function.getClass().getDeclaredMethod("writeReplace");
      replace.setAccessible(true);
      return replace.invoke(function) instanceof SerializedLambda lambda
          ? Optional.of(lambda)
          : Optional.empty();
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw new Unfathomable(
          "the lambda in " + shown(function.getClass()) + " cannot be opened (" + e + ")");
    }
  }

  private void readLambda(SerializedLambda lambda, int depth) {
    Ref.Choice choice =
        switch (lambda.getImplMethodKind()) {
          case MethodHandleInfo.REF_invokeStatic -> Ref.Choice.STATIC;
          case MethodHandleInfo.REF_invokeSpecial, MethodHandleInfo.REF_newInvokeSpecial ->
              Ref.Choice.SPECIAL;
          default -> Ref.Choice.VIRTUAL;
        };
    roots.add(
        new Root.Lambda(
            new Ref.Call(
                choice,
                lambda.getImplClass(),
                lambda.getImplMethodName(),
                lambda.getImplMethodSignature()),
            lambda.getFunctionalInterfaceClass(),
            lambda.getFunctionalInterfaceMethodName(),
            lambda.getCapturedArgCount()));
    values.text("lambda").number(lambda.getCapturedArgCount());
    for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
      write(lambda.getCapturedArg(i), depth + 1);
    }
  }

  private void write(@Nullable Object value, int depth) {
    if (depth > DEEPEST || ++count > MOST_VALUES) {
      throw new Unfathomable(
          "the function captures a value of more than "
              + DEEPEST
              + " levels or "
              + MOST_VALUES
              + " parts");
    }
    switch (value) {
      case null -> values.text("null");
      case Float number -> values.text("float").number(Float.floatToRawIntBits(number));
      case Double number -> values.text("double").number(Double.doubleToRawLongBits(number));
      case Object told when isToldByText(told) ->
          values.text(told.getClass().getName()).text(told.toString());
      case Enum<?> constant -> {
        hold(constant.getDeclaringClass(), new Root.Held(internal(constant.getDeclaringClass())));
        values.text("enum").text(typeName(constant.getDeclaringClass())).text(constant.name());
      }
      case Class<?> type -> {
        hold(type, new Root.Literal(internal(type)));
        values.text("class").text(typeName(type));
      }
      case Pattern pattern ->
          values.text("pattern").text(pattern.pattern()).number(pattern.flags());
      case Optional<?> optional -> {
        values.text("optional");
        write(optional.orElse(null), depth + 1);
      }
      case Record row -> writeRecord(row, depth);
      case List<?> list when isUnchangeable(list) -> {
        values.text("list").number(list.size());
        list.forEach(each -> write(each, depth + 1));
      }
      case Set<?> set when isUnchangeable(set) -> {
        values.text("set").number(set.size());
        writeSorted(set.stream().map(each -> encoded(each, depth)).toList());
      }
      case Map<?, ?> map when isUnchangeable(map) -> writeMap(map, depth);
      case Object array when array.getClass().isArray() -> writeArray(array, depth);
      case Object other -> writeOther(other, depth);
    }
  }

  private static boolean isToldByText(Object value) {
    Class<?> type = value.getClass();
    return TOLD_BY_TEXT.contains(type)
        || (type.getPackageName().equals("java.time")
            && (value instanceof TemporalAccessor
                || value instanceof TemporalAmount
                || value instanceof ZoneId))
        || (value instanceof Path path && path.getFileSystem().equals(FileSystems.getDefault()));
  }

  /// Whether a collection is one of `List.of`, `Set.copyOf` and their kin, or an empty one.
  private static boolean isUnchangeable(Object collection) {
    String name = collection.getClass().getName();
    return name.startsWith("java.util.ImmutableCollections$")
        || name.startsWith("java.util.Collections$Empty")
        || name.startsWith("java.util.Collections$Singleton");
  }

  private void writeMap(Map<?, ?> map, int depth) {
    values.text("map").number(map.size());
    List<byte[]> entries = new ArrayList<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Transcript pair = new Transcript();
      pair.bytes(encoded(entry.getKey(), depth)).bytes(encoded(entry.getValue(), depth));
      entries.add(pair.toBytes());
    }
    writeSorted(entries);
  }

  private void writeSorted(List<byte[]> parts) {
    List<byte[]> sorted = new ArrayList<>(parts);
    sorted.sort(Comparator.comparing(part -> part, Arrays::compareUnsigned));
    sorted.forEach(values::bytes);
  }

  private byte[] encoded(@Nullable Object value, int depth) {
    Captured part = new Captured(isUsers);
    part.count = count;
    part.write(value, depth + 1);
    count = part.count;
    if (!part.roots.isEmpty()) {
      // The order of a set is not fixed, and so would the order of these roots not be.
      throw new Unfathomable(
          "the function captures a set or map that holds objects of the user's code, such as "
              + Names.binary(part.roots.getFirst().owner().orElse("?"))
              + "; capture a list instead");
    }
    return part.values();
  }

  private void writeArray(Object array, int depth) {
    values.text("array").text(array.getClass().getName()).number(Array.getLength(array));
    for (int i = 0; i < Array.getLength(array); i++) {
      write(Array.get(array, i), depth + 1);
    }
  }

  private void writeRecord(Record row, int depth) {
    Class<?> type = row.getClass();
    hold(type, new Root.Held(internal(type)));
    values.text("record").text(typeName(type));
    for (RecordComponent component : type.getRecordComponents()) {
      values.text(component.getName());
      try {
        write(field(row, type.getDeclaredField(component.getName())), depth + 1);
      } catch (NoSuchFieldException e) {
        throw new IllegalStateException("every record has a field for each component", e);
      }
    }
  }

  private void writeOther(Object value, int depth) {
    Optional<SerializedLambda> lambda = lambda(value);
    if (lambda.isPresent()) {
      readLambda(lambda.get(), depth);
    } else if (value.getClass().isHidden()) {
      throw new Unfathomable(
          "the function captures a lambda of "
              + shown(value.getClass())
              + " that is not Serializable");
    } else if (isUsers.test(value.getClass())) {
      roots.add(new Root.Held(internal(value.getClass())));
      values.text("object").text(typeName(value.getClass()));
      readFields(value, depth);
    } else {
      throw new Unfathomable(
          "the function captures a "
              + value.getClass().getName()
              + ", which can change or hides what it is");
    }
  }

  /// Writes the fields of an object that has only final ones.
  private void readFields(Object value, int depth) {
    Class<?> type = value.getClass();
    while (type != null && type != Object.class) {
      if (!isUsers.test(type)) {
        throw new Unfathomable(
            "the function captures a "
                + shown(value.getClass())
                + ", which extends "
                + type.getName());
      }
      List<Field> fields = new ArrayList<>(Arrays.asList(type.getDeclaredFields()));
      fields.removeIf(field -> Modifier.isStatic(field.getModifiers()));
      fields.sort(Comparator.comparing(Field::getName));
      values.number(fields.size());
      for (Field field : fields) {
        if (!Modifier.isFinal(field.getModifiers())) {
          throw new Unfathomable(
              "the function captures a "
                  + shown(value.getClass())
                  + ", whose field "
                  + field.getName()
                  + " is not final");
        }
        values.text(field.getName());
        write(field(value, field), depth + 1);
      }
      type = type.getSuperclass();
    }
  }

  private static @Nullable Object field(Object value, Field field) {
    try {
      field.setAccessible(true);
      return field.get(value);
    } catch (IllegalAccessException | InaccessibleObjectException e) {
      throw new Unfathomable(
          "the function captures a "
              + shown(value.getClass())
              + ", whose field "
              + field.getName()
              + " cannot be read");
    }
  }

  private void hold(Class<?> type, Root root) {
    if (isUsers.test(type)) {
      roots.add(root);
    }
  }

  /// The name of a class, or for a numbered one the order in which it was met.
  private String typeName(Class<?> type) {
    types.add(type.getName());
    return Names.isNumbered(type.getName())
        ? "#" + List.copyOf(types).indexOf(type.getName())
        : type.getName();
  }

  private static String internal(Class<?> type) {
    return Names.internal(type.getName());
  }

  private static String shown(Class<?> type) {
    String name = type.getName();
    int hidden = name.indexOf("$$Lambda");
    return Names.shown(Names.internal(hidden < 0 ? name : name.substring(0, hidden)));
  }
}
