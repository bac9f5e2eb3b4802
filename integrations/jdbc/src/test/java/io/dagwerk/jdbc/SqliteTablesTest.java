package io.dagwerk.jdbc;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.execution.io.DurableIoManagerContract;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Tables in SQLite.
class SqliteTablesTest extends DurableIoManagerContract {
  @TempDir private Path folder;
  private Database database;

  @BeforeEach
  void open() throws SQLException {
    // Writers wait for each other from their first statement on, as WAL and IMMEDIATE have it.
    database =
        Database.open(
            "jdbc:sqlite:%s/a.db?journal_mode=WAL&transaction_mode=IMMEDIATE&busy_timeout=30000"
                .formatted(folder));
  }

  @AfterEach
  void close() throws SQLException {
    database.close();
  }

  @Override
  protected IoManager<Object> manager() {
    return another();
  }

  @Override
  protected IoManager<Object> another() {
    try {
      return JdbcTables.in(database);
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
