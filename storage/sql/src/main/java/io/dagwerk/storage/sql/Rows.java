package io.dagwerk.storage.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rows of one statement, written in one batch.
final class Rows {
  private final String statement;
  private final List<@Nullable Object[]> rows = new ArrayList<>();

  Rows(String statement) {
    this.statement = statement;
  }

  void add(@Nullable Object... row) {
    rows.add(row);
  }

  void write(Connection connection) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (PreparedStatement batch = connection.prepareStatement(statement)) {
      for (@Nullable Object[] row : rows) {
        Columns.bind(batch, row);
        batch.addBatch();
      }
      batch.executeBatch();
    }
  }
}
