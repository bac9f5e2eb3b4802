package io.dagwerk.jdbc;

import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.StoreContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/// Values that are rows, for IO managers that keep them elsewhere than in a table for good.
public final class TableValues {
  private TableValues() {}

  /// Makes a table of this value's columns and fills it with its rows.
  ///
  /// @param value a `List` of records or a [TableQuery]
  /// @return how many rows
  /// @throws IllegalArgumentException for a value that is no rows
  public static long create(
      Database database, Connection connection, TableName table, StoreContext context, Object value)
      throws SQLException {
    RowSource source = RowSource.of(context, value, database);
    new Tables(database).create(connection, table, source.columns(connection));
    return source.writeTo(connection, table, Optional.empty());
  }

  /// The rows of the query as the reader asks for them: the query itself, or a `List` of records
  /// whose components are among its columns.
  ///
  /// @param where what the query reads, for errors
  /// @throws IllegalStateException that names the columns that the reader misses
  public static Object read(Database database, LoadContext context, TableQuery query, String where)
      throws SQLException {
    if (context.type().raw() == TableQuery.class) {
      return query;
    }
    RowType row = RowType.of(RowSource.element(context));
    return database.with(connection -> {
      List<String> columns =
          new Tables(database).columns(connection, query).stream().map(Column::name).toList();
      List<String> missing =
          row.columns().stream().filter(each -> !columns.contains(each)).toList();
      if (!missing.isEmpty()) {
        throw new IllegalStateException(
            "%s cannot be read as %s: %s has no column %s, but %s"
                .formatted(context.address().described(), row, where, missing, columns));
      }
      return database.rows(connection, row, query);
    });
  }
}
