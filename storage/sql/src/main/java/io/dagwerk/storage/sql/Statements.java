package io.dagwerk.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Single statements of a transaction.
record Statements(Connection connection) {
  /// @return how many rows were written
  int write(String statement, @Nullable Object... parameters) throws SQLException {
    try (PreparedStatement writing = connection.prepareStatement(statement)) {
      Columns.bind(writing, parameters);
      return writing.executeUpdate();
    }
  }

  <T> List<T> list(String query, Reader.RowReader<T> row, @Nullable Object... parameters)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(query)) {
      Columns.bind(statement, parameters);
      return Reader.rows(statement, row);
    }
  }

  <T> Optional<T> find(String query, Reader.RowReader<T> row, @Nullable Object... parameters)
      throws SQLException {
    return list(query, row, parameters).stream().findFirst();
  }
}
