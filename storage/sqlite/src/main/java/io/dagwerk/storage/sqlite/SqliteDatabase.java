package io.dagwerk.storage.sqlite;

import io.dagwerk.spi.StorageException;
import io.dagwerk.storage.sql.Database;
import io.dagwerk.storage.sql.Dialect;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteDataSource;

/// A SQLite file with one connection that writes and a few that read.
///
/// SQLite is native code that would hold the carrier of a virtual thread, so it is called by a few
/// platform threads only.
final class SqliteDatabase implements Database {
  private static final int READERS = 3;
  private static final String FULL = "2";
  private static final long LONGEST_CLOSE_SECONDS = 10;

  private final Connection writing;
  private final List<String> weaknesses;
  private final BlockingQueue<Connection> reading = new ArrayBlockingQueue<>(READERS);
  private final ExecutorService readers =
      Executors.newFixedThreadPool(
          READERS, Thread.ofPlatform().daemon().name("dagwerk-reading-", 1).factory());

  SqliteDatabase(SQLiteDataSource file) throws SQLException {
    writing = file.getConnection();
    weaknesses = weaknesses(writing);
    for (int i = 0; i < READERS; i++) {
      Connection connection = file.getConnection();
      reading.add(connection);
      try (Statement statement = connection.createStatement()) {
        statement.execute("pragma query_only = on");
      }
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
    try {
      return readers.submit(() -> readHere(work)).get();
    } catch (ExecutionException failed) {
      switch (failed.getCause()) {
        case SQLException cause -> throw cause;
        case RuntimeException cause -> throw cause;
        case null, default -> throw new IllegalStateException(failed);
      }
    } catch (InterruptedException interrupted) {
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

  @Override
  public <T> T write(Work<T> work) throws SQLException {
    // This locks the file, which other processes read meanwhile, and write only between two writes.
    writing.setAutoCommit(false);
    boolean isCommitted = false;
    try {
      T result = work.on(writing);
      writing.commit();
      isCommitted = true;
      return result;
    } finally {
      if (!isCommitted) {
        writing.rollback();
      }
      writing.setAutoCommit(true);
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
      writing.close();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (SQLException failed) {
      throw new StorageException("SQLite cannot be closed", failed);
    }
  }
}
