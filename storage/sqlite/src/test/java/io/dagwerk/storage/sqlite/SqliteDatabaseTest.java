package io.dagwerk.storage.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dagwerk.spi.StorageException;
import io.dagwerk.storage.sql.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Transactions of a SQLite file, also after those that fail.
class SqliteDatabaseTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path folder;

  /// With the driver's own transactions as the store has them, and no wait for the file's lock.
  private SQLiteDataSource file() throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.enforceForeignKeys(true);
    config.setBusyTimeout(0);
    SQLiteDataSource file = new SQLiteDataSource(config);
    file.setUrl("jdbc:sqlite:" + folder.resolve("db"));
    try (Connection connection = file.getConnection()) {
      execute(connection, "create table if not exists t (n integer primary key)");
      execute(
          connection,
          "create table if not exists child (n references t deferrable initially deferred)");
    }
    return file;
  }

  private static boolean execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.execute(sql);
    }
  }

  private static Database.Work<Boolean> insert(int number) {
    return connection -> execute(connection, "insert into t values (%d)".formatted(number));
  }

  private static List<Integer> numbers(Database database) throws SQLException {
    return database.read(connection -> {
      try (Statement statement = connection.createStatement();
          ResultSet rows = statement.executeQuery("select n from t order by n")) {
        List<Integer> numbers = new ArrayList<>();
        while (rows.next()) {
          numbers.add(rows.getInt(1));
        }
        return numbers;
      }
    });
  }

  @Test
  void afterATransactionThatSqliteItselfRolledBackTheNextOnesAreWhole() throws SQLException {
    try (Database database = new SqliteDatabase(file(), LONG)) {
      assertThatThrownBy(() ->
              database.write(connection -> {
                insert(1).on(connection);
                // As SQLite does when the disk is full.
                execute(connection, "rollback");
                throw new SQLException("the disk is full");
              }))
          .isInstanceOf(SQLException.class)
          .hasMessage("the disk is full");
      theNextTransactionsAreWhole(database);
    }
  }

  @Test
  void afterATransactionThatCouldNotBeginTheNextOnesAreWhole() throws SQLException {
    SQLiteDataSource file = file();
    try (Database database = new SqliteDatabase(file, LONG)) {
      try (Connection other = file.getConnection()) {
        execute(other, "begin immediate");
        assertThatThrownBy(() -> database.write(insert(1))).hasMessageContaining("BUSY");
        execute(other, "rollback");
      }
      theNextTransactionsAreWhole(database);
    }
  }

  @Test
  void afterATransactionThatCouldNotBeCommittedTheNextOnesAreWhole() throws SQLException {
    try (Database database = new SqliteDatabase(file(), LONG)) {
      assertThatThrownBy(() ->
              database.write(connection -> {
                insert(1).on(connection);
                return execute(connection, "insert into child values (99)");
              }))
          .hasMessageContaining("FOREIGN KEY");
      theNextTransactionsAreWhole(database);
    }
  }

  /// None of what failed is there, and a failing one leaves nothing of what it did before.
  private static void theNextTransactionsAreWhole(Database database) throws SQLException {
    assertThat(numbers(database)).isEmpty();
    assertThatThrownBy(() ->
            database.write(connection -> {
              insert(5).on(connection);
              return insert(5).on(connection);
            }))
        .hasMessageContaining("UNIQUE");
    database.write(connection -> insert(6).on(connection) || insert(7).on(connection));
    assertThat(numbers(database)).containsExactly(6, 7);
  }

  @Test
  void aReadThatTakesTooLongIsToldSo() throws SQLException {
    CountDownLatch go = new CountDownLatch(1);
    try (Database database = new SqliteDatabase(file(), Duration.ZERO)) {
      assertThatThrownBy(() ->
              database.read(_ -> {
                awaited(go);
                return true;
              }))
          .isInstanceOf(StorageException.class)
          .hasMessageContaining("did not answer within 0 s");
    }
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aClosedDatabaseIsNotRead() throws SQLException {
    Database database = new SqliteDatabase(file(), LONG);
    database.close();
    assertThatThrownBy(() -> numbers(database))
        .isInstanceOf(StorageException.class)
        .hasMessage("the storage is closed");
  }
}
