package io.dagwerk.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Makes, describes and empties tables.
record Tables(Database database) {
  /// The columns of a table; empty when there is no such table.
  List<Column> columns(Connection connection, TableName table) throws SQLException {
    Optional<String> schema =
        table.schema().or(() -> Optional.ofNullable(currentSchema(connection)));
    try (ResultSet found =
        connection.getMetaData().getTables(null, schema.orElse(null), table.name(), null)) {
      while (found.next()) {
        // The name is a pattern to JDBC, where _ is any character.
        if (table.name().equals(found.getString("TABLE_NAME"))) {
          String all = "select * from " + table.in(database.dialect());
          return columns(connection, new TableQuery(all, List.of()));
        }
      }
      return List.of();
    }
  }

  private static @Nullable String currentSchema(Connection connection) {
    try {
      return connection.getSchema();
    } catch (SQLException _) {
      return null;
    }
  }

  /// The columns that a query gives.
  List<Column> columns(Connection connection, TableQuery query) throws SQLException {
    try (PreparedStatement prepared =
        connection.prepareStatement("select * from (%s) q where 1 = 0".formatted(query.sql()))) {
      database.dialect().bind(prepared, query.parameters().toArray());
      try (ResultSet none = prepared.executeQuery()) {
        ResultSetMetaData described = none.getMetaData();
        List<Column> columns = new ArrayList<>();
        for (int index = 1; index <= described.getColumnCount(); index++) {
          columns.add(
              new Column(
                  described.getColumnLabel(index),
                  described.getColumnTypeName(index),
                  ColumnType.ofSql(described.getColumnType(index))));
        }
        return columns;
      }
    }
  }

  void create(Connection connection, TableName table, List<Column> columns) throws SQLException {
    if (table.schema().isPresent()) {
      execute(
          connection,
          "create schema if not exists " + database.dialect().quoted(table.schema().get()));
    }
    execute(
        connection,
        "create table if not exists %s (%s)"
            .formatted(
                table.in(database.dialect()),
                columns.stream()
                    .map(each -> database.dialect().quoted(each.name()) + " " + each.type())
                    .collect(Collectors.joining(", "))));
  }

  void drop(Connection connection, TableName table) throws SQLException {
    execute(connection, "drop table " + table.in(database.dialect()));
  }

  /// Removes the rows of the value.
  void empty(Connection connection, TableName table, Optional<RowsOf> rows) throws SQLException {
    String name = table.in(database.dialect());
    if (rows.isEmpty()) {
      execute(connection, "delete from " + name);
      return;
    }
    database.execute(
        connection,
        TableQuery.of(
            "delete from %s where %s = ?"
                .formatted(name, database.dialect().quoted(rows.get().column())),
            rows.get().value()));
  }

  /// The rows whose column has a value.
  record RowsOf(String column, Object value) {}

  private void execute(Connection connection, String sql) throws SQLException {
    database.execute(connection, new TableQuery(sql, List.of()));
  }
}
