package io.dagwerk.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.temporal.Temporal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// SQLite, which has numbers, texts and bytes: everything else is kept as text that sorts rightly.
final class SqliteDialect implements Dialect {
  @Override
  public String typeOf(ColumnType type) {
    return switch (type) {
      case BOOLEAN, INTEGER, BIGINT -> "integer";
      case REAL, DOUBLE -> "real";
      case BYTES -> "blob";
      case DECIMAL, TEXT, DATE, TIME, TIMESTAMP, INSTANT, UUID -> "text";
    };
  }

  @Override
  public @Nullable Object sqlValue(@Nullable Object value) {
    return switch (value) {
      case Temporal moment -> moment.toString();
      case UUID id -> id.toString();
      case BigDecimal number -> number.toPlainString();
      case null, default -> value;
    };
  }

  @Override
  public @Nullable Object read(ResultSet row, int column, ColumnType type) throws SQLException {
    return switch (type) {
      case DECIMAL, DATE, TIME, TIMESTAMP, INSTANT, UUID -> {
        String text = row.getString(column);
        yield text == null ? null : type.parse(text);
      }
      case BOOLEAN, INTEGER, BIGINT, REAL, DOUBLE, TEXT, BYTES ->
          Dialect.super.read(row, column, type);
    };
  }
}
