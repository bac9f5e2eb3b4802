package io.dagwerk.jdbc;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What a column holds, whatever the database calls it.
public enum ColumnType {
  BOOLEAN,
  INTEGER,
  BIGINT,
  REAL,
  DOUBLE,
  DECIMAL,
  TEXT,
  BYTES,
  DATE,
  TIME,
  TIMESTAMP,
  /// A moment, without regard to time zones.
  INSTANT,
  UUID;

  private static final Map<Class<?>, ColumnType> OF_JAVA = new LinkedHashMap<>();

  static {
    OF_JAVA.put(boolean.class, BOOLEAN);
    OF_JAVA.put(Boolean.class, BOOLEAN);
    OF_JAVA.put(short.class, INTEGER);
    OF_JAVA.put(Short.class, INTEGER);
    OF_JAVA.put(int.class, INTEGER);
    OF_JAVA.put(Integer.class, INTEGER);
    OF_JAVA.put(long.class, BIGINT);
    OF_JAVA.put(Long.class, BIGINT);
    OF_JAVA.put(float.class, REAL);
    OF_JAVA.put(Float.class, REAL);
    OF_JAVA.put(double.class, DOUBLE);
    OF_JAVA.put(Double.class, DOUBLE);
    OF_JAVA.put(BigDecimal.class, DECIMAL);
    OF_JAVA.put(String.class, TEXT);
    OF_JAVA.put(Duration.class, TEXT);
    OF_JAVA.put(byte[].class, BYTES);
    OF_JAVA.put(LocalDate.class, DATE);
    OF_JAVA.put(LocalTime.class, TIME);
    OF_JAVA.put(LocalDateTime.class, TIMESTAMP);
    OF_JAVA.put(Instant.class, INSTANT);
    OF_JAVA.put(UUID.class, UUID);
  }

  /// The column that holds a Java type; empty when one column cannot.
  static Optional<ColumnType> of(Class<?> type) {
    return type.isEnum() ? Optional.of(TEXT) : Optional.ofNullable(OF_JAVA.get(type));
  }

  /// The column that a database describes by a constant of `java.sql.Types`.
  static ColumnType ofSql(int type) {
    return switch (type) {
      case Types.BOOLEAN, Types.BIT -> BOOLEAN;
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER -> INTEGER;
      case Types.BIGINT -> BIGINT;
      case Types.REAL -> REAL;
      case Types.FLOAT, Types.DOUBLE -> DOUBLE;
      case Types.DECIMAL, Types.NUMERIC -> DECIMAL;
      case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> BYTES;
      case Types.DATE -> DATE;
      case Types.TIME -> TIME;
      case Types.TIMESTAMP -> TIMESTAMP;
      case Types.TIMESTAMP_WITH_TIMEZONE -> INSTANT;
      default -> TEXT;
    };
  }

  /// A partition key as a value of such a column.
  ///
  /// @throws RuntimeException when the text is not of this type
  Object parse(String key) {
    return switch (this) {
      case BOOLEAN -> Boolean.valueOf(key);
      case INTEGER -> Integer.valueOf(key);
      case BIGINT -> Long.valueOf(key);
      case REAL -> Float.valueOf(key);
      case DOUBLE -> Double.valueOf(key);
      case DECIMAL -> new BigDecimal(key);
      case DATE -> LocalDate.parse(key);
      case TIME -> LocalTime.parse(key);
      case TIMESTAMP -> LocalDateTime.parse(key);
      case INSTANT -> Instant.parse(key);
      case UUID -> java.util.UUID.fromString(key);
      case TEXT, BYTES -> key;
    };
  }
}
