package io.dagwerk.storage.sqlite;

import io.dagwerk.spi.StorageException;
import io.dagwerk.storage.sql.Database;
import io.dagwerk.storage.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.sqlite.SQLiteDataSource;

/// A SQLite file with one connection that writes and a few that read.
///
/// SQLite is native code that would hold the carrier of a virtual thread, so it is called by a few
/// platform threads only.
final class SqliteDatabase implements Database {
  private static final int READERS = 3;
  private static final int MOST_WAITING = 1_000;
  private static final Duration LONGEST_READ = Duration.ofSeconds(60);
  private static final String FULL = "2";
  private static final long LONGEST_CLOSE_SECONDS = 10;

  private final SQLiteDataSource file;
  private final Duration longestRead;
  private final List<String> weaknesses;

  /// Opened anew when it is not known whether a transaction is still open on it.
  private Optional<Connection> writing;

  private final BlockingQueue<Connection> reading = new ArrayBlockingQueue<>(READERS);
  private final ExecutorService readers =
      new ThreadPoolExecutor(
          READERS,
          READERS,
          0,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().daemon().name("dagwerk-reading-", 1).factory());

  SqliteDatabase(SQLiteDataSource file) throws SQLException {
    this(file, LONGEST_READ);
  }

  /// @param longestRead how long a read may take, with its wait for one of the readers
  SqliteDatabase(SQLiteDataSource file, Duration longestRead) throws SQLException {
    this.file = file;
    this.longestRead = longestRead;
    Connection first = file.getConnection();
    writing = Optional.of(first);
    weaknesses = weaknesses(first);
    for (int i = 0; i < READERS; i++) {
      Connection connection = file.getConnection();
      reading.add(connection);
      execute(connection, "pragma query_only = on");
    }
  }

  private static List<String> weaknesses(Connection connection) throws SQLException {
    List<String> weaknesses = new ArrayList<>();
    String synchronous = setting(connection, "synchronous");
    if (!synchronous.equals(FULL)) {
      weaknesses.add("SQLite has synchronous=%s; set it to FULL (2)".formatted(synchronous));
    }
    String journal = setting(connection, "journal_mode");
    if (!journal.equals("wal")) {
      weaknesses.add("SQLite has journal_mode=%s; set it to wal".formatted(journal));
    }
    return weaknesses;
  }

  private static String setting(Connection connection, String pragma) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("pragma " + pragma)) {
      return row.getString(1);
    }
  }

  @Override
  public Dialect dialect() {
    return SqliteDialect.SQLITE;
  }

  @Override
  public <T> T read(Work<T> work) throws SQLException {
    Future<T> read;
    try {
      read = readers.submit(() -> readHere(work));
    } catch (RejectedExecutionException e) {
      throw new StorageException(
          readers.isShutdown()
              ? "the storage is closed"
              : "%,d reads wait for SQLite already; try again later".formatted(MOST_WAITING),
          e);
    }
    try {
      return read.get(longestRead.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case SQLException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException(failed);
      }
    } catch (TimeoutException slow) {
      read.cancel(true);
      throw new StorageException(
          "SQLite did not answer within %d s; ask for less at once, or try again later"
              .formatted(longestRead.toSeconds()),
          slow);
    } catch (InterruptedException interrupted) {
      read.cancel(true);
      Thread.currentThread().interrupt();
      throw new StorageException("the read was interrupted", interrupted);
    }
  }

  private <T> T readHere(Work<T> work) throws SQLException, InterruptedException {
    Connection connection = reading.take();
    try {
      return work.on(connection);
    } finally {
      reading.add(connection);
    }
  }

  /// The transaction is begun and ended by statements: the driver's own way begins the next one
  /// with each commit, and takes a transaction that SQLite has rolled back for an open one.
  @Override
  public <T> T write(Work<T> work) throws SQLException {
    Connection connection = writing.isPresent() ? writing.get() : file.getConnection();
    writing = Optional.of(connection);
    try {
      // This locks the file, which other processes read meanwhile, and write only between two
      // writes.
      execute(connection, "begin immediate");
      T result = work.on(connection);
      execute(connection, "commit");
      return result;
    } catch (Throwable failed) {
      undo(connection, failed);
      throw failed;
    }
  }

  /// After some failures, as of a full disk, SQLite has rolled back by itself, and refuses to do it
  /// again. Closing the connection rolls back whatever is open.
  private void undo(Connection connection, Throwable failed) {
    try {
      execute(connection, "rollback");
    } catch (SQLException refused) {
      writing = Optional.empty();
      try {
        connection.close();
      } catch (SQLException e) {
        failed.addSuppressed(e);
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public Failure judge(SQLException failed) {
    return Failure.OF_WORK;
  }

  @Override
  public List<String> weaknesses() {
    return weaknesses;
  }

  @Override
  public void close() {
    readers.shutdown();
    try {
      if (!readers.awaitTermination(LONGEST_CLOSE_SECONDS, TimeUnit.SECONDS)) {
        readers.shutdownNow();
      }
      for (Connection connection : reading) {
        connection.close();
      }
      if (writing.isPresent()) {
        writing.get().close();
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (SQLException failed) {
      throw new StorageException("SQLite cannot be closed", failed);
    }
  }
}
