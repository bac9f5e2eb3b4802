package io.dagwerk.storage.sqlite;

import io.dagwerk.spi.Storage;
import io.dagwerk.spi.StorageException;
import io.dagwerk.storage.sql.Database;
import io.dagwerk.storage.sql.Migrations;
import io.dagwerk.storage.sql.SqlStorage;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// Opens the stores of an instance that is one file, for one process.
///
/// ```java
/// try (Storage storage = SqliteStorage.open(home.resolve("dagwerk.db"))) { ... }
/// ```
public final class SqliteStorage {
  private static final int MOST_WAITING_MILLIS = 10_000;

  private SqliteStorage() {}

  /// Opens the file, or makes it if there is none; its folder exists.
  ///
  /// @throws IllegalStateException when its schema is older or newer than this Dagwerk's
  /// @throws StorageException when it cannot be opened
  public static Storage open(Path file) {
    return open(file, database -> database);
  }

  /// The same, with a database in between that sees all that is asked of the file, such as one that
  /// counts it.
  public static Storage open(Path file, UnaryOperator<Database> between) {
    try {
      SQLiteDataSource source = source(file);
      migrations(source).prepare();
      return new SqlStorage(between.apply(new SqliteDatabase(source)));
    } catch (SQLException failed) {
      throw new StorageException(
          "'%s' cannot be opened: %s".formatted(file, failed.getMessage()), failed);
    }
  }

  /// Brings the schema of a file to this Dagwerk's, going on where an earlier try ended.
  public static void migrate(Path file) {
    migrations(source(file)).migrate();
  }

  private static SQLiteDataSource source(Path file) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
    config.setBusyTimeout(MOST_WAITING_MILLIS);
    config.enforceForeignKeys(true);
    // On macOS a sync alone does not reach the disk.
    config.enableFullSync(true);
    SQLiteDataSource source = new SQLiteDataSource(config);
    source.setUrl("jdbc:sqlite:" + file);
    return source;
  }

  private static Migrations migrations(SQLiteDataSource source) {
    return new Migrations(
        source,
        "io/dagwerk/storage/sqlite/migrations",
        Map.of(
            "bytes", "blob",
            "uuid", "blob",
            "number", "integer primary key autoincrement",
            "clustered", " without rowid"));
  }
}
