package io.dagwerk.storage.sql;

import io.dagwerk.spi.StorageException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads rows of what was committed.
record Reader(Database database) {
  /// A value from the row at which the result stands.
  @FunctionalInterface
  interface RowReader<T> {
    T of(ResultSet row) throws SQLException;
  }

  Dialect dialect() {
    return database.dialect();
  }

  /// Does reading work of more than one query.
  <T> T read(Database.Work<T> work) {
    try {
      return database.read(work);
    } catch (SQLException failed) {
      throw new StorageException("the database refused a read: " + failed.getMessage(), failed);
    }
  }

  <T> List<T> list(String query, RowReader<T> row, @Nullable Object... parameters) {
    return read(connection -> {
      try (PreparedStatement statement = connection.prepareStatement(query)) {
        Columns.bind(statement, parameters);
        return rows(statement, row);
      }
    });
  }

  <T> Optional<T> find(String query, RowReader<T> row, @Nullable Object... parameters) {
    return list(query, row, parameters).stream().findFirst();
  }

  static <T> List<T> rows(PreparedStatement statement, RowReader<T> row) throws SQLException {
    List<T> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery()) {
      while (result.next()) {
        rows.add(row.of(result));
      }
    }
    return rows;
  }
}
