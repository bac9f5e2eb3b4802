package io.dagwerk.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// How one kind of database differs from the others. Thread-safe.
public interface Dialect {
  /// Rows sent at once.
  int BATCH_ROWS = 1_000;

  /// The name of a column's type in a `create table`.
  String typeOf(ColumnType type);

  /// A name as it stands in SQL; any text is safe.
  default String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  /// Adds rows to a table within the connection's transaction.
  ///
  /// @param rows in the order of the columns
  /// @return how many
  default long append(
      Connection connection,
      TableName table,
      List<String> columns,
      Iterator<@Nullable Object[]> rows)
      throws SQLException {
    String sql =
        "insert into %s (%s) values (%s)"
            .formatted(
                table.in(this),
                columns.stream().map(this::quoted).collect(Collectors.joining(", ")),
                columns.stream().map(_ -> "?").collect(Collectors.joining(", ")));
    long count = 0;
    try (PreparedStatement insert = connection.prepareStatement(sql)) {
      while (rows.hasNext()) {
        bind(insert, rows.next());
        insert.addBatch();
        count++;
        if (count % BATCH_ROWS == 0) {
          insert.executeBatch();
        }
      }
      insert.executeBatch();
    }
    return count;
  }

  /// Sets the parameters of a statement.
  default void bind(PreparedStatement statement, @Nullable Object... values) throws SQLException {
    for (int index = 0; index < values.length; index++) {
      statement.setObject(index + 1, sqlValue(values[index]));
    }
  }

  /// A Java value as the driver takes it.
  default @Nullable Object sqlValue(@Nullable Object value) {
    return value instanceof Instant instant ? instant.atOffset(ZoneOffset.UTC) : value;
  }

  /// The value of a column, from 1, of the current row.
  default @Nullable Object read(ResultSet row, int column, ColumnType type) throws SQLException {
    Object value =
        switch (type) {
          case BOOLEAN -> row.getBoolean(column);
          case INTEGER -> row.getInt(column);
          case BIGINT -> row.getLong(column);
          case REAL -> row.getFloat(column);
          case DOUBLE -> row.getDouble(column);
          case DECIMAL -> row.getBigDecimal(column);
          case TEXT -> row.getString(column);
          case BYTES -> row.getBytes(column);
          case DATE -> row.getObject(column, LocalDate.class);
          case TIME -> row.getObject(column, LocalTime.class);
          case TIMESTAMP -> row.getObject(column, LocalDateTime.class);
          case INSTANT -> instant(row.getObject(column, OffsetDateTime.class));
          case UUID -> row.getObject(column, UUID.class);
        };
    return row.wasNull() ? null : value;
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime moment) {
    return moment == null ? null : moment.toInstant();
  }
}
