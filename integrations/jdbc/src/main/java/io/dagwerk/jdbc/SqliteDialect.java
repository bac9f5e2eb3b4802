package io.dagwerk.jdbc;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.Temporal;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// SQLite, which has numbers, texts and bytes: everything else is kept as text. Dates and times
/// sort rightly in it; decimal numbers lose no digit, but sort as texts.
final class SqliteDialect implements Dialect {
  /// Always of the same length, because `.` comes before `Z`.
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

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
      case Instant instant -> INSTANT.format(instant);
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
