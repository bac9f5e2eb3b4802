package io.dagwerk.storage.sql;

import io.dagwerk.spi.StorageException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings the schema of a database to the version that this Dagwerk needs.
///
/// Whether it has that version is asked with one query; the migrating library, which is slow to
/// start, is loaded only when there is something to do.
///
/// @param folder of the migrations of this kind of database, on the class path
/// @param placeholders what the shared migrations leave open
public record Migrations(DataSource database, String folder, Map<String, String> placeholders) {
  /// The version of the newest migration.
  public static final int NEWEST = 7;

  private static final String SHARED = "classpath:io/dagwerk/storage/sql/migrations";
  private static final String HISTORY = "schema_history";

  /// Held, so that it stays quiet: what it did is in the database's own history, and what it could
  /// not do is thrown.
  private static final Logger QUIET = Logger.getLogger("org.flywaydb");

  static {
    QUIET.setLevel(Level.OFF);
  }

  /// Makes an empty database ready; of any other it checks that it is.
  ///
  /// @throws IllegalStateException when the schema is older, to be migrated on purpose, or newer
  public void prepare() throws SQLException {
    OptionalInt version = version();
    if (version.isEmpty()) {
      migrate();
    } else if (version.getAsInt() < NEWEST) {
      throw new IllegalStateException(
          "the database has schema version %d, and this Dagwerk needs %d; back it up, then migrate it with 'dagwerk instance migrate'"
              .formatted(version.getAsInt(), NEWEST));
    } else if (version.getAsInt() > NEWEST) {
      throw new IllegalStateException(
          "the database has schema version %d, and this Dagwerk knows only up to %d; take a newer one"
              .formatted(version.getAsInt(), NEWEST));
    }
  }

  /// Brings the schema to the newest version, going on where an earlier try ended.
  ///
  /// @throws StorageException when the database refuses it
  public void migrate() {
    try {
      run();
    } catch (FlywayException failed) {
      throw new StorageException(
          "the database does not take the schema of this Dagwerk: " + root(failed).getMessage(),
          failed);
    }
  }

  private static Throwable root(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
  }

  private void run() {
    Flyway.configure()
        .dataSource(database)
        .table(HISTORY)
        .locations(SHARED, "classpath:" + folder)
        .placeholders(placeholders)
        .validateMigrationNaming(true)
        .load()
        .migrate();
  }

  /// The version that the schema has; empty for a database without one.
  private OptionalInt version() throws SQLException {
    try (Connection connection = database.getConnection()) {
      try (ResultSet tables =
          connection
              .getMetaData()
              .getTables(connection.getCatalog(), connection.getSchema(), HISTORY, null)) {
        if (!tables.next()) {
          return OptionalInt.empty();
        }
      }
      try (PreparedStatement query =
          connection.prepareStatement(
              "select version from " + HISTORY + " where success and version is not null")) {
        List<Integer> versions = Reader.rows(query, row -> row.getInt("version"));
        return versions.stream().mapToInt(version -> version).max();
      }
    }
  }
}
