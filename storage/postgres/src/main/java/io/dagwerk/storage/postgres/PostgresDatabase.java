package io.dagwerk.storage.postgres;

import com.zaxxer.hikari.HikariDataSource;
import io.dagwerk.storage.sql.Database;
import io.dagwerk.storage.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A PostgreSQL behind a pool of connections that is never exceeded.
final class PostgresDatabase implements Database {
  private static final List<String> DURABLE =
      List.of("fsync", "full_page_writes", "synchronous_commit");

  private final HikariDataSource pool;
  private final List<String> weaknesses;

  PostgresDatabase(HikariDataSource pool) throws SQLException {
    this.pool = pool;
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
    try (Connection connection = pool.getConnection()) {
      return work.on(connection);
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
      default -> state.startsWith("08") ? Failure.OF_CONNECTION : Failure.OF_WORK;
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
