package io.dagwerk.storage.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.dagwerk.storage.sql.Database;
import io.dagwerk.storage.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// A PostgreSQL behind a pool of connections that is never exceeded.
final class PostgresDatabase implements Database {
  private static final List<String> DURABLE =
      List.of("fsync", "full_page_writes", "synchronous_commit");

  private final HikariDataSource pool;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  /// The state of a connection that cannot be had.
  private static final String BUSY = "08001";

  private final List<String> weaknesses;

  /// One connection is the writer's, however many read.
  private final Semaphore readers;

  PostgresDatabase(HikariDataSource pool) throws SQLException {
    this.pool = pool;
    this.readers = new Semaphore(Math.max(1, pool.getMaximumPoolSize() - 1), true);
    this.weaknesses = read(PostgresDatabase::weaknesses);
  }

  private static List<String> weaknesses(Connection connection) throws SQLException {
    List<String> weaknesses = new ArrayList<>();
    for (String setting : DURABLE) {
      try (Statement statement = connection.createStatement();
          ResultSet row = statement.executeQuery("show " + setting)) {
        row.next();
        String value = row.getString(1);
        if (!isStrong(value)) {
          weaknesses.add("PostgreSQL has %s=%s; set it to on".formatted(setting, value));
        }
      }
    }
    return weaknesses;
  }

  /// Whether what was acknowledged outlives a crash of the server's machine.
  private static boolean isStrong(String value) {
    return value.equals("on") || value.equals("remote_apply") || value.equals("remote_write");
  }

  @Override
  public Dialect dialect() {
    return PostgresDialect.POSTGRES;
  }

  @Override
  public <T> T read(Work<T> work) throws SQLException {
    takeTurn();
    try (Connection connection = pool.getConnection()) {
      return work.on(connection);
    } finally {
      readers.release();
    }
  }

  private void takeTurn() throws SQLException {
    try {
      if (!readers.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new SQLTransientConnectionException(
            "all connections of this host are reading for more than " + LONGEST_WAIT, BUSY);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLTransientConnectionException("waiting for a connection was interrupted", BUSY);
    }
  }

  @Override
  public <T> T write(Work<T> work) throws SQLException {
    try (Connection connection = pool.getConnection()) {
      connection.setAutoCommit(false);
      // The pool rolls back what was not committed.
      T result = work.on(connection);
      connection.commit();
      return result;
    }
  }

  @Override
  public Failure judge(SQLException failed) {
    String state = Optional.ofNullable(failed.getSQLState()).orElse("");
    return switch (state) {
      case "40001", "40P01" -> Failure.PASSING;
      // The server was shut down, or crashed.
      case "57P01", "57P02", "57P03" -> Failure.OF_CONNECTION;
      default ->
          state.startsWith("08") || failed instanceof SQLTransientConnectionException
              ? Failure.OF_CONNECTION
              : Failure.OF_WORK;
    };
  }

  @Override
  public List<String> weaknesses() {
    return weaknesses;
  }

  @Override
  public void close() {
    pool.close();
  }
}
