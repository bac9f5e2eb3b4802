package io.dagwerk.jdbc;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/// A database that many steps use at once: a resource. Thread-safe.
///
/// Connections are kept for the next use; one that failed is closed instead. At most 16 are open,
/// and who waits for one longer than a minute gets an error.
///
/// ```java
/// final Resource<Database> warehouse =
///     Resource.named("warehouse", Database.class)
///         .from(config(WarehouseConfig.class))
///         .by(config -> Database.open(config.url()));
/// ```
public final class Database implements AutoCloseable {
  private static final int MOST_CONNECTIONS = 16;
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Connector connector;
  private final Dialect dialect;
  private final Semaphore free = new Semaphore(MOST_CONNECTIONS, true);
  private final Deque<Connection> idle = new ConcurrentLinkedDeque<>();
  private final AtomicBoolean closed = new AtomicBoolean();

  private Database(Connector connector, Dialect dialect) {
    this.connector = connector;
    this.dialect = dialect;
  }

  /// Where connections come from.
  @FunctionalInterface
  public interface Connector {
    Connection connect() throws SQLException;

    /// Releases what it holds beside the connections.
    default void close() throws SQLException {}
  }

  /// Something done with a connection.
  @FunctionalInterface
  public interface Work<T> {
    T with(Connection connection) throws SQLException;
  }

  /// The database of a JDBC address, such as `jdbc:postgresql://host/name?user=...`.
  ///
  /// @throws SQLException when it cannot be reached
  public static Database open(String url) throws SQLException {
    return of(() -> DriverManager.getConnection(url));
  }

  /// The database that the source connects to; the source is not closed with it.
  public static Database of(DataSource source) throws SQLException {
    return of(source::getConnection);
  }

  private static Database of(Connector connector) throws SQLException {
    Connection first = connector.connect();
    Database database = new Database(connector, StandardDialect.of(first));
    database.idle.push(first);
    return database;
  }

  public static Database of(Connector connector, Dialect dialect) {
    return new Database(connector, dialect);
  }

  public Dialect dialect() {
    return dialect;
  }

  /// Does something with a connection, which is only lent.
  public <T> T with(Work<T> work) throws SQLException {
    acquire();
    try {
      Connection connection = connection();
      try {
        T result = work.with(connection);
        giveBack(connection);
        return result;
      } catch (Throwable failure) {
        closeAfter(failure, connection);
        throw failure;
      }
    } finally {
      free.release();
    }
  }

  /// Does something as a whole or not at all.
  public <T> T inTransaction(Work<T> work) throws SQLException {
    return with(connection -> {
      connection.setAutoCommit(false);
      try {
        T result = work.with(connection);
        connection.commit();
        connection.setAutoCommit(true);
        return result;
      } catch (Throwable failure) {
        rollBackAfter(failure, connection);
        throw failure;
      }
    });
  }

  /// Runs a statement.
  ///
  /// @return how many rows it changed
  public long execute(String sql, @Nullable Object... parameters) throws SQLException {
    return with(connection -> execute(connection, TableQuery.of(sql, parameters)));
  }

  /// The rows of a query, read by the names of the record's components.
  public <R extends Record> List<R> query(Class<R> row, String sql, @Nullable Object... parameters)
      throws SQLException {
    return query(row, TableQuery.of(sql, parameters));
  }

  /// The rows of a query, read by the names of the record's components.
  public <R extends Record> List<R> query(Class<R> row, TableQuery query) throws SQLException {
    return with(connection -> rows(connection, RowType.of(row), query)).stream()
        .map(row::cast)
        .toList();
  }

  long execute(Connection connection, TableQuery statement) throws SQLException {
    try (PreparedStatement prepared = connection.prepareStatement(statement.sql())) {
      dialect.bind(prepared, statement.parameters().toArray());
      return prepared.execute() ? 0 : Math.max(0, prepared.getUpdateCount());
    }
  }

  List<Object> rows(Connection connection, RowType type, TableQuery query) throws SQLException {
    String columns = type.columns().stream().map(dialect::quoted).collect(Collectors.joining(", "));
    String sql = "select %s from (%s) q".formatted(columns, query.sql());
    try (PreparedStatement prepared = connection.prepareStatement(sql)) {
      dialect.bind(prepared, query.parameters().toArray());
      try (ResultSet found = prepared.executeQuery()) {
        List<Object> rows = new ArrayList<>();
        while (found.next()) {
          rows.add(type.read(found, dialect));
        }
        return rows;
      }
    }
  }

  private void acquire() throws SQLException {
    try {
      if (!free.tryAcquire(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new SQLException(
            "no connection became free within %d s: all %d are in use; run fewer steps at once"
                .formatted(LONGEST_WAIT.toSeconds(), MOST_CONNECTIONS));
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new SQLException("interrupted while waiting for a connection", interrupted);
    }
  }

  private Connection connection() throws SQLException {
    if (closed.get()) {
      throw new SQLException("the database was closed; it is open only while its run needs it");
    }
    Connection kept = idle.poll();
    return kept == null ? connector.connect() : kept;
  }

  private void giveBack(Connection connection) throws SQLException {
    idle.push(connection);
    if (closed.get()) {
      closeIdle();
    }
  }

  private static void closeAfter(Throwable failure, Connection connection) {
    try {
      connection.close();
    } catch (SQLException unclosed) {
      failure.addSuppressed(unclosed);
    }
  }

  private static void rollBackAfter(Throwable failure, Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException lost) {
      failure.addSuppressed(lost);
    }
  }

  /// Closes what is not in use; a connection in use is closed when it is given back.
  @Override
  public void close() throws SQLException {
    closed.set(true);
    try {
      closeIdle();
    } finally {
      connector.close();
    }
  }

  /// All of them, also after one that does not close.
  private void closeIdle() throws SQLException {
    Connection kept = idle.poll();
    if (kept != null) {
      try {
        kept.close();
      } finally {
        closeIdle();
      }
    }
  }
}
