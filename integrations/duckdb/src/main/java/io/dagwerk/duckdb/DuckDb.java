package io.dagwerk.duckdb;

import io.dagwerk.jdbc.Database;
import io.dagwerk.jdbc.TableQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.duckdb.DuckDBConnection;

/// Opens DuckDB, the warehouse inside the process: one file, many threads.
///
/// A file is open in one process at a time.
///
/// ```java
/// final Resource<Database> warehouse =
///     Resource.named("warehouse", Database.class)
///         .from(config(WarehouseConfig.class))
///         .by(config -> DuckDb.open(config.file()));
/// ```
public final class DuckDb {
  private DuckDb() {}

  /// What DuckDB says when another process has a file open, on Linux and macOS, or on Windows.
  private static final Pattern HELD =
      Pattern.compile(
          "Conflicting lock is held(?:.*\\(PID (?<pid>\\d+)\\))?|being used by another process",
          Pattern.DOTALL);

  /// The database in a file, which is made with its folder when missing.
  ///
  /// @throws SQLException when another process has it open, which is named, or it is no DuckDB file
  public static Database open(Path file) throws SQLException {
    Path absolute = file.toAbsolutePath();
    try {
      Path folder = absolute.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
    } catch (IOException failed) {
      throw new SQLException(
          "cannot make the folder of DuckDB's file '%s': %s".formatted(absolute, failed), failed);
    }
    try {
      return connectTo("jdbc:duckdb:" + absolute);
    } catch (SQLException failed) {
      throw described(failed, absolute);
    }
  }

  private static SQLException described(SQLException failed, Path file) {
    Matcher held = HELD.matcher(String.valueOf(failed.getMessage()));
    if (!held.find()) {
      return failed;
    }
    String holder =
        Optional.ofNullable(held.group("pid"))
            .map("process %s"::formatted)
            .orElse("another process");
    return new SQLException(
        ("DuckDB's file '%s' is open in %s, and only one process can have it open; wait until that"
                + " one has ended, or name another file")
            .formatted(file, holder),
        failed.getSQLState(),
        failed);
  }

  /// A database in memory, gone when it is closed.
  public static Database inMemory() throws SQLException {
    return connectTo("jdbc:duckdb:");
  }

  private static Database connectTo(String url) throws SQLException {
    DuckDBConnection root = DriverManager.getConnection(url).unwrap(DuckDBConnection.class);
    try (Statement statement = root.createStatement()) {
      // It tells files by their time, which two stores within a few milliseconds share.
      statement.execute("set global enable_external_file_cache = false");
    }
    return Database.of(new Duplicates(root), new DuckDbDialect());
  }

  /// Connections to the one database that is open in this process.
  private record Duplicates(DuckDBConnection root) implements Database.Connector {
    @Override
    public Connection connect() throws SQLException {
      return root.duplicate();
    }

    @Override
    public void close() throws SQLException {
      root.close();
    }
  }

  /// The rows of a CSV file, gzipped or not, with the names of its first line.
  public static TableQuery csv(Path file) {
    return TableQuery.of("select * from read_csv(%s)".formatted(text(file.toString())));
  }

  /// The rows of a Parquet file.
  public static TableQuery parquet(Path file) {
    return TableQuery.of("select * from read_parquet(%s)".formatted(text(file.toString())));
  }

  /// A text as it stands in SQL, where a parameter is not allowed.
  static String text(String value) {
    return "'" + value.replace("'", "''") + "'";
  }
}
