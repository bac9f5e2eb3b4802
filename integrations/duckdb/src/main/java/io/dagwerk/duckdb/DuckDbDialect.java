package io.dagwerk.duckdb;

import io.dagwerk.jdbc.ColumnType;
import io.dagwerk.jdbc.Dialect;
import io.dagwerk.jdbc.TableName;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/// DuckDB: its names of types, and its appender, which is much faster than inserts.
final class DuckDbDialect implements Dialect {
  private static final String DEFAULT_SCHEMA = "main";

  @Override
  public String typeOf(ColumnType type) {
    return switch (type) {
      case BOOLEAN -> "boolean";
      case INTEGER -> "integer";
      case BIGINT -> "bigint";
      case REAL -> "real";
      case DOUBLE -> "double";
      case DECIMAL -> "decimal(38, 9)";
      case TEXT -> "varchar";
      case BYTES -> "blob";
      case DATE -> "date";
      case TIME -> "time";
      case TIMESTAMP -> "timestamp";
      case INSTANT -> "timestamptz";
      case UUID -> "uuid";
    };
  }

  @Override
  public long append(
      Connection connection,
      TableName table,
      List<String> columns,
      Iterator<@Nullable Object[]> rows)
      throws SQLException {
    if (!columnsOf(connection, table).equals(columns)) {
      return Dialect.super.append(connection, table, columns, rows);
    }
    long count = 0;
    try (DuckDBAppender appender =
        connection
            .unwrap(DuckDBConnection.class)
            .createAppender(table.schema().orElse(DEFAULT_SCHEMA), table.name())) {
      while (rows.hasNext()) {
        appender.beginRow();
        for (Object value : rows.next()) {
          append(appender, value);
        }
        appender.endRow();
        count++;
      }
    }
    return count;
  }

  /// The appender fills all columns in the order of the table.
  private List<String> columnsOf(Connection connection, TableName table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("from %s limit 0".formatted(table.in(this)))) {
      List<String> columns = new ArrayList<>();
      for (int index = 1; index <= none.getMetaData().getColumnCount(); index++) {
        columns.add(none.getMetaData().getColumnName(index));
      }
      return columns;
    }
  }

  private static void append(DuckDBAppender appender, @Nullable Object value) throws SQLException {
    switch (value) {
      case null -> appender.appendNull();
      case Boolean flag -> appender.append(flag);
      case Short number -> appender.append(number.intValue());
      case Integer number -> appender.append(number);
      case Long number -> appender.append(number);
      case Float number -> appender.append(number);
      case Double number -> appender.append(number);
      case BigDecimal number -> appender.append(number);
      case String text -> appender.append(text);
      case byte[] bytes -> appender.append(bytes);
      case LocalDate date -> appender.append(date);
      case LocalTime time -> appender.append(time);
      case LocalDateTime time -> appender.append(time);
      case Instant instant -> appender.append(instant.atOffset(ZoneOffset.UTC));
      case UUID id -> appender.append(id);
      default ->
          throw new SQLException("no column holds a %s".formatted(value.getClass().getName()));
    }
  }
}
