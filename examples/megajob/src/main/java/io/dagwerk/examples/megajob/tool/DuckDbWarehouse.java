package io.dagwerk.examples.megajob.tool;

import io.dagwerk.config.Doc;
import io.dagwerk.duckdb.DuckDb;
import io.dagwerk.jdbc.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// The warehouse as a DuckDB file.
///
/// Two transactions that write one table would fail, so they take turns; readers wait for nobody.
public final class DuckDbWarehouse implements Warehouse, AutoCloseable {
  private static final String SCHEMAS = "schemas";

  private final Database database;
  private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

  DuckDbWarehouse(Database database) {
    this.database = database;
  }

  /// Where the warehouse lies.
  public record Settings(@Doc("The DuckDB file, which is made when missing") Path file) {}

  public static DuckDbWarehouse open(Settings settings) throws SQLException {
    return new DuckDbWarehouse(DuckDb.open(settings.file()));
  }

  @Override
  public long replace(Table table, String query) throws SQLException {
    createSchema(table);
    return inTurn(
        table.sql(),
        connection -> {
          run(connection, "create or replace table %s as %s".formatted(table.sql(), query));
          return number(connection, "select count(*) from " + table.sql());
        });
  }

  @Override
  public long replace(Table table, Slice slice, String query) throws SQLException {
    createSchema(table);
    return inTurn(
        table.sql(),
        connection -> {
          run(
              connection,
              "create table if not exists %s as select * from (%s) limit 0"
                  .formatted(table.sql(), query));
          run(connection, "delete from %s where %s".formatted(table.sql(), slice.condition()));
          run(connection, "insert into %s by name (%s)".formatted(table.sql(), query));
          return number(
              connection,
              "select count(*) from %s where %s".formatted(table.sql(), slice.condition()));
        });
  }

  private void createSchema(Table table) throws SQLException {
    if (table.schema().isPresent()) {
      String schema = table.schema().get();
      inTurn(
          SCHEMAS,
          connection -> {
            run(connection, "create schema if not exists \"%s\"".formatted(schema));
            return schema;
          });
    }
  }

  @Override
  public void execute(String statement) throws SQLException {
    database.execute(statement);
  }

  @Override
  public long export(String query, Path file, FileFormat format) throws SQLException {
    String options = format == FileFormat.CSV ? "format csv, header" : "format " + format.word();
    database.execute(
        "copy (%s) to '%s' (%s)".formatted(query, file.toString().replace("'", "''"), options));
    return database.with(connection -> number(connection, count(query)));
  }

  @Override
  public long rows(Table table, String condition) throws SQLException {
    return database.with(connection ->
        number(connection, "select count(*) from %s where %s".formatted(table.sql(), condition)));
  }

  @Override
  public long violations(String query) throws SQLException {
    return database.with(connection -> number(connection, count(query)));
  }

  @Override
  public Optional<Duration> age(Table table, String column, String condition) throws SQLException {
    String query =
        """
        select coalesce(date_diff('second', max("%s")::timestamp, now()::timestamp), -1)
        from %s where %s
        """
            .formatted(column, table.sql(), condition);
    long seconds = database.with(connection -> number(connection, query));
    return seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  private static String count(String query) {
    return "select count(*) from (%s)".formatted(query);
  }

  private <T> T inTurn(String name, Database.Work<T> work) throws SQLException {
    ReentrantLock turn = turns.computeIfAbsent(name, _ -> new ReentrantLock());
    try {
      turn.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting to write " + name, e);
    }
    try {
      return database.inTransaction(work);
    } finally {
      turn.unlock();
    }
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static long number(Connection connection, String query) throws SQLException {
    try (Statement statement = connection.createStatement();
        var found = statement.executeQuery(query)) {
      found.next();
      return found.getLong(1);
    }
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
