package io.dagwerk.jdbc;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A record type as the row of a table: a column per component, `departureDelay` as
/// `departure_delay`. An `Optional` component is a column that may be null.
final class RowType {
  private final Class<?> type;
  private final List<Component> components;
  private final Constructor<?> constructor;

  private RowType(Class<?> type, List<Component> components, Constructor<?> constructor) {
    this.type = type;
    this.components = List.copyOf(components);
    this.constructor = constructor;
  }

  private record Component(
      RecordComponent of, String column, ColumnType kind, Class<?> java, boolean optional) {
    @Nullable Object valueOf(Object row) throws ReflectiveOperationException {
      Object value = of.getAccessor().invoke(row);
      if (value instanceof Optional<?> some) {
        value = some.orElse(null);
      }
      return switch (value) {
        case Enum<?> constant -> constant.name();
        case Duration duration -> duration.toString();
        case null, default -> value;
      };
    }
  }

  /// @throws IllegalArgumentException when it is no record, or names the component that has no
  ///   column
  static RowType of(Class<?> type) {
    if (!type.isRecord()) {
      throw new IllegalArgumentException(
          "rows are records, but %s is none; declare a record with a component per column"
              .formatted(type.getName()));
    }
    List<Component> components = new ArrayList<>();
    for (RecordComponent each : type.getRecordComponents()) {
      each.getAccessor().setAccessible(true);
      components.add(component(type, each));
    }
    try {
      Constructor<?> constructor =
          type.getDeclaredConstructor(
              components.stream().map(each -> each.of().getType()).toArray(Class<?>[]::new));
      constructor.setAccessible(true);
      return new RowType(type, components, constructor);
    } catch (NoSuchMethodException impossible) {
      throw new IllegalStateException("a record has its canonical constructor", impossible);
    }
  }

  private static Component component(Class<?> type, RecordComponent of) {
    boolean optional = of.getType() == Optional.class;
    Class<?> java =
        optional && of.getGenericType() instanceof ParameterizedType generic
            ? (Class<?>) generic.getActualTypeArguments()[0]
            : of.getType();
    ColumnType kind =
        ColumnType.of(java)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    ("component '%s' of %s is a %s, which no column holds; use numbers, texts,"
                            + " dates, times, enums, byte[], UUID or an Optional of those")
                        .formatted(of.getName(), type.getSimpleName(), java.getSimpleName())));
    return new Component(of, snakeCase(of.getName()), kind, java, optional);
  }

  private static String snakeCase(String name) {
    return name.replaceAll("([a-z0-9])([A-Z])", "$1_$2").toLowerCase(Locale.ROOT);
  }

  List<String> columns() {
    return components.stream().map(Component::column).toList();
  }

  Optional<ColumnType> find(String column) {
    return components.stream()
        .filter(each -> each.column().equals(column))
        .map(Component::kind)
        .findFirst();
  }

  List<Column> declared(Dialect dialect) {
    return components.stream()
        .map(each -> new Column(each.column(), dialect.typeOf(each.kind()), each.kind()))
        .toList();
  }

  /// The values of a row, with room for one more.
  @Nullable Object[] values(Object row, int length) {
    @Nullable Object[] values = new @Nullable Object[length];
    try {
      for (int index = 0; index < components.size(); index++) {
        values[index] = components.get(index).valueOf(row);
      }
    } catch (ReflectiveOperationException failed) {
      throw new IllegalStateException(
          "cannot read the components of a %s".formatted(type.getName()), failed);
    }
    return values;
  }

  /// The current row, whose columns are those of this type in their order.
  Object read(ResultSet row, Dialect dialect) throws SQLException {
    @Nullable Object[] values = new @Nullable Object[components.size()];
    for (int index = 0; index < values.length; index++) {
      Component component = components.get(index);
      values[index] = javaValue(component, dialect.read(row, index + 1, component.kind()));
    }
    try {
      return constructor.newInstance(values);
    } catch (InvocationTargetException refused) {
      throw new SQLException(
          "a row is no %s: %s".formatted(type.getSimpleName(), refused.getCause()), refused);
    } catch (ReflectiveOperationException failed) {
      throw new SQLException("cannot make a %s".formatted(type.getName()), failed);
    }
  }

  private @Nullable Object javaValue(Component component, @Nullable Object value)
      throws SQLException {
    if (value == null) {
      if (!component.optional() && component.java().isPrimitive()) {
        throw new SQLException(
            "column '%s' is null in a row, but component '%s' of %s is a %s; declare it Optional"
                .formatted(
                    component.column(),
                    component.of().getName(),
                    type.getSimpleName(),
                    component.java()));
      }
      return component.optional() ? Optional.empty() : null;
    }
    Object java = narrowed(component, value);
    return component.optional() ? Optional.of(java) : java;
  }

  private Object narrowed(Component component, Object value) throws SQLException {
    if (component.java().isEnum()) {
      for (Object constant : component.java().getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(value)) {
          return constant;
        }
      }
      throw new SQLException(
          "column '%s' holds '%s', which is no %s"
              .formatted(component.column(), value, component.java().getSimpleName()));
    }
    if (component.java() == Duration.class) {
      return Duration.parse((String) value);
    }
    boolean isShort = component.java() == short.class || component.java() == Short.class;
    return isShort ? (Object) ((Integer) value).shortValue() : value;
  }

  @Override
  public String toString() {
    return type.getSimpleName();
  }
}
