package io.dagwerk.duckdb;

import io.dagwerk.definitions.IoManager;
import io.dagwerk.definitions.LoadContext;
import io.dagwerk.definitions.StoreContext;
import io.dagwerk.jdbc.Database;
import io.dagwerk.jdbc.TableName;
import io.dagwerk.jdbc.TableValues;
import io.dagwerk.model.MetadataValue;
import io.dagwerk.model.OutputAddress;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Keeps values that are rows as Parquet files by asset key and partition, written and read by
/// DuckDB: a `List` of records, or a [TableQuery] on that database. Thread-safe.
///
/// A reader may ask for a `List` of any record whose components are among the columns, for a
/// [TableQuery] that selects the rows, or for the `Path` of the file.
public final class ParquetFiles implements IoManager<Object> {
  private static final String UNFINISHED = ".part";
  private static final Duration LONGEST_STEP = Duration.ofDays(2);

  private final Database database;
  private final Path folder;

  /// @param database a DuckDB, which need not keep anything
  public ParquetFiles(Database database, Path folder) {
    this.database = database;
    this.folder = folder.toAbsolutePath().normalize();
  }

  @Override
  public void store(StoreContext context, Object value) throws SQLException, IOException {
    Path file = file(context.address());
    Path beside = hidden(file);
    Files.createDirectories(parentOf(file));
    removeLeftovers(file);
    try {
      long rows = write(context, value, beside);
      force(beside, StandardOpenOption.WRITE);
      context.requireCurrent();
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      force(parentOf(file), StandardOpenOption.READ);
      context.report("path", MetadataValue.path(file.toString()));
      context.report("rows", rows);
    } catch (SQLException failed) {
      throw new SQLException(
          "%s cannot be stored in %s: %s"
              .formatted(context.address().described(), file, failed.getMessage()),
          failed.getSQLState(),
          failed);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /// By a temporary table, so that records and parameters of queries need no way of their own.
  private long write(StoreContext context, Object value, Path file) throws SQLException {
    TableName table = TableName.of("rows_" + UUID.randomUUID());
    return database.inTransaction(connection -> {
      long rows = TableValues.create(database, connection, table, context, value);
      String name = table.in(database.dialect());
      execute(
          connection,
          "copy %s to %s (format parquet, compression zstd)"
              .formatted(name, DuckDb.text(file.toString())));
      execute(connection, "drop table " + name);
      return rows;
    });
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public Object load(LoadContext context) throws SQLException, IOException {
    Path file = file(context.address());
    if (!Files.exists(file)) {
      throw context.missing(file.toString());
    }
    if (context.type().raw() == Path.class) {
      return file;
    }
    Path pinned = pinned(file, context);
    return TableValues.read(database, context, DuckDb.parquet(pinned), file.toString());
  }

  /// A second name of the file as it is now: DuckDB opens a file twice, and must not find another
  /// the second time because it was replaced.
  private static Path pinned(Path file, LoadContext context) throws IOException {
    Path pinned = hidden(file);
    try {
      Files.createLink(pinned, file);
    } catch (UnsupportedOperationException | FileSystemException _) {
      // A file system without links: such a reader may fail, and is tried again.
      return file;
    }
    context.closeAfterStep(() -> Files.deleteIfExists(pinned));
    return pinned;
  }

  private static Path hidden(Path file) {
    return file.resolveSibling(prefix(file) + UUID.randomUUID() + UNFINISHED);
  }

  private static String prefix(Path file) {
    return "." + file.getFileName() + ".";
  }

  /// Removes what a crash left beside the file, once it is too old to be in use.
  private static void removeLeftovers(Path file) throws IOException {
    FileTime old = FileTime.from(Instant.now().minus(LONGEST_STEP));
    DirectoryStream.Filter<Path> leftover =
        each -> {
          String name = each.getFileName().toString();
          return name.startsWith(prefix(file)) && name.endsWith(UNFINISHED);
        };
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parentOf(file), leftover)) {
      for (Path each : found) {
        // Of a second name the time of the last change is that of its making.
        if (((FileTime) Files.getAttribute(each, "unix:ctime")).compareTo(old) < 0) {
          Files.deleteIfExists(each);
        }
      }
    } catch (NoSuchFileException _) {
      // Its reader ended meanwhile; what else is left goes with the next store.
    }
  }

  @Override
  public boolean exists(OutputAddress address) {
    return Files.exists(file(address));
  }

  private Path file(OutputAddress address) {
    return folder.resolve(address.path() + ".parquet");
  }

  private static Path parentOf(Path file) {
    Path parent = file.getParent();
    if (parent == null) {
      throw new IllegalStateException("expected a file in a folder, but found " + file);
    }
    return parent;
  }

  private static void force(Path path, StandardOpenOption option) throws IOException {
    try (FileChannel channel = FileChannel.open(path, option)) {
      channel.force(true);
    }
  }

  @Override
  public String toString() {
    return "Parquet files in " + folder;
  }
}
